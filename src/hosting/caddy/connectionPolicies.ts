/**
 * Which site's TLS settings a handshake gets: Caddy's connection policies, one for each site block, the first that
 * matches the server name, then one for every name (serversFromPairings in httptype.go, caddytls/connpolicy.go).
 */
import { listedLater, type Candidate, type Decision, type Params } from '../../decision.ts';
import type { CertificateUse, Listener, ListenerSite, Server, Site } from '../model.ts';
import type { CaddyRule } from './codes.ts';
import { matchesWildcard } from './goNames.ts';
import { placesOfSite } from '../placesOfSites.ts';
import { once } from '../workedOutOnce.ts';
import { listenAddress } from './listeners.ts';
import { addTo } from '../../text/addTo.ts';

/**
 * What holds for the handshake. `site` null: no site's settings, the program's own. `matchers` null: every name;
 * `''` in it: a hello without a name. `tags`: only these certificates; null: any that is loaded. `defaultSni`:
 * asked for when there is no server name.
 */
export type Policy = {
  site: number | null;
  matchers: readonly string[] | null;
  tags: readonly CertificateUse[] | null;
  defaultSni: string | null;
};

/** `rank`: the place of a site's policy among them. */
export type Policies = { inOrder: readonly Policy[]; rank: ReadonlyMap<number | null, number> };

/**
 * The policies of one listener in the order they are tried. A block has one policy for all its listeners, whose
 * names are those of the listener read last (2.6.2; adapting a Caddyfile shows it): on the others its own do not
 * count. A listener that had a block for every name gets no policy of the program's own.
 */
export const policiesOf = (server: Server, listener: Listener): Policies =>
  policiesByListener(server).get(listener) ?? noPolicies;

const noPolicies: Policies = { inOrder: [], rank: new Map() };

const policiesByListener = once((server: Server): ReadonlyMap<Listener, Policies> => {
  const shared = new Map<number, Policy>();
  return new Map(
    serversInOrder(server).flatMap((group) => {
      const inOrder = serverPolicies(server, group[0]?.sites ?? [], shared);
      const rank = new Map<number | null, number>();
      for (const [index, { site }] of inOrder.entries()) if (!rank.has(site)) rank.set(site, index);
      return group.map((listener) => [listener, { inOrder, rank }] as const);
    }),
  );
});

/** Listeners with the same site blocks are one server to Caddy; servers are read by their first address. */
function serversInOrder(server: Server): Listener[][] {
  const groups = new Map<string, Listener[]>();
  const byAddress = server.listeners
    .filter(({ tls }) => tls)
    .toSorted((one, other) => (listenAddress(one) < listenAddress(other) ? -1 : 1));
  for (const listener of byAddress) {
    const key = JSON.stringify(listener.sites.map(({ site, hosts }) => [site, hosts]));
    addTo(groups, key, listener);
  }
  return [...groups.values()];
}

function serverPolicies(
  server: Server,
  places: readonly ListenerSite[],
  shared: Map<number, Policy>,
): Policy[] {
  const policies: Policy[] = [];
  let lastTakesEveryName = false;
  for (const { site: index, hosts = [] } of places) {
    const site = server.sites[index];
    if (site === undefined || !hasSettings(site)) continue;
    const policy = shared.get(index) ?? newPolicy(server, index, site);
    shared.set(index, policy);
    const named = isDefaultSni(server, hosts);
    if (hosts.length > 0) policy.matchers = named ? [...hosts, ''] : hosts;
    if (named || hosts.length === 0) policy.defaultSni = server.defaultSni ?? null;
    policies.push(policy);
    lastTakesEveryName = hosts.length === 0;
  }
  const every = policies.filter(({ matchers }) => matchers === null);
  const some = policies.filter(({ matchers }) => matchers !== null);
  if (!lastTakesEveryName) every.push(programPolicy(server));
  return [...some, ...every];
}

const newPolicy = (server: Server, index: number, site: Site): Policy => ({
  site: index,
  matchers: null,
  tags: site.certificates.length === 0 ? null : tagsOf(server, index, site),
  defaultSni: null,
});

const programPolicy = (server: Server): Policy => ({
  site: null,
  matchers: null,
  tags: null,
  defaultSni: server.defaultSni ?? null,
});

/** A block that says nothing of TLS gives no policy. */
const hasSettings = (site: Site): boolean =>
  site.certificates.length > 0 ||
  site.versions !== null ||
  site.clientAuth !== 'none' ||
  site.cipherSuites !== undefined;

const isDefaultSni = (server: Server, hosts: readonly string[]): boolean =>
  server.defaultSni !== undefined && hosts.includes(server.defaultSni);

/**
 * Several `tls` lines of a block become one policy with all their certificates, but not where the block has the
 * `default_sni` on every listener: there the lines stay apart (2.6.2), and the first is the one that matches.
 */
function tagsOf(server: Server, index: number, site: Site): readonly CertificateUse[] {
  const apart = placesOfSite(server, index).every(({ place }) => isDefaultSni(server, place.hosts ?? []));
  return apart ? site.certificates.slice(0, 1) : site.certificates;
}

/** Candidates are the listener's sites in order and, last, the program's own policy. `policy` null: none matches. */
export function decidePolicy(
  server: Server,
  listener: Listener,
  serverName: string,
): { policy: Policy | null; decision: Decision } {
  const policies = policiesOf(server, listener);
  const matched = policies.inOrder.findIndex((policy) => matches(policy, serverName));
  const policy = policies.inOrder[matched] ?? null;
  const view: View = { server, policies, matched, serverName };
  const chosen = chosenCandidate(listener, policy);
  const decision = listedLater(
    { question: 'which-certificate', chosen: chosen < 0 ? null : chosen, uncertain: server.uncertain },
    () => [
      ...listener.sites.map((place) => siteCandidate(view, place)),
      ...(policies.rank.has(null) ? [anyNameCandidate(listener, policy, serverName)] : []),
    ],
  );
  return { policy, decision };
}

function chosenCandidate({ sites }: Listener, policy: Policy | null): number {
  if (policy === null) return -1;
  return policy.site === null ? sites.length : sites.findIndex(({ site }) => site === policy.site);
}

function anyNameCandidate(listener: Listener, policy: Policy | null, serverName: string): Candidate {
  const isChosen = policy?.site === null;
  return {
    id: 'policy:any-name',
    verdict: isChosen ? 'chosen' : 'unreached',
    rule: (isChosen ? 'caddy-any-site' : 'caddy-earlier-site') satisfies CaddyRule,
    params: { name: serverName },
    source: listener.source,
  };
}

const matches = ({ matchers }: Policy, serverName: string): boolean =>
  matchers?.some((host) => matchesWildcard(serverName, host)) ?? true;

type View = { server: Server; policies: Policies; matched: number; serverName: string };

function siteCandidate({ server, policies, matched, serverName }: View, place: ListenerSite): Candidate {
  const rank = policies.rank.get(place.site) ?? -1;
  const policy = policies.inOrder[rank];
  const hosts = policy?.matchers ?? place.hosts ?? [];
  const params: Params = {
    name: serverName,
    site: server.sites[place.site]?.label ?? '',
    hosts: hosts.filter((host) => host !== '').join(', '),
    own: (place.hosts ?? []).join(', '),
  };
  const base = { id: `site:${String(place.site)}`, params, source: place.source };
  if (policy === undefined) return { ...base, verdict: 'lost', rule: 'caddy-site-without-tls-settings' };
  if (matched >= 0 && rank > matched) return { ...base, verdict: 'unreached', rule: 'caddy-earlier-site' };
  const verdict = rank === matched ? 'chosen' : 'lost';
  return { ...base, verdict, rule: siteRule(policy, place, serverName) };
}

function siteRule(policy: Policy, place: ListenerSite, serverName: string): CaddyRule {
  const { matchers } = policy;
  const own = place.hosts ?? [];
  const ownMatches = own.length === 0 || own.some((host) => matchesWildcard(serverName, host));
  if (serverName !== '' && ownMatches !== matches(policy, serverName))
    return 'caddy-site-names-of-other-port';
  if (matchers === null) return 'caddy-site-catch-all';
  if (serverName === '')
    return matchers.includes('') ? 'caddy-site-default-sni' : 'caddy-site-no-server-name';
  if (matchers.includes(serverName.toLowerCase())) return 'caddy-site-exact-name';
  return matches(policy, serverName) ? 'caddy-site-wildcard-name' : 'caddy-site-other-name';
}
