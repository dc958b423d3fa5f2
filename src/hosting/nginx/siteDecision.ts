/** The verdict on every server block of a listener, for a name that was looked up. */
import { listedLater, type Candidate, type Decision, type Params, type Source } from '../../decision.ts';
import type { Listener, ListenerSite, Server, Site, SiteName } from '../model.ts';
import { once } from '../workedOutOnce.ts';
import type { NginxRule } from './codes.ts';
import { defaultPlace, type NameLookup } from './connection.ts';
import { inLookup, onPort } from './uncertain.ts';

/**
 * Candidates are the listener's sites in order (`site:<index into server.sites>`). `host` null: no name to look up,
 * so the default server it is.
 */
export function decideSite(
  question: 'which-certificate' | 'which-site',
  server: Server,
  listener: Listener,
  host: string | null,
  lookup: NameLookup,
): Decision {
  const site = lookup.found?.entry.site ?? listener.sites[defaultPlace(listener)]?.site ?? -1;
  const at = placesOf(listener).get(site) ?? null;
  const own = server.sites[site];
  const doubts = question === 'which-site' ? own?.answer?.uncertain : own?.uncertain;
  const uncertain = inLookup(onPort(server, listener.port), host, lookup, doubts ?? []);
  return listedLater({ question, chosen: at, uncertain }, () => {
    const context = { server, host, lookup, ...byName(lookup, host) };
    return listener.sites.map((entry, index): Candidate => {
      const id = `site:${entry.site}`;
      if (index === at) return { id, verdict: 'chosen', ...chosen(listener, host, lookup, index) };
      return { id, ...passedOver(context, entry) };
    });
  });
}

/** Where each site stands in a listener. */
const placesOf = once(
  ({ sites }: Listener): ReadonlyMap<number, number> =>
    new Map(sites.map(({ site }, index) => [site, index] as const).toReversed()),
);

/** By site: the first of its names that fits, and the first that says the same as an earlier site's. */
function byName({ matches, table }: NameLookup, host: string | null) {
  const fitting = new Map<number, SiteName>();
  for (const { entry } of matches()) if (!fitting.has(entry.site)) fitting.set(entry.site, entry.name);
  const ignored = new Map<number, SiteName>();
  for (const { site, name } of table.ignored)
    if (name.text === host && !ignored.has(site)) ignored.set(site, name);
  return { fitting, ignored };
}

type Context = { server: Server; host: string | null; lookup: NameLookup } & ReturnType<typeof byName>;
type Verdict = { rule: NginxRule; params: Params; source: Source | null };

function chosen(listener: Listener, host: string | null, { found }: NameLookup, index: number): Verdict {
  const entry = listener.sites[index];
  if (found !== null) {
    const params = { host: host ?? '', name: found.entry.name.text };
    return { rule: found.rule, params, source: found.entry.name.source };
  }
  // ngx_http_add_addrs: names are kept for an address only when it has more than one server.
  const alone = listener.sites.length === 1;
  const rule = alone
    ? 'nginx-only-server'
    : entry?.isDefault
      ? 'nginx-default-marked'
      : 'nginx-default-first';
  return { rule, params: { host: host ?? '', position: index + 1 }, source: entry?.source ?? null };
}

function passedOver(context: Context, entry: ListenerSite): Verdict & { verdict: 'lost' | 'unreached' } {
  const { server, host, lookup } = context;
  const site = server.sites[entry.site];
  const source = site?.names[0]?.source ?? entry.source;
  const params = { host: host ?? '', names: site?.names.map(({ text }) => text).join(' ') ?? '' };
  if (host === null || host === '')
    return { verdict: 'lost', rule: 'nginx-not-default', params, source: entry.source };
  const outranked = context.fitting.get(entry.site);
  if (outranked !== undefined) {
    const winner = lookup.found?.entry.name.text ?? '';
    const rule = 'nginx-name-outranked';
    const said = { ...params, name: outranked.text, winner };
    return { verdict: 'lost', rule, params: said, source: outranked.source };
  }
  const ignored = context.ignored.get(entry.site);
  if (ignored !== undefined) {
    const rule = 'nginx-name-ignored';
    return { verdict: 'lost', rule, params: { ...params, name: host }, source: ignored.source };
  }
  if (hasOnlyUntriedRegexes(site, lookup)) {
    return { verdict: 'unreached', rule: 'nginx-regex-not-tried', params, source };
  }
  const named = site?.names.some(({ text }) => text !== '') === true;
  return { verdict: 'lost', rule: named ? 'nginx-name-differs' : 'nginx-no-name', params, source };
}

function hasOnlyUntriedRegexes(site: Site | undefined, { found }: NameLookup): boolean {
  return (
    found !== null &&
    found.rule !== 'nginx-regex' &&
    site !== undefined &&
    site.names.length > 0 &&
    site.names.every(({ text }) => text.startsWith('~'))
  );
}
