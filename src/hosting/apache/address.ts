/** Addresses of `Listen` and `<VirtualHost>` (docs/2.4/bind.html, docs/2.4/mod/core.html#virtualhost). */
import { normalizeAddress } from '../listener.ts';
import type { HostAddress } from './config.ts';

export type AddressProblem = 'apache-address' | 'apache-address-by-name' | 'apache-port';

/** `Listen [address:]port`: the port must be there. `0.0.0.0` is every IPv4 address, `[::]` and `*` are all. */
export function parseListen(
  text: string,
): { address: string; family?: 4; port: number } | { problem: AddressProblem } {
  const { host, port } = splitPort(text);
  if (port === null) return /^\d+$/u.test(host) ? listenAt('*', host) : { problem: 'apache-port' };
  return listenAt(host, port);
}

function listenAt(
  host: string,
  portText: string,
): { address: string; family?: 4; port: number } | { problem: AddressProblem } {
  const port = parsePort(portText);
  if (port === null) return { problem: 'apache-port' };
  if (host === '*') return { address: '*', port };
  const address = normalizeAddress(host);
  if (address === null) return { problem: isName(host) ? 'apache-address-by-name' : 'apache-address' };
  if (address === '0.0.0.0') return { address: '*', family: 4, port };
  return { address: address === '::' ? '*' : address, port };
}

/**
 * One address of `<VirtualHost>`. Without a port it stands for every port, as with `:*` (observed, 2.4.71). A host
 * name is looked up in the DNS when httpd starts: not known here.
 */
export function parseHostAddress(text: string): HostAddress | { problem: AddressProblem } {
  const { host, port: portText } = splitPort(text);
  const port = portText === null || portText === '*' ? null : parsePort(portText);
  if (port === null && portText !== null && portText !== '*') return { problem: 'apache-port' };
  if (host === '*' || host.toLowerCase() === '_default_') return { address: '*', port };
  const address = normalizeAddress(host);
  if (address === null) return { problem: isName(host) ? 'apache-address-by-name' : 'apache-address' };
  return { address: address === '0.0.0.0' || address === '::' ? '*' : address, port };
}

/** The part after the last colon outside brackets; a bare IPv6 address has no port. */
function splitPort(text: string): { host: string; port: string | null } {
  const bracketed = /^(\[[^\]]*\])(?::(.*))?$/su.exec(text);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] ?? null };
  const colon = text.lastIndexOf(':');
  if (colon === -1) return { host: text, port: null };
  return { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}

const isName = (host: string): boolean => /^[a-z0-9_.${}-]+$/iu.test(host) && /[a-z]/iu.test(host);
