/**
 * The walk that both server_name and Host go through: the virtual hosts of the address in configuration order, the
 * first with a matching name, else the first of all (docs/2.4/vhosts/details.html).
 */
import type { Candidate, Params, Source } from '../../decision.ts';
import type { Listener, Server, Site, SiteName } from '../model.ts';
import { oncePerListener } from '../workedOutOnce.ts';
import type { ApacheRule } from './codes.ts';
import { isWildcard, lowerAscii, matchSiteName } from './matchName.ts';

/**
 * `site` -1: the listener has no site. `matched`: found by a name, not as the default. `chosen`: its place among the
 * candidates; null: none.
 */
export type SiteWalk = {
  site: number;
  matched: boolean;
  chosen: number | null;
  listCandidates: () => Candidate[];
};

/** `asked` null: there is no name to look for. `fallback`: why the first one is taken. */
export function walkSites(
  server: Server,
  listener: Listener,
  asked: string | null,
  fallback: ApacheRule,
): SiteWalk {
  const hit = asked === null ? -1 : firstNamed(server, listener, asked);
  const chosen = Math.max(hit, 0);
  const listCandidates = (): Candidate[] => {
    const own = listener.sites.map(({ site, source }, index): Candidate => {
      const found = server.sites[site];
      const params = candidateParams(found, asked);
      const name = index === hit && asked !== null ? matchSiteName(found?.names ?? [], asked) : null;
      if (name !== null) {
        const rule = isWildcard(name.text) ? 'apache-name-wildcard' : 'apache-name';
        return candidate(site, 'chosen', rule, { ...params, matched: name.text }, name.source ?? source);
      }
      if (index === chosen) return candidate(site, 'chosen', fallback, params, source);
      if (hit >= 0 && index > hit) return candidate(site, 'unreached', 'apache-after-match', params, source);
      const rule = asked === null ? 'apache-not-default' : 'apache-name-not-matched';
      return candidate(site, asked === null ? 'unreached' : 'lost', rule, params, source);
    });
    return [...own, ...hiddenCandidates(server, listener, asked)];
  };
  return {
    site: listener.sites[chosen]?.site ?? -1,
    matched: hit >= 0,
    chosen: chosen < listener.sites.length ? chosen : null,
    listCandidates,
  };
}

/** Where in the listener the first site with a name that fits stands; -1: none has one. */
function firstNamed(server: Server, listener: Listener, asked: string): number {
  const { exact, wildcards } = namesOf(server, listener);
  const lower = lowerAscii(asked);
  const named = exact.get(lower) ?? listener.sites.length;
  const before = wildcards.find(({ place, name }) => place >= named || matchSiteName([name], asked) !== null);
  const hit = Math.min(named, before?.place ?? named);
  return hit < listener.sites.length ? hit : -1;
}

/** `exact`: by name in lower case, the first site that has it. */
type Names = {
  exact: ReadonlyMap<string, number>;
  wildcards: readonly { place: number; name: SiteName }[];
};

const namesOf = oncePerListener((server, listener): Names => {
  const exact = new Map<string, number>();
  const wildcards: { place: number; name: SiteName }[] = [];
  for (const [place, { site }] of listener.sites.entries())
    for (const name of server.sites[site]?.names ?? []) {
      const lower = lowerAscii(name.text);
      if (isWildcard(name.text)) wildcards.push({ place, name });
      else if (!exact.has(lower)) exact.set(lower, place);
    }
  return { exact, wildcards };
});

/** The virtual hosts of less specific addresses: whatever their names, they are not looked at. */
function hiddenCandidates(server: Server, listener: Listener, asked: string | null): Candidate[] {
  return (listener.hidden ?? []).map(({ site, address, source }) =>
    candidate(
      site,
      'lost',
      'apache-address-class-not-searched',
      {
        ...candidateParams(server.sites[site], asked),
        address,
        searched: `${listener.address}:${listener.port}`,
      },
      source,
    ),
  );
}

export const candidateParams = (site: Site | undefined, asked: string | null): Params => ({
  site: site?.label ?? '',
  name: asked ?? '',
});

export const candidate = (
  site: number,
  verdict: Candidate['verdict'],
  rule: ApacheRule,
  params: Params,
  source: Source | null,
): Candidate => ({ id: `site:${site}`, verdict, rule, params, source });
