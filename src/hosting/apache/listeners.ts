/**
 * `Listen` and the addresses of `<VirtualHost>` -> listeners. For a connection httpd takes the most specific class
 * of virtual hosts and searches only that: `address:port`, `address:*`, `*:port`, `*`, and without any the main
 * server (docs/2.4/vhosts/details.html; server/vhost.c `ap_update_vhost_given_ip`).
 */
import type { Problem } from '../../decision.ts';
import type { HiddenSite, Listener } from '../model.ts';
import { listenerPlaces, type ReadingBudget } from '../readingBudget.ts';
import type { ApacheProblem } from './codes.ts';
import type { Config, HostAddress, Listen } from './config.ts';
import { hostIndex, type HostIndex, type Member } from './hostIndex.ts';

/** As `<VirtualHost>` has it. */
export function hostAddressText({ address, port }: HostAddress): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `${host}:${port ?? '*'}`;
}

/**
 * `tls` is settled by the caller, from the first site. `mainSite`: the index that stands for the main server. Each
 * listener counts with its sites and their names, as far as the budget reaches.
 */
export function buildListeners(config: Config, mainSite: number, budget: ReadingBudget): Listener[] {
  const reading: Reading = { config, hosts: hostIndex(config), mainSite, hidden: new Map() };
  const listeners: Listener[] = [];
  const seen = new Set<string>();
  for (const listen of listensOf(config)) {
    for (const address of boundAddresses(listen, reading.hosts)) {
      const key = `${address} ${listen.port} ${listen.family ?? ''}`;
      if (!budget.take('places', listen.source, listenerPlaces)) return listeners;
      if (seen.has(key)) continue;
      seen.add(key);
      const listener = buildListener(reading, listen, address);
      const hidden =
        listener.hidden === reading.hidden.get(listen.port)?.hidden ? [] : (listener.hidden ?? []);
      if (!budget.take('places', listen.source, namesOf(config, listener) + hidden.length)) return listeners;
      listeners.push(listener);
    }
  }
  return listeners;
}

/** `hidden`: by port, what stands behind any address that is named. */
type Reading = { config: Config; hosts: HostIndex; mainSite: number; hidden: Map<number, Behind> };

const namesOf = ({ hosts }: Config, { sites }: Listener): number =>
  sites.reduce((sum, { site }) => sum + 1 + (hosts[site]?.aliases.length ?? 0), 0);

/** A `Listen` on every address stands for each address that a virtual host names, and for the rest. */
function boundAddresses(listen: Listen, hosts: HostIndex): string[] {
  if (listen.address !== '*') return [listen.address];
  const named = hosts
    .addressesOf(listen.port)
    .filter((address) => listen.family === undefined || !address.includes(':'));
  return [...named, '*'];
}

/** Without any `Listen` (a file of virtual hosts alone) their own ports are taken, 443 where they name none. */
function listensOf(config: Config): Listen[] {
  if (config.listens.length > 0) return config.listens;
  const listens = new Map<number, Listen>();
  for (const { addresses, source } of config.hosts)
    for (const { port: written } of addresses) {
      const port = written ?? 443;
      if (source !== null && !listens.has(port)) listens.set(port, { address: '*', port, source });
    }
  return [...listens.values()];
}

function buildListener(reading: Reading, listen: Listen, address: string): Listener {
  const classes = classesOf(address, listen.port).map(reading.hosts.members);
  const first = classes.findIndex((inClass) => inClass.length > 0);
  const none = { site: reading.mainSite, address: { address: '*', port: null }, source: null };
  const searched = classes[first] ?? [none];
  const hidden = first < 0 ? [] : hiddenBehind(reading, listen.port, searched, classes.slice(first + 1));
  return {
    address,
    port: listen.port,
    ...(address === '*' && listen.family !== undefined && { family: listen.family }),
    tls: false,
    sites: searched.map(({ site, source }) => ({ site, isDefault: false, source })),
    source: listen.source,
    ...(hidden.length > 0 && { hidden }),
  };
}

/** The virtual hosts of any address on a port, and their sites: most listeners hide the same ones. */
type Behind = { hidden: HiddenSite[]; sites: ReadonlySet<number> };

function hiddenBehind(
  { hidden, hosts }: Reading,
  port: number,
  searched: readonly Member[],
  classes: readonly (readonly Member[])[],
): HiddenSite[] {
  const any = hidden.get(port) ?? behind(classesOf('*', port).map(hosts.members));
  hidden.set(port, any);
  const isAll = classes.length >= 2 && classes.slice(0, -2).every((inClass) => inClass.length === 0);
  if (isAll && !searched.some(({ site }) => any.sites.has(site))) return any.hidden;
  const own = new Set(searched.map(({ site }) => site));
  return behind(classes).hidden.filter(({ site }) => !own.has(site));
}

/** Each virtual host once. */
function behind(classes: readonly (readonly Member[])[]): Behind {
  const first = new Map<number, Member>();
  for (const member of classes.flat()) if (!first.has(member.site)) first.set(member.site, member);
  const hidden = [...first.values()].map(({ site, address, source }) => ({
    site,
    address: hostAddressText(address),
    source,
  }));
  return { hidden, sites: new Set(first.keys()) };
}

/** Most specific first. */
function classesOf(address: string, port: number): HostAddress[] {
  const any: HostAddress[] = [
    { address: '*', port },
    { address: '*', port: null },
  ];
  return address === '*' ? any : [{ address, port }, { address, port: null }, ...any];
}

/** Virtual hosts that no `Listen` reaches, and a configuration that has no `Listen` at all. */
export function unreachedAddresses(config: Config): Problem[] {
  if (config.listens.length === 0) {
    const code: ApacheProblem = 'apache-no-listen';
    return config.hosts.length === 0
      ? []
      : [{ code, severity: 'error', params: {}, source: config.hosts[0]?.source ?? null }];
  }
  const isReached = reach(config.listens);
  return config.hosts.flatMap(({ addresses, source }) =>
    addresses
      .filter((address) => !isReached(address))
      .map((address): Problem => {
        const code: ApacheProblem = 'apache-address-not-listened';
        return { code, severity: 'warning', params: { address: hostAddressText(address) }, source };
      }),
  );
}

/** Whether some `Listen` has the port (where one is said) and the address (where both say one). */
function reach(listens: readonly Listen[]): (address: HostAddress) => boolean {
  const anywhere = new Set<string>();
  const places = new Set<string>();
  for (const { address, port } of listens)
    for (const ported of [port, '*']) {
      anywhere.add(`${ported}`);
      places.add(`${address} ${ported}`);
    }
  return ({ address, port }) => {
    const ported = port ?? '*';
    if (address === '*') return anywhere.has(`${ported}`);
    return places.has(`* ${ported}`) || places.has(`${address} ${ported}`);
  };
}
