/**
 * Site blocks -> listeners: every address of a block with every `bind` of it (mapAddressToServerBlocks in
 * addresses.go), the most specific site first (serversFromPairings in httptype.go, 2.6.2).
 */
import type { Problem } from '../../decision.ts';
import type { Answer, Line, Listener, ListenerSite } from '../model.ts';
import { normalizeAddress } from '../listener.ts';
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
): Listener[] {
  const groups = new Map<string, Group>();
  for (const [site, block] of blocks.entries())
    for (const address of block.addresses) {
      const port = listenPort(address, global.ports);
      if (violatesConvention(address, port, global))
        problems.push(problemAt('caddy-scheme-and-port-conflict', 'fatal', address.text, block.source));
      for (const host of bindHosts(block, problems)) place(groups, host, port, site, block, address);
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
  const byServer = new Map<string, string[]>();
  for (const group of groups)
    byServer.set(blocksOf(group), [...(byServer.get(blocksOf(group)) ?? []), listenAddress(group)]);
  return groups.map((group) => {
    const own = byServer.get(blocksOf(group)) ?? [];
    const option = options.find(({ address }) => address === '' || own.includes(address));
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

function place(
  groups: Map<string, Group>,
  address: string,
  port: number,
  site: number,
  block: SiteBlock,
  siteAddress: SiteAddress,
): void {
  const key = `${address} ${String(port)}`;
  const group = groups.get(key) ?? { address, port, places: [] };
  groups.set(key, group);
  const last = group.places.at(-1);
  if (last?.site === site) last.addresses.push(siteAddress);
  else group.places.push({ site, block, addresses: [siteAddress] });
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
  const comesBefore = (one: Place, other: Place): boolean => {
    const [length, otherLength] = [longestHost(one), longestHost(other)];
    if (length === 0) return false;
    if (otherLength === 0) return true;
    const [wild, otherWild] = [hasWildcard(one), hasWildcard(other)];
    return wild === otherWild ? length > otherLength : otherWild;
  };
  return places.toSorted((one, other) => (comesBefore(one, other) ? -1 : comesBefore(other, one) ? 1 : 0));
}

const longestHost = ({ addresses }: Place): number =>
  Math.max(0, ...addresses.map(({ host }) => host.replaceAll('*', '').length));

const hasWildcard = ({ addresses }: Place): boolean =>
  addresses.some(({ host }) => host === '' || host.includes('*'));
