import type { Connection, Server, SiteSelection } from './model.ts';
import { programs } from './programs.ts';

/**
 * Which site answers an HTTP request on this connection, and with what status. `host` is the Host header's value
 * (null: the request has none). The decision's question is `which-site`.
 */
export const selectSite = (server: Server, connection: Connection, host: string | null): SiteSelection =>
  programs[server.software].selectSite(server, connection, host);
