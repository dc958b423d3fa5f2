import type { Hello, Selection, Server } from './model.ts';
import { programs } from './programs.ts';

/**
 * Which certificate the server hands to this client, by the rules of its program, before it has seen a Host header.
 * The decision (`which-certificate`) holds every site of the listener, each with its verdict, rule and line.
 */
export const selectCertificate = (server: Server, hello: Hello): Selection =>
  programs[server.software].selectCertificate(server, hello);
