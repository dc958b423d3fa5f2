/**
 * Name -> certificate of a `bind` line, as ssl_sock_switchctx_cbk and ssl_sock_chose_sni_ctx look it up
 * (src/ssl_sock.c, 2.6 and 3.0): an exact table, then a table of wildcards with the first label taken off. Of
 * each key type the first found counts; the key type is chosen after that, so an ECDSA certificate found by
 * wildcard goes before an RSA certificate found by its exact name.
 */
import type { CertificateEntry, KnownCertificate } from '../model.ts';

/** How an entry meets a name. `by`: the name or filter, as written, that did. */
export type Match =
  | { kind: 'exact' | 'wildcard'; by: string; keyClass: KeyClass }
  | { kind: 'negated'; by: string }
  | { kind: 'none' }
  | { kind: 'unknown' };

/** The kinds HAProxy tells apart: an Ed25519 key is neither. */
export type KeyClass = 'rsa' | 'ecdsa' | 'other';

/** What the client can verify, by the reading HAProxy makes of its hello. */
export type KeySupport = { rsa: boolean; ecdsa: boolean };

/** DNS names, then every common name; IP addresses are not read. null: the certificate is not known. */
export function namesOf(entry: CertificateEntry, known: KnownCertificate | undefined): string[] | null {
  if (entry.filters !== null) return entry.filters.filter(({ negated }) => !negated).map(({ text }) => text);
  return known === undefined ? null : [...known.dnsNames, ...known.commonNames];
}

/** How the entry meets `name` (as sent; case does not matter). A name of `''` stands for no server name: no match. */
export function matchEntry(
  entry: CertificateEntry,
  known: KnownCertificate | undefined,
  name: string,
): Match {
  const names = namesOf(entry, known);
  if (names === null) return { kind: 'unknown' };
  const wanted = lowerAscii(name);
  const keyClass = keyClassOf(known);
  const exact = names.find((candidate) => !candidate.startsWith('*') && lowerAscii(candidate) === wanted);
  if (exact !== undefined) return { kind: 'exact', by: exact, keyClass };
  const dot = wanted.indexOf('.');
  const wildcard =
    dot < 0 ? undefined : names.find((candidate) => wildcardSuffix(candidate) === wanted.slice(dot));
  if (wildcard === undefined) return { kind: 'none' };
  const negation = entry.filters?.find(
    ({ text, negated }) => negated && lowerAscii(text) === wanted && !text.startsWith('*'),
  );
  return negation === undefined
    ? { kind: 'wildcard', by: wildcard, keyClass }
    : { kind: 'negated', by: `!${negation.text}` };
}

/** `tolower` of the C locale: only ASCII letters. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());

const wildcardSuffix = (name: string): string | null =>
  name.startsWith('*') && name.length > 1 ? lowerAscii(name.slice(1)) : null;

export function keyClassOf(known: KnownCertificate | undefined): KeyClass {
  return known?.keyType === 'rsa' || known?.keyType === 'ecdsa' ? known.keyType : 'other';
}

/** By name and by what follows the `*` of a wildcard, in lower case: the entries that have it, in load order. */
export type NameTables = {
  exact: ReadonlyMap<string, readonly number[]>;
  wildcard: ReadonlyMap<string, readonly number[]>;
};

export function nameTables(
  entries: readonly CertificateEntry[],
  knownOf: (entry: CertificateEntry) => KnownCertificate | undefined,
): NameTables {
  const exact = new Map<string, number[]>();
  const wildcard = new Map<string, number[]>();
  for (const [index, entry] of entries.entries())
    for (const name of namesOf(entry, knownOf(entry)) ?? []) {
      const suffix = wildcardSuffix(name);
      const [table, key] = suffix === null ? [exact, lowerAscii(name)] : [wildcard, suffix];
      const list = table.get(key) ?? [];
      if (list.at(-1) !== index) list.push(index);
      table.set(key, list);
    }
  return { exact, wildcard };
}

/** The entries that may have `name`, in load order; all others have not. */
export function entriesNamed({ exact, wildcard }: NameTables, name: string): number[] {
  const wanted = lowerAscii(name);
  const dot = wanted.indexOf('.');
  const under = dot < 0 ? [] : (wildcard.get(wanted.slice(dot)) ?? []);
  return [...new Set([...(exact.get(wanted) ?? []), ...under])].sort((one, other) => one - other);
}

/** Index of the chosen match, null: none. Exact ones are looked at before wildcards, each in load order. */
export function chooseMatch(matches: ReadonlyMap<number, Match>, support: KeySupport): number | null {
  const first = firstOfEachKey(matches, 'exact');
  for (const [keyClass, index] of firstOfEachKey(matches, 'wildcard'))
    if (!first.has(keyClass)) first.set(keyClass, index);
  return preferredKey(first, support);
}

function firstOfEachKey(
  matches: ReadonlyMap<number, Match>,
  kind: 'exact' | 'wildcard',
): Map<KeyClass, number> {
  const first = new Map<KeyClass, number>();
  for (const [index, match] of matches)
    if (match.kind === kind && 'keyClass' in match && !first.has(match.keyClass))
      first.set(match.keyClass, index);
  return first;
}

/** ECDSA if the client can, else RSA if it can, else another key, else what there is: ECDSA, then RSA. */
export function preferredKey(first: ReadonlyMap<KeyClass, number>, support: KeySupport): number | null {
  const ecdsa = first.get('ecdsa');
  const rsa = first.get('rsa');
  if (support.ecdsa && ecdsa !== undefined) return ecdsa;
  if (support.rsa && rsa !== undefined) return rsa;
  return first.get('other') ?? ecdsa ?? rsa ?? null;
}
