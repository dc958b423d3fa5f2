/** The decision `which-certificate` of a `bind` line: every certificate on it with its verdict. */
import { listedLater, type Candidate, type Decision, type Params, type Problem } from '../../decision.ts';
import { own as ownValue } from '../../text/own.ts';
import type { CertificateEntry, Listener, Server } from '../model.ts';
import { problem } from './answers.ts';
import type { HaproxyRule } from './codes.ts';
import { oncePerListener } from '../workedOutOnce.ts';
import {
  chooseMatch,
  entriesNamed,
  keyClassOf,
  matchEntry,
  nameTables,
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
  const matchOf = (index: number): Match => {
    const entry = entries[index];
    if (name === null || entry === undefined) return { kind: 'none' };
    return matchEntry(entry, ownValue(server.certificates, entry.file), name);
  };
  const named = name === null ? [] : entriesNamed(tablesOf(server, listener), name);
  const byName = chooseMatch(new Map(named.map((index) => [index, matchOf(index)])), support);
  const chosen = byName ?? chooseDefault(server, listener, support);
  const winner = matchOf(byName ?? -1);
  const uncertain = uncertainties(server, listener, name, chosen);
  const decision = listedLater({ question: 'which-certificate', chosen, uncertain }, () => {
    const ids = candidateIds(entries);
    return entries.map((entry, index): Candidate => {
      const view: View = { entry, index, match: matchOf(index), name, server, listener };
      const { rule, params } =
        byName === null ? defaultVerdict(view, chosen) : nameVerdict(view, winner, byName);
      const verdict = index === chosen ? 'chosen' : 'lost';
      return { id: ids[index] ?? '', verdict, rule, params, source: entry.source };
    });
  });
  return { decision, byDefault: byName === null };
}

const tablesOf = oncePerListener((server, { entries = [] }) =>
  nameTables(entries, (entry) => ownValue(server.certificates, entry.file)),
);

type View = {
  entry: CertificateEntry;
  index: number;
  match: Match;
  name: string | null;
  server: Server;
  listener: Listener;
};
type Verdict = { rule: HaproxyRule; params: Params };

const chooseDefault = (server: Server, listener: Listener, support: KeySupport): number | null =>
  listener.strictSni === true ? null : preferredKey(defaultsOf(server, listener), support);

/** Of each kind of key the first certificate that is marked as a default. */
const defaultsOf = oncePerListener((server, { entries = [] }): ReadonlyMap<KeyClass, number> => {
  const first = new Map<KeyClass, number>();
  for (const [index, entry] of entries.entries()) {
    const keyClass = keyClassOf(ownValue(server.certificates, entry.file));
    if (entry.isDefault && !first.has(keyClass)) first.set(keyClass, index);
  }
  return first;
});

/** One id for each candidate, also where a file is loaded twice. */
function candidateIds(entries: CertificateEntry[]): string[] {
  const times = new Map<string, number>();
  return entries.map(({ file }) => {
    const time = (times.get(file) ?? 0) + 1;
    times.set(file, time);
    return time === 1 ? `certificate:${file}` : `certificate:${file}#${String(time)}`;
  });
}

function nameVerdict(view: View, winner: Match, chosen: number): Verdict {
  const { entry, index, match } = view;
  if (match.kind !== 'exact' && match.kind !== 'wildcard') return missVerdict(view);
  const params = { name: view.name ?? '', by: match.by, keyType: keyTypeOf(view) };
  if (index === chosen)
    return { rule: matchRules[match.kind][entry.filters === null ? 'own' : 'filter'], params };
  if (!('keyClass' in winner) || winner.keyClass !== match.keyClass)
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
function uncertainties(
  server: Server,
  listener: Listener,
  name: string | null,
  chosen: number | null,
): Problem[] {
  const { entries = [] } = listener;
  const own = entries[chosen ?? -1];
  const isMissing = own !== undefined && ownValue(server.certificates, own.file) === undefined;
  if (name !== null) {
    const named = withUnknownNames(server, listener);
    if (own === undefined || !isMissing || own.filters === null) return named.all;
    const before = named.missing.filter((index) => index < (chosen ?? 0)).length;
    return [...server.uncertain, ...named.problems.toSpliced(before, 0, notGiven(own))];
  }
  return own !== undefined && isMissing ? [...server.uncertain, notGiven(own)] : server.uncertain;
}

const notGiven = ({ file, source }: CertificateEntry): Problem =>
  problem('haproxy-certificate-not-given', 'error', { file }, source);

/** The certificates that could have any name: they were not given, and no filter says which names select them. */
const withUnknownNames = oncePerListener((server, { entries = [] }) => {
  const missing = [...entries.keys()].filter((index) => {
    const entry = entries[index];
    return entry?.filters === null && ownValue(server.certificates, entry.file) === undefined;
  });
  const problems = missing.flatMap((index) => (entries[index] ? [notGiven(entries[index])] : []));
  return { missing, problems, all: [...server.uncertain, ...problems] };
});
