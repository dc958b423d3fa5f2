/** What nginx knows of a connection once the ClientHello is read (`ngx_http_ssl_servername`). */
import type { Hello, Listener, Server, Site, TlsVersion } from '../model.ts';
import { opensslServerName } from '../serverNameExtension.ts';
import { normalizeHost } from './hostName.ts';
import { once } from '../workedOutOnce.ts';
import { hasNames, matchesOf, nameTable, type NameMatch, type NameTable, type RegexEntry } from './names.ts';

/** Index into `listener.sites`: the one marked `default_server`, else the first. */
export const defaultPlace = once((listener: Listener): number => {
  const marked = listener.sites.findIndex(({ isDefault }) => isDefault);
  return Math.max(marked, 0);
});

/**
 * `found` by name on this listener (null: none), `matches`: every name that fits. A listener with one server block
 * compares no names.
 */
export type NameLookup = {
  table: NameTable;
  matches: () => Iterable<NameMatch>;
  found: NameMatch | null;
  /** Expressions of which it is not known whether they match, before `found`. */
  undecided: RegexEntry[];
};

export function lookUp(server: Server, listener: Listener, host: string | null): NameLookup {
  const table = nameTable(server, listener);
  const asks = host !== null && hasNames(server, listener);
  const undecided: RegexEntry[] = [];
  const [found = null] = asks ? matchesOf(table, host, undecided) : [];
  return { table, matches: () => (asks ? matchesOf(table, host, []) : []), found, undecided };
}

/**
 * The name in the hello as the SNI callback gets it: as sent (`raw`) and normalized (`host`, null: none or no valid
 * one). On resumption in TLS 1.2 and below OpenSSL hands over the name of the first handshake.
 */
export function nameInHello(
  server: Server,
  hello: Hello,
  version: TlsVersion,
  resumed: boolean,
): { raw: string | null; host: string | null } {
  if (!server.supportsSni) return { raw: null, host: null };
  const read = opensslServerName(hello);
  const sent = 'alert' in read ? null : read.name;
  const raw = resumed && version !== '1.3' ? (hello.resumeFrom ?? null) : sent;
  return { raw, host: raw === null ? null : normalizeHost(raw) };
}

/** A server block without a certificate has no TLS settings of its own: the default server's hold. */
export function siteWithContext(server: Server, listener: Listener, site: number): number {
  const own = server.sites[site];
  if (own !== undefined && hasContext(own)) return site;
  return listener.sites[defaultPlace(listener)]?.site ?? site;
}

const hasContext = (site: Site): boolean => site.certificates.length > 0 || site.rejectHandshake === true;
