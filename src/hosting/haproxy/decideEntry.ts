/** The decision `which-certificate` of a `bind` line: every certificate on it with its verdict. */
import type { Candidate, Decision, Params, Problem } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import type { CertificateEntry, Listener, Server } from '../model.ts';
import { problem } from './answers.ts';
import type { HaproxyRule } from './codes.ts';
import {
  chooseMatch,
  keyClassOf,
  matchEntry,
  namesOf,
  preferredKey,
  type KeyClass,
  type KeySupport,
  type Match,
} from './lookup.ts';

/** `chosen` is also the index into `listener.entries`. `byDefault`: no certificate had the name. */
export type EntryDecision = { decision: Decision; byDefault: boolean };

/** `name` null: no server_name extension. With `strict-sni` there is no default. */
export function decideEntry(
  server: Server,
  listener: Listener,
  name: string | null,
  support: KeySupport,
): EntryDecision {
  const entries = listener.entries ?? [];
  const known = entries.map(({ file }) => ownValue(server.certificates, file));
  const matches = entries.map((entry, index): Match =>
    name === null ? { kind: 'none' } : matchEntry(entry, known[index], name),
  );
  const byName = chooseMatch(matches, support);
  const chosen = byName ?? chooseDefault(server, listener, entries, support);
  const ids = candidateIds(entries);
  const verdicts = entries.map((entry, index) => {
    const view: View = { entry, index, match: matches[index] ?? { kind: 'none' }, name, server, listener };
    return byName === null ? defaultVerdict(view, chosen) : nameVerdict(view, matches, byName);
  });
  const candidates = verdicts.map(({ rule, params }, index): Candidate => ({
    id: ids[index] ?? '',
    verdict: index === chosen ? 'chosen' : 'lost',
    rule,
    params,
    source: entries[index]?.source ?? null,
  }));
  const uncertain = [...server.uncertain, ...notGiven(server, entries, name, chosen)];
  const decision = { question: 'which-certificate', candidates, chosen, uncertain };
  return { decision, byDefault: byName === null };
}

type View = {
  entry: CertificateEntry;
  index: number;
  match: Match;
  name: string | null;
  server: Server;
  listener: Listener;
};
type Verdict = { rule: HaproxyRule; params: Params };

function chooseDefault(
  server: Server,
  listener: Listener,
  entries: CertificateEntry[],
  support: KeySupport,
): number | null {
  if (listener.strictSni === true) return null;
  const first = new Map<KeyClass, number>();
  for (const [index, entry] of entries.entries()) {
    const keyClass = keyClassOf(ownValue(server.certificates, entry.file));
    if (entry.isDefault && !first.has(keyClass)) first.set(keyClass, index);
  }
  return preferredKey(first, support);
}

/** One id for each candidate, also where a file is loaded twice. */
function candidateIds(entries: CertificateEntry[]): string[] {
  const times = new Map<string, number>();
  return entries.map(({ file }) => {
    const time = (times.get(file) ?? 0) + 1;
    times.set(file, time);
    return time === 1 ? `certificate:${file}` : `certificate:${file}#${String(time)}`;
  });
}

function nameVerdict(view: View, matches: readonly Match[], chosen: number): Verdict {
  const { entry, index, match } = view;
  const winner = matches[chosen];
  if (match.kind !== 'exact' && match.kind !== 'wildcard') return missVerdict(view);
  const params = { name: view.name ?? '', by: match.by, keyType: keyTypeOf(view) };
  if (index === chosen)
    return { rule: matchRules[match.kind][entry.filters === null ? 'own' : 'filter'], params };
  if (winner === undefined || !('keyClass' in winner) || winner.keyClass !== match.keyClass)
    return { rule: 'haproxy-other-key-type', params };
  if (winner.kind === 'exact' && match.kind === 'wildcard')
    return { rule: 'haproxy-exact-before-wildcard', params };
  return { rule: 'haproxy-earlier-same-name', params };
}

const matchRules = {
  exact: { own: 'haproxy-exact-name', filter: 'haproxy-exact-filter' },
  wildcard: { own: 'haproxy-wildcard-name', filter: 'haproxy-wildcard-filter' },
} as const;

function defaultVerdict(view: View, chosen: number | null): Verdict {
  const { entry, index, name, listener } = view;
  const params = { name: name ?? '', keyType: keyTypeOf(view) };
  if (index === chosen)
    return { rule: index === 0 ? 'haproxy-default-first' : 'haproxy-default-marked', params };
  if (name !== null && !entry.isDefault) return missVerdict(view);
  if (listener.strictSni === true)
    return name === null ? { rule: 'haproxy-strict-sni', params } : missVerdict(view);
  return { rule: entry.isDefault ? 'haproxy-other-key-type' : 'haproxy-not-default', params };
}

function missVerdict({ entry, match, name, server }: View): Verdict {
  const known = ownValue(server.certificates, entry.file);
  const names = namesOf(entry, known);
  const params = { name: name ?? '', file: entry.file, names: (names ?? []).join(', ') };
  if (match.kind === 'unknown') return { rule: 'haproxy-certificate-unknown', params };
  if (match.kind === 'negated') return { rule: 'haproxy-negated', params: { ...params, by: match.by } };
  return { rule: entry.filters === null ? 'haproxy-no-name-matches' : 'haproxy-no-filter-matches', params };
}

const keyTypeOf = ({ entry, server }: View): string =>
  ownValue(server.certificates, entry.file)?.keyType ?? 'unknown';

/** A certificate that was not given could have the name, or another key than thought. */
function notGiven(
  server: Server,
  entries: CertificateEntry[],
  name: string | null,
  chosen: number | null,
): Problem[] {
  const missing = entries.filter(
    (entry, index) =>
      ownValue(server.certificates, entry.file) === undefined &&
      (index === chosen || (name !== null && entry.filters === null)),
  );
  return missing.map(({ file, source }) =>
    problem('haproxy-certificate-not-given', 'error', { file }, source),
  );
}
