/**
 * In which order virtual hosts are written, and on which addresses: httpd's default is the first one of an address,
 * and an earlier name wins over a later one.
 */
import type { Listener, Server } from '../model.ts';
import { placesOfSite } from '../placesOfSites.ts';
import { once } from '../workedOutOnce.ts';
import { addTo } from '../../text/addTo.ts';

/** A `<VirtualHost>` to write. `tls`: of the listeners it is on. */
export type Block = { site: number; addresses: string[]; tls: boolean };

/** One block a site where the listeners' orders agree, else one a listener and site. */
export function printOrder(server: Server): Block[] {
  const order = commonOrder(server.listeners.map(sitesInOrder));
  if (order === null) return server.listeners.flatMap(blocksOfListener);
  const ordered = new Set(order);
  const hiddenOnly = server.listeners
    .flatMap(({ hidden }) => hidden ?? [])
    .map(({ site }) => site)
    .filter((site) => !ordered.has(site));
  // Hidden ones matter to no answer: they keep their place among the rest by index.
  return insertByIndex(order, [...new Set(hiddenOnly)]).flatMap((site) => blocksOfSite(server, site));
}

/** The one that is marked as default goes first. */
function sitesInOrder({ sites }: Listener): number[] {
  const marked = sites.filter(({ isDefault }) => isDefault);
  return [...marked, ...sites.filter(({ isDefault }) => !isDefault)].map(({ site }) => site);
}

/** An order that keeps every list's own, the smallest number first where they leave a choice; null: there is none. */
function commonOrder(lists: readonly number[][]): number[] | null {
  const followers = new Map<number, Set<number>>();
  const waitsFor = new Map<number, number>();
  for (const site of lists.flat()) {
    followers.set(site, new Set());
    waitsFor.set(site, 0);
  }
  for (const list of lists) {
    for (const [index, site] of list.entries()) {
      const next = list[index + 1];
      const known = followers.get(site);
      if (next === undefined || known === undefined || known.has(next)) continue;
      known.add(next);
      waitsFor.set(next, (waitsFor.get(next) ?? 0) + 1);
    }
  }
  return takeInTurn(followers, waitsFor);
}

function takeInTurn(
  followers: ReadonlyMap<number, ReadonlySet<number>>,
  waitsFor: Map<number, number>,
): number[] | null {
  const ready = [...waitsFor].filter(([, count]) => count === 0).map(([site]) => site);
  const order: number[] = [];
  while (ready.length > 0) {
    const site = ready.splice(ready.indexOf(Math.min(...ready)), 1)[0] ?? 0;
    order.push(site);
    for (const next of followers.get(site) ?? []) {
      const left = (waitsFor.get(next) ?? 0) - 1;
      waitsFor.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return order.length === followers.size ? order : null;
}

function insertByIndex(order: readonly number[], extra: readonly number[]): number[] {
  const result = [...order];
  for (const site of extra) {
    const after = result.findIndex((other) => other > site);
    result.splice(after === -1 ? result.length : after, 0, site);
  }
  return result;
}

/** The addresses of each site that others hide. */
const hiddenAddresses = once(({ listeners }: Server): ReadonlyMap<number, readonly string[]> => {
  const bySite = new Map<number, string[]>();
  for (const { hidden = [] } of listeners)
    for (const { site, address } of hidden) {
      addTo(bySite, site, address);
    }
  return bySite;
});

function blocksOfSite(server: Server, site: number): Block[] {
  const on = placesOfSite(server, site).map(({ listener }) => listener);
  const hidden = hiddenAddresses(server).get(site) ?? [];
  const groups = [true, false].map((tls) => ({
    site,
    tls,
    addresses: on.filter((listener) => listener.tls === tls).map(addressText),
  }));
  const blocks = groups.filter(({ addresses }) => addresses.length > 0);
  const first = blocks[0] ?? { site, tls: true, addresses: [] };
  const withHidden = { ...first, addresses: [...new Set([...first.addresses, ...hidden])] };
  return withHidden.addresses.length === 0 ? [] : [withHidden, ...blocks.slice(1)];
}

const blocksOfListener = (listener: Listener): Block[] =>
  sitesInOrder(listener).map((site) => ({ site, addresses: [addressText(listener)], tls: listener.tls }));

function addressText({ address, port }: Listener): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}
