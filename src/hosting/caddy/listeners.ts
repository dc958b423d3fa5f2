/**
 * Site blocks -> listeners: every address of a block with every `bind` of it (mapAddressToServerBlocks in
 * addresses.go), the most specific site first (serversFromPairings in httptype.go, 2.6.2).
 */
import type { Problem } from '../../decision.ts';
import type { Answer, Line, Listener, ListenerSite } from '../model.ts';
import { normalizeAddress } from '../listener.ts';
import { listenerPlaces, type ReadingBudget } from '../readingBudget.ts';
import { problemAt, type GlobalOptions } from './globalOptions.ts';
import { asksForTls, listenPort, type SiteAddress } from './siteAddress.ts';
import type { TlsSettings } from './tlsDirective.ts';

export type SiteBlock = {
  addresses: SiteAddress[];
  bind: string[];
  tls: TlsSettings;
  answer: Answer;
  source: Line;
};

/** A site block's addresses on one listener. */
type Place = { site: number; block: SiteBlock; addresses: SiteAddress[] };
type Group = { address: string; port: number; places: Place[] };

export function listenersOf(
  blocks: readonly SiteBlock[],
  global: GlobalOptions,
  problems: Problem[],
  budget: ReadingBudget,
): Listener[] {
  const groups = new Map<string, Group>();
  for (const [site, block] of blocks.entries()) {
    const hosts = bindHosts(block, problems);
    for (const address of block.addresses) {
      const port = listenPort(address, global.ports);
      if (violatesConvention(address, port, global))
        problems.push(problemAt('caddy-scheme-and-port-conflict', 'fatal', address.text, block.source));
      for (const host of hosts) if (!place(groups, { host, port, site, block, address }, budget)) break;
    }
  }
  const strict = strictSniHosts([...groups.values()], global);
  return [...groups.values()].map((group, index) => listenerOf(group, strict[index], global, problems));
}

/**
 * Addresses with the same site blocks are one server to Caddy: a `servers` option for one of them holds for all,
 * the one with the longest address first (applyServerOptions in serveroptions.go).
 */
function strictSniHosts(groups: readonly Group[], global: GlobalOptions): (boolean | undefined)[] {
  const blocksOf = ({ places }: Group): string =>
    JSON.stringify(places.map(({ site, addresses }) => [site, addresses.map(({ text }) => text)]));
  const options = global.servers.toSorted((one, other) => other.address.length - one.address.length);
  if (options.length === 0) return [];
  const keys = groups.map(blocksOf);
  const byServer = new Map(keys.map((key) => [key, new Set<string>()]));
  for (const [index, group] of groups.entries()) byServer.get(keys[index] ?? '')?.add(listenAddress(group));
  return keys.map((key) => {
    const option = options.find(({ address }) => address === '' || byServer.get(key)?.has(address) === true);
    return option?.strict ?? undefined;
  });
}

/** As Caddy writes it: `127.0.0.1:443`, `:443`. */
export function listenAddress({ address, port }: { address: string; port: number }): string {
  if (address === '*') return `:${String(port)}`;
  return `${address.includes(':') ? `[${address}]` : address}:${String(port)}`;
}

const violatesConvention = (address: SiteAddress, port: number, { ports }: GlobalOptions): boolean =>
  (address.scheme === 'http' && port === ports.https) || (address.scheme === 'https' && port === ports.http);

/** `*`: every address. A Unix socket or a host name is a problem and left out. */
function bindHosts(block: SiteBlock, problems: Problem[]): string[] {
  if (block.bind.length === 0) return ['*'];
  return block.bind.flatMap((bound): string[] => {
    const host = bound.replace(/^tcp[46]?\//u, '').replace(/^\[(.*)\]$/u, '$1');
    if (host === '' || host === '0.0.0.0' || host === '::') return ['*'];
    const address = normalizeAddress(host);
    if (address === null)
      problems.push(problemAt('caddy-bind-not-address', 'unsupported', bound, block.source));
    return address === null ? [] : [address];
  });
}

type Placing = { host: string; port: number; site: number; block: SiteBlock; address: SiteAddress };

/** False: there are too many. */
function place(
  groups: Map<string, Group>,
  { host, port, site, block, address }: Placing,
  budget: ReadingBudget,
): boolean {
  const key = `${host} ${String(port)}`;
  const known = groups.get(key);
  if (!budget.take('places', block.source, known ? 1 : 1 + listenerPlaces)) return false;
  const group = known ?? { address: host, port, places: [] };
  groups.set(key, group);
  const last = group.places.at(-1);
  if (last?.site === site) last.addresses.push(address);
  else group.places.push({ site, block, addresses: [address] });
  return true;
}

function listenerOf(
  group: Group,
  strictSniHost: boolean | undefined,
  global: GlobalOptions,
  problems: Problem[],
): Listener {
  const { address, port, places } = group;
  const sorted = mostSpecificFirst(places);
  const tls = port !== global.ports.http && places.some((one) => speaksTls(one, global));
  reportAmbiguous(places, problems);
  if (tls) reportPlain(places, problems);
  else reportSettings(places, problems);
  return {
    address,
    port,
    tls,
    sites: sorted.map((one): ListenerSite => ({
      site: one.site,
      isDefault: false,
      source: one.block.source,
      hosts: hostsOf(one),
    })),
    source: places[0]?.block.source ?? null,
    ...(strictSniHost !== undefined && { strictSniHost }),
  };
}

/** An address that asks for it, TLS settings of the block, or automatic HTTPS on its port. */
const speaksTls = ({ block, addresses }: Place, global: GlobalOptions): boolean =>
  addresses.some(
    (address) =>
      asksForTls(address, global.ports) ||
      (address.scheme !== 'http' &&
        ((global.autoHttps !== 'off' && listenPort(address, global.ports) === global.ports.https) ||
          hasTlsSettings(block.tls))),
  );

const hasTlsSettings = ({ certificates, min, max, clientAuth, cipherSuites }: TlsSettings): boolean =>
  certificates.length > 0 || min !== null || max !== null || clientAuth !== null || cipherSuites.length > 0;

function reportAmbiguous(places: readonly Place[], problems: Problem[]): void {
  const seen = new Map<string, number>();
  for (const { site, block, addresses } of places)
    for (const { text } of addresses) {
      const other = seen.get(text);
      if (other !== undefined && other !== site)
        problems.push(problemAt('caddy-ambiguous-site', 'fatal', text, block.source));
      seen.set(text, site);
    }
}

function reportPlain(places: readonly Place[], problems: Problem[]): void {
  for (const { block, addresses } of places)
    for (const { scheme, text } of addresses)
      if (scheme === 'http')
        problems.push(problemAt('caddy-http-and-https-on-one-port', 'fatal', text, block.source));
}

/** As `detectConflictingSchemes`: a connection policy would make an HTTP server speak TLS. */
function reportSettings(places: readonly Place[], problems: Problem[]): void {
  const place = places.find(({ block }) => hasTlsSettings(block.tls));
  if (place === undefined) return;
  const text = place.addresses[0]?.text ?? '';
  problems.push(problemAt('caddy-tls-settings-on-http', 'fatal', text, place.block.source));
}

/** Empty (every host) as soon as one of the addresses has no host. */
function hostsOf({ addresses }: Place): string[] {
  const hosts = addresses.map(({ host }) => host);
  return hosts.includes('') ? [] : [...new Set(hosts)];
}

/** Longest host first; blocks with a wildcard after those without, blocks without a host last. */
function mostSpecificFirst(places: readonly Place[]): Place[] {
  const comesBefore = (one: Ranked, other: Ranked): boolean => {
    if (one.longest === 0) return false;
    if (other.longest === 0) return true;
    return one.hasWildcard === other.hasWildcard ? one.longest > other.longest : other.hasWildcard;
  };
  return places
    .map(ranked)
    .toSorted((one, other) => (comesBefore(one, other) ? -1 : comesBefore(other, one) ? 1 : 0))
    .map(({ place }) => place);
}

type Ranked = ReturnType<typeof ranked>;

const ranked = (place: Place) => ({
  place,
  longest: place.addresses.reduce((most, { host }) => Math.max(most, host.replaceAll('*', '').length), 0),
  hasWildcard: place.addresses.some(({ host }) => host === '' || host.includes('*')),
});
