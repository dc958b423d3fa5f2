/** The verdict on every server block of a listener, for a name that was looked up. */
import type { Candidate, Decision, Params, Source } from '../../decision.ts';
import type { Listener, ListenerSite, Server, Site } from '../model.ts';
import type { NginxRule } from './codes.ts';
import { defaultPlace, type NameLookup } from './connection.ts';
import { namesOf } from './names.ts';
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
  const place = lookup.found?.entry.site ?? listener.sites[defaultPlace(listener)]?.site;
  const verdict = { server, listener, host, lookup };
  const candidates = listener.sites.map((entry, index): Candidate => {
    const id = `site:${entry.site}`;
    if (entry.site === place) return { id, verdict: 'chosen', ...chosen(verdict, entry, index) };
    return { id, ...passedOver(verdict, entry) };
  });
  const at = candidates.findIndex((candidate) => candidate.verdict === 'chosen');
  const own = server.sites[place ?? -1];
  const doubts = question === 'which-site' ? own?.answer?.uncertain : own?.uncertain;
  const uncertain = inLookup(onPort(server, listener.port), host, lookup, doubts ?? []);
  return { question, candidates, chosen: at < 0 ? null : at, uncertain };
}

type Context = { server: Server; listener: Listener; host: string | null; lookup: NameLookup };
type Verdict = { rule: NginxRule; params: Params; source: Source | null };

function chosen({ listener, host, lookup }: Context, entry: ListenerSite, index: number): Verdict {
  const { found } = lookup;
  if (found !== null) {
    const params = { host: host ?? '', name: found.entry.name.text };
    return { rule: found.rule, params, source: found.entry.name.source };
  }
  // ngx_http_add_addrs: names are kept for an address only when it has more than one server.
  const alone = listener.sites.length === 1;
  const rule = alone ? 'nginx-only-server' : entry.isDefault ? 'nginx-default-marked' : 'nginx-default-first';
  return { rule, params: { host: host ?? '', position: index + 1 }, source: entry.source };
}

function passedOver(context: Context, entry: ListenerSite): Verdict & { verdict: 'lost' | 'unreached' } {
  const { server, listener, host, lookup } = context;
  const site = server.sites[entry.site];
  const source = site?.names[0]?.source ?? entry.source;
  const params = { host: host ?? '', names: site?.names.map(({ text }) => text).join(' ') ?? '' };
  if (host === null || host === '')
    return { verdict: 'lost', rule: 'nginx-not-default', params, source: entry.source };
  const outranked = lookup.matches.find((match) => match.entry.site === entry.site);
  if (outranked !== undefined) {
    const winner = lookup.found?.entry.name.text ?? '';
    const name = outranked.entry.name;
    const rule = 'nginx-name-outranked';
    return { verdict: 'lost', rule, params: { ...params, name: name.text, winner }, source: name.source };
  }
  const ignored = lookup.table.ignored.find((one) => one.site === entry.site && one.name.text === host);
  if (ignored !== undefined) {
    const rule = 'nginx-name-ignored';
    return { verdict: 'lost', rule, params: { ...params, name: host }, source: ignored.name.source };
  }
  if (hasOnlyUntriedRegexes(site, lookup)) {
    return { verdict: 'unreached', rule: 'nginx-regex-not-tried', params, source };
  }
  const named = namesOf(server, listener).some(({ site: of, name }) => of === entry.site && name.text !== '');
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
