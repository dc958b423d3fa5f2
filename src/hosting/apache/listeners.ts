/**
 * `Listen` and the addresses of `<VirtualHost>` -> listeners. For a connection httpd takes the most specific class
 * of virtual hosts and searches only that: `address:port`, `address:*`, `*:port`, `*`, and without any the main
 * server (docs/2.4/vhosts/details.html; server/vhost.c `ap_update_vhost_given_ip`).
 */
import type { Problem } from '../../decision.ts';
import type { Listener } from '../model.ts';
import type { ApacheProblem } from './codes.ts';
import type { Config, HostAddress, Listen } from './config.ts';

/** As `<VirtualHost>` has it. */
export function hostAddressText({ address, port }: HostAddress): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `${host}:${port ?? '*'}`;
}

/** `tls` is settled by the caller, from the first site. `mainSite`: the index that stands for the main server. */
export function buildListeners(config: Config, mainSite: number): Listener[] {
  const listeners: Listener[] = [];
  const seen = new Set<string>();
  for (const { listen, address } of boundAddresses(config)) {
    const key = `${address} ${listen.port} ${listen.family ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    listeners.push(buildListener(config, listen, address, mainSite));
  }
  return listeners;
}

/** A `Listen` on every address stands for each address that a virtual host names, and for the rest. */
function boundAddresses(config: Config): { listen: Listen; address: string }[] {
  return listensOf(config).flatMap((listen) => {
    if (listen.address !== '*') return [{ listen, address: listen.address }];
    const named = config.hosts
      .flatMap(({ addresses }) => addresses)
      .filter(({ address, port }) => address !== '*' && (port === null || port === listen.port))
      .filter(({ address }) => listen.family === undefined || !address.includes(':'));
    const addresses = [...new Set(named.map(({ address }) => address)), '*'];
    return addresses.map((address) => ({ listen, address }));
  });
}

/** Without any `Listen` (a file of virtual hosts alone) their own ports are taken, 443 where they name none. */
function listensOf(config: Config): Listen[] {
  if (config.listens.length > 0) return config.listens;
  const ports = config.hosts.flatMap(({ addresses, source }) =>
    addresses.map(({ port }) => ({ port: port ?? 443, source })),
  );
  return ports.flatMap(({ port, source }, index) =>
    source === null || ports.findIndex((other) => other.port === port) !== index
      ? []
      : [{ address: '*', port, source }],
  );
}

type Member = { site: number; address: HostAddress; source: Config['main']['source'] };

function buildListener(config: Config, listen: Listen, address: string, mainSite: number): Listener {
  const classes = classesOf(address, listen.port).map((wanted) => members(config, wanted));
  const filled = classes.filter((inClass) => inClass.length > 0);
  const searched = filled[0] ?? [{ site: mainSite, address: { address: '*', port: null }, source: null }];
  const hidden = filled
    .slice(1)
    .flat()
    .filter(({ site }, index, all) => all.findIndex((other) => other.site === site) === index)
    .filter(({ site }) => !searched.some((other) => other.site === site))
    .map(({ site, address: written, source }) => ({ site, address: hostAddressText(written), source }));
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

/** Most specific first. */
function classesOf(address: string, port: number): HostAddress[] {
  const any: HostAddress[] = [
    { address: '*', port },
    { address: '*', port: null },
  ];
  return address === '*' ? any : [{ address, port }, { address, port: null }, ...any];
}

/** In configuration order, each virtual host once. */
function members(config: Config, wanted: HostAddress): Member[] {
  return config.hosts.flatMap(({ addresses, source }, site) =>
    addresses.some(({ address, port }) => address === wanted.address && port === wanted.port)
      ? [{ site, address: wanted, source }]
      : [],
  );
}

/** Virtual hosts that no `Listen` reaches, and a configuration that has no `Listen` at all. */
export function unreachedAddresses(config: Config): Problem[] {
  if (config.listens.length === 0) {
    const code: ApacheProblem = 'apache-no-listen';
    return config.hosts.length === 0
      ? []
      : [{ code, severity: 'error', params: {}, source: config.hosts[0]?.source ?? null }];
  }
  return config.hosts.flatMap(({ addresses, source }) =>
    addresses
      .filter((address) => !config.listens.some((listen) => reaches(listen, address)))
      .map((address): Problem => {
        const code: ApacheProblem = 'apache-address-not-listened';
        return { code, severity: 'warning', params: { address: hostAddressText(address) }, source };
      }),
  );
}

const reaches = (listen: Listen, { address, port }: HostAddress): boolean =>
  (port === null || port === listen.port) &&
  (listen.address === '*' || address === '*' || address === listen.address);
