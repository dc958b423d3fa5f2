import type { Server, Software } from './model.ts';
import type { PrintResult } from './program.ts';
import { programs } from './programs.ts';

/**
 * Writes the server as a configuration that the program accepts. What that program cannot express is named in
 * `problems`. Reading it back gives a server that makes the same choices.
 */
export const printConfig = (server: Server, software: Software): PrintResult =>
  programs[software].printConfig(server);
