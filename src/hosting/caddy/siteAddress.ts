/** A site address: scheme, host, port (caddyconfig/httpcaddyfile/addresses.go, 2.6.2). */
import { normalizeAddress } from '../listener.ts';

/** `host` lower case, '' for any; `scheme` and `port` null where not written. */
export type SiteAddress = {
  text: string;
  scheme: 'http' | 'https' | null;
  host: string;
  port: number | null;
  path: string;
};

export type Ports = { http: number; https: number };

/** null: not an address that Caddy takes. */
export function readSiteAddress(text: string): SiteAddress | null {
  const parts = /^(?:(.*?):\/\/)?([^/]*)(\/.*)?$/u.exec(text.trim());
  const scheme = (parts?.[1] ?? '').toLowerCase();
  if (parts === null || !(scheme === '' || scheme === 'http' || scheme === 'https')) return null;
  const hostAndPort = parts[2] ?? '';
  const colon = /^(.*):(\d*)$/u.exec(hostAndPort);
  const isPort = colon !== null && (!(colon[1] ?? '').includes(':') || (colon[1] ?? '').endsWith(']'));
  const bare = isPort ? (colon[1] ?? '') : hostAndPort;
  const port = isPort && colon[2] !== '' ? Number(colon[2]) : null;
  if (port !== null && port > 65535) return null;
  if (!isPort && bare.includes(':') && normalizeAddress(bare) === null) return null;
  return {
    text,
    scheme: scheme === '' ? null : scheme,
    host: normalHost(bare.replace(/^\[(.*)\]$/u, '$1')),
    port,
    path: parts[3] ?? '',
  };
}

const normalHost = (host: string): string =>
  host.includes(':') ? (normalizeAddress(host) ?? host.toLowerCase()) : host.toLowerCase();

/** The port a site listens on: as written, else by its scheme; HTTPS when there is none. */
export const listenPort = (address: SiteAddress, ports: Ports): number =>
  address.port ?? (address.scheme === 'http' ? ports.http : ports.https);

/** Whether the address alone makes its port speak TLS. */
export const asksForTls = (address: SiteAddress, ports: Ports): boolean =>
  address.scheme === 'https' ||
  (address.scheme === null && address.host !== '' && address.port !== ports.http);
