/** What the world's name lookup answers for a host: the scenario's own table first, else the server's sites. */
import type { CertificateEntry, Listener, Server } from '../hosting/model.ts';
import { once } from '../hosting/workedOutOnce.ts';
import { own as ownValue } from '../text/own.ts';
import { isIpLiteral } from './address.ts';
import { addTo } from '../text/addTo.ts';

/** Stands for every address of a server that listens on `*` (RFC 5737). */
export const anyAddress = '203.0.113.10';

/**
 * Addresses of `host`, none when it does not resolve. A site's names, and hosts under its wildcards, resolve to the
 * addresses of the listeners the site is reached through; for HAProxy, the names of its certificates.
 */
export function lookUp(host: string, dns: Record<string, string[]>, server: Server): string[] {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isIpLiteral(name)) return [name];
  const entered = enteredIn(dns).get(name);
  if (entered) return entered;
  const { known } = namesOn(server);
  const found = known.get(name) ?? namedAddresses(name, server);
  known.set(name, found);
  return found;
}

function namedAddresses(name: string, server: Server): string[] {
  const { sites, listeners, addressesOf } = namesOn(server);
  const addresses = matching(sites, name).flatMap((site) => addressesOf.get(site) ?? []);
  const ofCertificates = matching(listeners, name).flatMap((index) => {
    const listener = server.listeners[index];
    return listener ? [addressOf(listener)] : [];
  });
  return [...new Set([...addresses, ...ofCertificates])];
}

/** The scenario's table by name in small letters; of names that differ in case alone the first counts. */
const enteredIn = once((dns: Record<string, string[]>): ReadonlyMap<string, string[]> => {
  const table = new Map<string, string[]>();
  for (const [name, addresses] of Object.entries(dns)) {
    const key = name.toLowerCase();
    if (!table.has(key)) table.set(key, addresses);
  }
  return table;
});

/** What has a name, by index: the name itself, and for `*.a.example` the ending `.a.example`. */
type NameIndex = { exact: Map<string, number[]>; endings: Map<string, number[]> };
const newIndex = (): NameIndex => ({ exact: new Map(), endings: new Map() });

function enter(index: NameIndex, name: string, owner: number): void {
  addTo(index.exact, name, owner);
  if (name.startsWith('*.')) addTo(index.endings, name.slice(1), owner);
}

/** In order, each once. */
function matching({ exact, endings }: NameIndex, host: string): number[] {
  const found = new Set(exact.get(host));
  for (let dot = host.indexOf('.', 1); dot >= 0; dot = host.indexOf('.', dot + 1))
    for (const owner of endings.get(host.slice(dot)) ?? []) found.add(owner);
  return [...found].sort((one, other) => one - other);
}

/** The names of a server's sites, and of the certificates of its listeners; `known`: what was looked up before. */
const namesOn = once((server: Server) => {
  const [sites, listeners] = [newIndex(), newIndex()];
  const addressesOf = new Map<number, string[]>();
  for (const [index, { names }] of server.sites.entries())
    for (const { text } of names) enter(sites, text.toLowerCase(), index);
  for (const [index, listener] of server.listeners.entries()) {
    for (const site of new Set(listener.sites.map((entry) => entry.site)))
      addTo(addressesOf, site, addressOf(listener));
    const own = (listener.entries ?? []).flatMap((entry) => namesOf(server, entry));
    for (const name of new Set(own)) enter(listeners, name, index);
  }
  return { sites, listeners, addressesOf, known: new Map<string, string[]>() };
});

/** HAProxy's sites have no names: the filters of its certificates, else the names in them. */
function namesOf(server: Server, { file, filters }: CertificateEntry): string[] {
  if (filters) return filters.flatMap(({ text, negated }) => (negated ? [] : [text.toLowerCase()]));
  const known = ownValue(server.certificates, file);
  return known ? [...known.dnsNames, ...known.commonNames].map((text) => text.toLowerCase()) : [];
}

/** Where a listener is reached. */
export const addressOf = ({ address }: Listener): string =>
  address === '*' || address === '::' ? anyAddress : address;
