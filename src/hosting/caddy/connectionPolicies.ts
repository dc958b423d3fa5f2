/**
 * Which site's TLS settings a handshake gets: Caddy's connection policies, one for each site block, the first that
 * matches the server name, then one for every name (serversFromPairings in httptype.go, caddytls/connpolicy.go).
 */
import type { Candidate, Decision, Params } from '../../decision.ts';
import type {
  CertificateUse,
  ClientAuth,
  Listener,
  ListenerSite,
  Server,
  Site,
  TlsVersion,
} from '../model.ts';
import type { CaddyRule } from './codes.ts';
import { matchesWildcard } from './goNames.ts';

/**
 * What holds for the handshake. `tags`: only these certificates; null: any that is loaded. `site` null: no site's
 * settings. `defaultSni`: taken when there is no server name.
 */
export type Policy = {
  site: number | null;
  tags: readonly CertificateUse[] | null;
  versions: readonly TlsVersion[];
  clientAuth: ClientAuth;
  cipherSuites: readonly string[] | undefined;
  defaultSni: string | null;
};

const defaultVersions: readonly TlsVersion[] = ['1.2', '1.3'];

/** Candidates are the listener's sites in order and, last, the policy for every name. */
export function decidePolicy(
  server: Server,
  listener: Listener,
  serverName: string,
): { policy: Policy; decision: Decision } {
  const rules = listener.sites.map((place) => siteRule(server, place, serverName));
  const found = rules.findIndex((rule) => matching.has(rule));
  const chosen = found < 0 ? listener.sites.length : found;
  const candidates = listener.sites.map((place, index): Candidate => {
    const site = server.sites[place.site];
    const params: Params = {
      name: serverName,
      site: site?.label ?? '',
      hosts: (place.hosts ?? []).join(', '),
    };
    const id = `site:${String(place.site)}`;
    const source = place.source;
    if (index > chosen) return { id, verdict: 'unreached', rule: 'caddy-earlier-site', params, source };
    const rule = rules[index] ?? 'caddy-site-other-name';
    return { id, verdict: index === chosen ? 'chosen' : 'lost', rule, params, source };
  });
  const reached = chosen === listener.sites.length;
  candidates.push({
    id: 'policy:any-name',
    verdict: reached ? 'chosen' : 'unreached',
    rule: (reached ? 'caddy-any-site' : 'caddy-earlier-site') satisfies CaddyRule,
    params: { name: serverName },
    source: listener.source,
  });
  const decision = { question: 'which-certificate', candidates, chosen, uncertain: server.uncertain };
  return { policy: policyOf(server, listener.sites[chosen]), decision };
}

const matching = new Set<CaddyRule>([
  'caddy-site-exact-name',
  'caddy-site-wildcard-name',
  'caddy-site-default-sni',
  'caddy-site-catch-all',
]);

function siteRule(server: Server, place: ListenerSite, serverName: string): CaddyRule {
  const site = server.sites[place.site];
  const hosts = place.hosts ?? [];
  if (site === undefined || !hasSettings(site)) return 'caddy-site-without-tls-settings';
  if (hosts.length === 0) return 'caddy-site-catch-all';
  if (serverName === '')
    return isDefaultSni(server, hosts) ? 'caddy-site-default-sni' : 'caddy-site-no-server-name';
  const name = serverName.toLowerCase();
  if (hosts.includes(name)) return 'caddy-site-exact-name';
  return hosts.some((host) => matchesWildcard(name, host))
    ? 'caddy-site-wildcard-name'
    : 'caddy-site-other-name';
}

/** A block that says nothing of TLS gives no policy. */
const hasSettings = (site: Site): boolean =>
  site.certificates.length > 0 ||
  site.versions !== null ||
  site.clientAuth !== 'none' ||
  site.cipherSuites !== undefined;

const isDefaultSni = (server: Server, hosts: readonly string[]): boolean =>
  server.defaultSni !== undefined && hosts.includes(server.defaultSni);

function policyOf(server: Server, place: ListenerSite | undefined): Policy {
  const site = place === undefined ? undefined : server.sites[place.site];
  const defaultSni = server.defaultSni ?? null;
  if (place === undefined || site === undefined)
    return {
      site: null,
      tags: null,
      versions: defaultVersions,
      clientAuth: 'none',
      cipherSuites: undefined,
      defaultSni,
    };
  const hosts = place.hosts ?? [];
  const named = isDefaultSni(server, hosts);
  return {
    site: place.site,
    tags: site.certificates.length === 0 ? null : tagsOf(site, named ? 'default' : 'other'),
    versions: site.versions ?? defaultVersions,
    clientAuth: site.clientAuth,
    cipherSuites: site.cipherSuites,
    defaultSni: named || hosts.length === 0 ? defaultSni : null,
  };
}

/**
 * Several `tls` lines of a block become one policy with all their certificates, but not where the block has the
 * `default_sni`: there the lines stay apart (2.6.2), and the first is the one that matches.
 */
const tagsOf = (site: Site, hosts: 'default' | 'other'): readonly CertificateUse[] =>
  hosts === 'default' ? site.certificates.slice(0, 1) : site.certificates;
