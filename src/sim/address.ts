/** The URL as typed, taken apart the way the page needs it. */
import ipaddr from 'ipaddr.js';

/** `host` as the client's own reading of names takes it (`verifyIdentity`); IPv6 without brackets. */
export type Target = { host: string; port: number; path: string };

export type AddressFault =
  'address-empty' | 'address-scheme' | 'address-host' | 'address-port' | 'address-form';

const form =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^:/?#[\]]*)(?::([^/?#]*))?([/?#].*)?$/i;

/**
 * Takes `https://host:port/path` apart; the scheme may be left out. Not a URL: a fault that the page can show.
 * Clients spell hosts differently (`127.1`, U-labels), so the host stays as typed. Source: RFC 3986 section 3.2.
 */
export function readAddress(url: string): Target | { fault: AddressFault } {
  const text = url.trim();
  if (text === '') return { fault: 'address-empty' };
  const parts = form.exec(text);
  if (!parts || /\s/.test(text)) return { fault: 'address-form' };
  const [, scheme = 'https', rawHost = '', rawPort, path = '/'] = parts;
  if (scheme.toLowerCase() !== 'https') return { fault: 'address-scheme' };
  const host = rawHost.replace(/^\[|\]$/g, '');
  if (host === '' || (rawHost.startsWith('[') && !ipaddr.IPv6.isValid(host)))
    return { fault: 'address-host' };
  const port = rawPort === undefined || rawPort === '' ? 443 : readPort(rawPort);
  if (port === null) return { fault: 'address-port' };
  return { host, port, path: path.startsWith('/') ? path : `/${path}` };
}

/** A TCP port from 1 to 65535, or null. */
export function readPort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= 65535 ? port : null;
}

/** A dotted IPv4 or an IPv6 literal: what RFC 6066 section 3 keeps out of server_name. */
export const isIpLiteral = (host: string): boolean =>
  // ipaddr.js throws and catches inside for what is no address at all, a hundred times slower than this look.
  (/^[\d.]+$/.test(host) && ipaddr.IPv4.isValidFourPartDecimal(host)) || ipaddr.IPv6.isValid(host);

/** The Host header (RFC 9110 section 7.2): without the port where it is the default one. */
export const hostHeader = ({ host, port }: Target): string =>
  `${host.includes(':') ? `[${host}]` : host}${port === 443 ? '' : `:${port}`}`;
