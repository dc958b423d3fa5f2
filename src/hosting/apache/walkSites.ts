/**
 * The walk that both server_name and Host go through: the virtual hosts of the address in configuration order, the
 * first with a matching name, else the first of all (docs/2.4/vhosts/details.html).
 */
import type { Candidate, Params, Source } from '../../decision.ts';
import type { Listener, Server, Site } from '../model.ts';
import type { ApacheRule } from './codes.ts';
import { isWildcard, matchSiteName } from './matchName.ts';

/** `site` -1: the listener has no site. `matched`: found by a name, not as the default. */
export type SiteWalk = { site: number; matched: boolean; candidates: Candidate[] };

/** `asked` null: there is no name to look for. `fallback`: why the first one is taken. */
export function walkSites(
  server: Server,
  listener: Listener,
  asked: string | null,
  fallback: ApacheRule,
): SiteWalk {
  const places = listener.sites.map(({ site, source }) => {
    const found = server.sites[site];
    const name = found === undefined || asked === null ? null : matchSiteName(found.names, asked);
    return { site, found, source, name };
  });
  const hit = places.findIndex(({ name }) => name !== null);
  const chosen = hit >= 0 ? hit : 0;
  const candidates = places.map(({ site, found, source, name }, index): Candidate => {
    const params = candidateParams(found, asked);
    if (index === chosen && name !== null) {
      const rule = isWildcard(name.text) ? 'apache-name-wildcard' : 'apache-name';
      return candidate(site, 'chosen', rule, { ...params, matched: name.text }, name.source ?? source);
    }
    if (index === chosen) return candidate(site, 'chosen', fallback, params, source);
    if (hit >= 0 && index > hit) return candidate(site, 'unreached', 'apache-after-match', params, source);
    const rule = asked === null ? 'apache-not-default' : 'apache-name-not-matched';
    return candidate(site, asked === null ? 'unreached' : 'lost', rule, params, source);
  });
  return {
    site: places[chosen]?.site ?? -1,
    matched: hit >= 0,
    candidates: [...candidates, ...hiddenCandidates(server, listener, asked)],
  };
}

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
