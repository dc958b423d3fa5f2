/** What the world's name lookup answers for a host: the scenario's own table first, else the server's sites. */
import type { CertificateEntry, Listener, Server } from '../hosting/model.ts';
import { own as ownValue } from '../text/own.ts';
import { isIpLiteral } from './address.ts';

/** Stands for every address of a server that listens on `*` (RFC 5737). */
export const anyAddress = '203.0.113.10';

/**
 * Addresses of `host`, none when it does not resolve. A site's names, and hosts under its wildcards, resolve to the
 * addresses of the listeners the site is reached through; for HAProxy, the names of its certificates.
 */
export function lookUp(host: string, dns: Record<string, string[]>, server: Server): string[] {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isIpLiteral(name)) return [name];
  const entered = Object.entries(dns).find(([key]) => key.toLowerCase() === name);
  if (entered) return entered[1];
  const addresses = server.sites.flatMap((site, index) =>
    site.names.some(({ text }) => covers(text.toLowerCase(), name)) ? addressesOf(server, index) : [],
  );
  const ofCertificates = server.listeners
    .filter(({ entries = [] }) =>
      entries.some((entry) => namesOf(server, entry).some((own) => covers(own, name))),
    )
    .map(addressOf);
  return [...new Set([...addresses, ...ofCertificates])];
}

/** HAProxy's sites have no names: the filters of its certificates, else the names in them. */
function namesOf(server: Server, { file, filters }: CertificateEntry): string[] {
  if (filters) return filters.flatMap(({ text, negated }) => (negated ? [] : [text.toLowerCase()]));
  const known = ownValue(server.certificates, file);
  return known ? [...known.dnsNames, ...known.commonNames].map((text) => text.toLowerCase()) : [];
}

function covers(siteName: string, host: string): boolean {
  if (siteName === host) return true;
  return siteName.startsWith('*.') && host.endsWith(siteName.slice(1)) && host.length > siteName.length - 1;
}

const addressesOf = (server: Server, site: number): string[] =>
  server.listeners.filter((listener) => listener.sites.some((entry) => entry.site === site)).map(addressOf);

/** Where a listener is reached. */
export const addressOf = ({ address }: Listener): string =>
  address === '*' || address === '::' ? anyAddress : address;
