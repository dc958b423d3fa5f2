/**
 * The server model -> Caddyfile. Caddy's own server is written as it was read; of another program's server, what
 * Caddy cannot express is named in `problems`. Certificates are given as files: automatic HTTPS is switched off.
 */
import type { Problem } from '../../decision.ts';
import { append } from '../append.ts';
import type { Listener, Server, Site } from '../model.ts';
import { placesOfSite } from '../placesOfSites.ts';
import type { PrintResult } from '../program.ts';
import { asCaddyServer } from './asCaddyServer.ts';
import type { CaddyProblemCode } from './codes.ts';
import { problemAt } from './globalOptions.ts';
import { listenAddress } from './listeners.ts';
import { siteLines } from './printSite.ts';

const mainFile = '/etc/caddy/Caddyfile';

export function printConfig(source: Server): PrintResult {
  const problems: Problem[] = [];
  const server = asCaddyServer(source, problems);
  const lines = globalLines(server);
  for (const [index, site] of server.sites.entries())
    for (const place of placesOf(server, index, site, problems))
      lines.push('', ...siteLines(site, place, problems));
  return { files: new Map([[mainFile, `${lines.join('\n')}\n`]]), mainFile, problems };
}

function globalLines(server: Server): string[] {
  const lines = ['{', '\tauto_https off'];
  if (server.defaultSni !== undefined) lines.push(`\tdefault_sni ${server.defaultSni}`);
  if (server.listeners.some(({ tls, port }) => tls && port === 80))
    lines.push(`\thttp_port ${String(freePort(server))}`);
  if (server.listeners.some(({ tls, port }) => !tls && port === 443))
    lines.push(`\thttps_port ${String(freePort(server))}`);
  for (const listener of server.listeners) {
    const { strictSniHost: strict } = listener;
    if (strict === undefined) continue;
    const value = strict ? 'on' : 'insecure_off';
    lines.push(`\tservers ${listenAddress(listener)} {`, `\t\tstrict_sni_host ${value}`, '\t}');
  }
  return [...lines, '}'];
}

/** Caddy refuses `https` on its HTTP port and `http` on its HTTPS port: that port is then moved out of the way. */
function freePort({ listeners }: Server): number {
  const taken = new Set(listeners.map(({ port }) => port));
  let port = 49_152;
  while (taken.has(port)) port += 1;
  return port;
}

/** What one block can say: the same addresses on each of its `bind`s. Only with `tls` may it have TLS settings. */
export type BlockPlace = { addresses: string[]; bind: string[]; tls: boolean };

/** One block where every bound address has the same site addresses; else a block for each of them. */
function placesOf(server: Server, index: number, site: Site, problems: Problem[]): BlockPlace[] {
  const places = [true, false].flatMap((tls) =>
    [...addressesByBind(server, index, site, tls)].map(([address, addresses]) => ({
      addresses,
      bind: bindOf(address),
      tls,
    })),
  );
  const [first] = places;
  const report = (code: CaddyProblemCode): void => {
    problems.push(problemAt(code, 'warning', site.label, site.source));
  };
  if (first === undefined) report('caddy-print-site-not-reached');
  if (first === undefined || places.length === 1) return places;
  const same = places.every(({ addresses }) => addresses.join(' ') === first.addresses.join(' '));
  if (!same) report('caddy-print-split-site');
  return same ? [{ ...first, bind: places.flatMap(({ bind }) => (bind.length > 0 ? bind : ['*'])) }] : places;
}

/** Bound address -> the site's addresses on it, of the listeners that speak TLS or of the others. */
function addressesByBind(server: Server, index: number, site: Site, tls: boolean): Map<string, string[]> {
  const byAddress = new Map<string, string[]>();
  for (const { listener, place } of placesOfSite(server, index)) {
    if (place.hosts === undefined || listener.tls !== tls) continue;
    const addresses = byAddress.get(listener.address) ?? [];
    append(addresses, siteAddresses(listener, place.hosts, site));
    byAddress.set(listener.address, addresses);
  }
  return byAddress;
}

const bindOf = (address: string): string[] => (address === '*' ? [] : [address]);

function siteAddresses({ tls, port }: Listener, hosts: readonly string[], site: Site): string[] {
  const scheme = tls ? 'https' : 'http';
  const written = hosts.length > 0 ? hosts : ['', ...site.names.map(({ text }) => text)];
  return written.map((host) => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${String(port)}`);
}
