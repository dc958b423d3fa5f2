/** What the world's name lookup answers for a host: the scenario's own table first, else the server's sites. */
import type { Server } from '../hosting/model.ts';
import { isIpLiteral } from './address.ts';

/** Stands for every address of a server that listens on `*` (RFC 5737). */
export const anyAddress = '203.0.113.10';

/**
 * Addresses of `host`, none when it does not resolve. A site's names, and hosts under its wildcards, resolve to the
 * addresses of the listeners the site is reached through.
 */
export function lookUp(host: string, dns: Record<string, string[]>, server: Server): string[] {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isIpLiteral(name)) return [name];
  const entered = Object.entries(dns).find(([key]) => key.toLowerCase() === name);
  if (entered) return entered[1];
  const addresses = server.sites.flatMap((site, index) =>
    site.names.some(({ text }) => covers(text.toLowerCase(), name)) ? addressesOf(server, index) : [],
  );
  return [...new Set(addresses)];
}

function covers(siteName: string, host: string): boolean {
  if (siteName === host) return true;
  return siteName.startsWith('*.') && host.endsWith(siteName.slice(1)) && host.length > siteName.length - 1;
}

const addressesOf = (server: Server, site: number): string[] =>
  server.listeners
    .filter((listener) => listener.sites.some((entry) => entry.site === site))
    .map(({ address }) => (address === '*' || address === '::' ? anyAddress : address));
