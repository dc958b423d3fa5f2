/** The hosts worth comparing clients with, as lines of text, and such lines as addresses. */
import type { Server } from '../hosting/model.ts';
import { own } from '../text/own.ts';
import { readAddress, type AddressFault } from './address.ts';
import { readTarget } from './decisions.ts';
import type { Visit } from './decide.ts';
import { anyAddress, lookUp } from './names.ts';

/** Stands for a name that no site has (RFC 2606). */
export const unknownName = 'unknown.example';

/** A host as typed, and the URL it stands for. */
export type ComparedHost = { text: string; url: string };
/** `line` counts from 1. `too-many`: this line and those after it are left out. */
export type HostLineFault = { line: number; text: string; code: AddressFault | 'too-many' };

/** More columns than anybody reads; keeps the page quick. */
export const mostHosts = 200;
/** The list that nobody typed stays shorter. */
const mostUsualHosts = 20;

/**
 * The server's own names (a wildcard as a host under it, one too deep under it, and its apex), a name that no site
 * has, and the addresses; with the port where it is not 443.
 */
export function usualHosts(server: Server): string[] {
  const named = server.listeners.flatMap((listener) =>
    namesOf(server, listener).flatMap((name) => examples(name).map((host) => withPort(host, listener.port))),
  );
  const addresses = server.listeners.map(({ address, port }) => withPort(shownAddress(address), port));
  const last = [withPort(unknownName, server.listeners[0]?.port ?? 443), ...new Set(addresses)];
  const room = Math.max(1, mostUsualHosts - last.length);
  return [...[...new Set(named)].slice(0, room), ...last].slice(0, mostUsualHosts);
}

/** What the sites of a listener are called; HAProxy's have no names, but its certificates do. */
function namesOf(server: Server, { sites, entries = [] }: Server['listeners'][number]): string[] {
  const names = sites.flatMap(({ site }) => server.sites[site]?.names.map(({ text }) => text) ?? []);
  const filters = entries.flatMap((entry) =>
    (entry.filters ?? []).filter(({ negated }) => !negated).map(({ text }) => text),
  );
  const said = [...names, ...filters].filter((name) => examples(name).length > 0);
  if (said.length > 0) return said;
  const files = [
    ...entries.map(({ file }) => file),
    ...sites.flatMap(({ site }) => server.sites[site]?.certificates.map(({ file }) => file) ?? []),
  ];
  return files.flatMap((file) => {
    const known = own(server.certificates, file);
    return known ? (known.dnsNames.length > 0 ? known.dnsNames : known.commonNames) : [];
  });
}

/** Hosts that a name of a site is about; none for regular expressions and catch-all names. */
function examples(name: string): string[] {
  const text = name.toLowerCase();
  const under = text.replace(/^\*?\./, '');
  if (!/^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*\.?$/u.test(under.replace(/\.\*$/, '.x'))) return [];
  if (under.endsWith('.*')) return [under.replace(/\*$/, 'example')];
  if (under === text) return text.includes('.') || text === 'localhost' ? [text] : [];
  return [`www.${under}`, `a.b.${under}`, under];
}

const shownAddress = (address: string): string =>
  address === '*' || address === '::' || address === '0.0.0.0' ? anyAddress : address;

function withPort(host: string, port: number): string {
  const authority = host.includes(':') ? `[${host}]` : host;
  return port === 443 ? authority : `${authority}:${port}`;
}

/**
 * One host a line, with or without scheme, port and path; empty lines and repeated hosts are passed over, bad ones
 * named.
 */
export function readHostLines(text: string): { hosts: ComparedHost[]; faults: HostLineFault[] } {
  const hosts: ComparedHost[] = [];
  const faults: HostLineFault[] = [];
  const seen = new Set<string>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const url = urlOf(line);
    if (seen.has(url)) continue;
    if (hosts.length === mostHosts) {
      faults.push({ line: index + 1, text: line, code: 'too-many' });
      break;
    }
    const target = readAddress(url);
    if ('fault' in target) {
      faults.push({ line: index + 1, text: line, code: target.fault });
      continue;
    }
    seen.add(url);
    hosts.push({ text: line, url });
  }
  return { hosts, faults };
}

function urlOf(line: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(line)) return line;
  const bareIpv6 = /^[0-9a-f:.]*$/i.test(line) && line.split(':', 3).length === 3;
  return `https://${bareIpv6 ? `[${line}]` : line}/`;
}

/**
 * The scenario's name lookup with an entry for a name that resolves nowhere: it then points to the server, since the
 * question is what this server would do. Without one when nothing is to be looked up.
 */
export function resolvedHere(
  server: Server,
  { client, url, dns }: Pick<Visit, 'client' | 'url' | 'dns'>,
): Visit['dns'] {
  const reading = readTarget(url, client);
  if ('fault' in reading) return dns;
  const { text } = reading.reference;
  if (lookUp(text, dns, server).length > 0) return dns;
  const here = server.listeners.find(({ port }) => port === reading.target.port) ?? server.listeners[0];
  if (!here) return dns;
  return { ...dns, [text.toLowerCase().replace(/\.$/, '')]: [shownAddress(here.address)] };
}
