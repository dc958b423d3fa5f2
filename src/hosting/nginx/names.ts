/**
 * How nginx finds a server block by name on one listener (`ngx_http_server_names`, `ngx_http_find_virtual_server`):
 * exact names, then the longest `*.name`, then the longest `name.*`, then the first regular expression.
 */
import { search, type Pattern } from '../../text/pattern/pattern.ts';
import { Steps } from '../../text/steps.ts';
import type { Listener, Server, SiteName } from '../model.ts';
import { oncePerListener } from '../workedOutOnce.ts';
import { patternOf } from './regex.ts';

/** `pattern` null for an expression that cannot be judged here. */
export type NameEntry = { site: number; name: SiteName };
export type RegexEntry = NameEntry & { pattern: Pattern | null };

export type NameTable = {
  exact: Map<string, NameEntry>;
  /** By what follows `*.` or `.`. */
  leading: Map<string, NameEntry & { itself: boolean }>;
  /** By what precedes `.*`. */
  trailing: Map<string, NameEntry>;
  regexes: RegexEntry[];
  /** Names with `*` where it may not stand: nginx does not start. */
  invalid: NameEntry[];
  /** Names that an earlier server block on the listener already has: nginx warns and ignores them. */
  ignored: NameEntry[];
};

export type NameMatch = {
  rule: 'nginx-exact-name' | 'nginx-leading-wildcard' | 'nginx-trailing-wildcard' | 'nginx-regex';
  entry: NameEntry;
};

/** A listener with a single server block has no names at all: every connection is that block's. */
export const hasNames = oncePerListener(
  (server, listener): boolean =>
    listener.sites.length > 1 ||
    namesOf(server, listener).some(
      ({ name }) => name.text.startsWith('~') && patternOf(name)?.captures === true,
    ),
);

function namesOf(server: Server, listener: Listener): NameEntry[] {
  return listener.sites.flatMap(({ site }) => {
    const names = server.sites[site]?.names ?? [];
    const written = names.length > 0 ? names : [{ text: '', source: server.sites[site]?.source ?? null }];
    return written.map((name) => ({ site, name }));
  });
}

/** The names of a listener's sites by the tables that nginx looks them up in. */
export const nameTable = oncePerListener(buildNameTable);

function buildNameTable(server: Server, listener: Listener): NameTable {
  const table: NameTable = {
    exact: new Map(),
    leading: new Map(),
    trailing: new Map(),
    regexes: [],
    invalid: [],
    ignored: [],
  };
  /** `.x` also takes `x` for itself: neither an earlier nor a later exact `x` stands beside it. */
  const taken = new Set<string>();
  for (const entry of namesOf(server, listener)) {
    const text = entry.name.text;
    if (text.startsWith('~')) table.regexes.push({ ...entry, pattern: patternOf(entry.name) });
    else if (!isValidName(text)) table.invalid.push(entry);
    else if (!addName(table, taken, entry, lowerCase(text))) table.ignored.push(entry);
  }
  return table;
}

/** `ngx_hash_add_key`: a `*` only as the whole first or last label. */
export function isValidName(text: string): boolean {
  if (text.startsWith('~')) return text.length > 1;
  const stars = text.split('*').length - 1;
  const atEnd = text.startsWith('*.') || (text.endsWith('.*') && !text.startsWith('.'));
  return !text.includes('..') && (stars === 0 || (stars === 1 && text.length > 2 && atEnd));
}

const lowerCase = (text: string): string => text.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());

/** `ngx_hash_add_key`; false: conflicts with an earlier name. */
function addName(table: NameTable, taken: Set<string>, entry: NameEntry, name: string): boolean {
  if (name.startsWith('.') && name.length > 1) {
    const base = name.slice(1);
    if (taken.has(base)) return false;
    taken.add(base);
    return add(table.leading, base, { ...entry, itself: true });
  }
  if (name.startsWith('*.')) return add(table.leading, name.slice(2), { ...entry, itself: false });
  if (name.endsWith('.*')) return add(table.trailing, name.slice(0, -2), entry);
  if (taken.has(name)) return false;
  taken.add(name);
  return add(table.exact, name, entry);
}

function add<Entry>(map: Map<string, Entry>, key: string, entry: Entry): boolean {
  if (map.has(key)) return false;
  map.set(key, entry);
  return true;
}

/** All expressions of a lookup together; each has its own limit too. */
const mostSteps = 1_000_000;

/**
 * Every way in which `host` (normalized) finds a block, best first, each looked for when asked; the first decides.
 * To `undecided` are added the expressions before it that took too many steps to say whether they match.
 */
export function* matchesOf(
  table: NameTable,
  host: string,
  undecided: RegexEntry[],
): Generator<NameMatch, undefined> {
  const exact = table.exact.get(host);
  if (exact) yield { rule: 'nginx-exact-name', entry: exact };
  for (const base of suffixes(host)) {
    const entry = table.leading.get(base);
    if (entry && (base !== host || entry.itself)) yield { rule: 'nginx-leading-wildcard', entry };
  }
  for (const base of prefixes(host)) {
    const entry = table.trailing.get(base);
    if (entry) yield { rule: 'nginx-trailing-wildcard', entry };
  }
  const steps = new Steps(mostSteps);
  for (const entry of table.regexes) {
    const found = entry.pattern === null ? 'no' : search(entry.pattern, host, steps);
    if (found === 'yes') yield { rule: 'nginx-regex', entry };
    if (found === 'limit') undecided.push(entry);
  }
}

/** `a.b.c` -> `a.b.c`, `b.c`, `c`. */
const suffixes = (host: string): string[] => {
  const labels = host.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
};

/** `a.b.c` -> `a.b`, `a`. */
const prefixes = (host: string): string[] => {
  const labels = host.split('.');
  return labels.slice(1).map((_, index) => labels.slice(0, labels.length - 1 - index).join('.'));
};
