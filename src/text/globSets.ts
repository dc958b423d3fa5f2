/**
 * Bracket expressions of shell patterns (`[a-z]`, `[!0-9]`), as three libraries read them: glibc's `fnmatch` in the C
 * locale (posix/fnmatch_loop.c), `apr_fnmatch` (strings/apr_fnmatch.c) and Go's `path/filepath`.
 */

/** Codes from first to last, both included. */
export type GlobSet = { negated: boolean; ranges: readonly (readonly [first: number, last: number])[] };

/** `start`: behind the `[`. `not-a-set`: the `[` is an ordinary character. */
export type SetReader = (
  codes: readonly number[],
  start: number,
) => { set: GlobSet; end: number } | 'not-a-set' | 'malformed';

type Ranges = [first: number, last: number][];

const code = (character: string): number => character.charCodeAt(0);
const [open, close, dash, backslash] = [code('['), code(']'), code('-'), code('\\')];
const [exclamation, caret, colon, equals, dot] = [code('!'), code('^'), code(':'), code('='), code('.')];

const isNegation = (found: number | undefined): boolean => found === exclamation || found === caret;

/** A `]` that stands first is a member; a range that runs backwards has none. */
export const readAprSet: SetReader = (codes, start) => {
  const negated = isNegation(codes[start]);
  const first = negated ? start + 1 : start;
  const ranges: Ranges = [];
  let at = first;
  while (at < codes.length) {
    if (codes[at] === close && at > first) return { set: { negated, ranges }, end: at + 1 };
    if (codes[at] === backslash) at += 1;
    const low = codes[at];
    if (low === undefined) break;
    const isRange = codes[at + 1] === dash && codes[at + 2] !== close;
    if (isRange) at += codes[at + 2] === backslash ? 3 : 2;
    const high = codes[at];
    if (high === undefined) break;
    ranges.push(...asSignedBytes(low, high));
    at += 1;
  }
  return 'not-a-set';
};

/** httpd compares `char`s, which on x86 are signed: bytes from 0x80 come before all others. */
function asSignedBytes(low: number, high: number): Ranges {
  const [signedLow, signedHigh] = [(low << 24) >> 24, (high << 24) >> 24];
  if (signedLow > signedHigh) return [];
  if (signedLow >= 0 || signedHigh < 0) return [[low, high]];
  return [
    [low, 0xff],
    [0, high],
  ];
}

/** `[^…]` negates, `!` does not; members of syntax have to be escaped, and an empty set is malformed. */
export const readGoSet: SetReader = (codes, start) => {
  const negated = codes[start] === caret;
  const ranges: Ranges = [];
  let at = negated ? start + 1 : start;
  while (codes[at] !== close || ranges.length === 0) {
    const low = goMember(codes, at);
    if (low === null) return 'malformed';
    at = low.end;
    const high = codes[at] === dash ? goMember(codes, at + 1) : low;
    if (high === null) return 'malformed';
    at = high.end;
    ranges.push([low.member, high.member]);
  }
  return { set: { negated, ranges }, end: at + 1 };
};

/** A member is never the pattern's last character: the set would not be closed. */
function goMember(codes: readonly number[], at: number): { member: number; end: number } | null {
  const first = codes[at];
  if (first === undefined || first === dash || first === close) return null;
  const place = first === backslash ? at + 1 : at;
  const member = codes[place];
  return member === undefined || place + 1 >= codes.length ? null : { member, end: place + 1 };
}

/**
 * A `]` that stands first is a member. A set with a class or collating element that glibc does not know matches only
 * what stood before it.
 */
export const readGlibcSet: SetReader = (codes, start) => {
  const negated = isNegation(codes[start]);
  const first = negated ? start + 1 : start;
  const ranges: Ranges = [];
  let at = first;
  let broken = false;
  while (at < codes.length) {
    if (codes[at] === close && at > first) {
      return { set: broken && negated ? nothing : { negated, ranges }, end: at + 1 };
    }
    const item = glibcItem(codes, at);
    if (item === null) return 'not-a-set';
    broken ||= item.ranges === null;
    if (!broken) ranges.push(...(item.ranges ?? []));
    at = item.end;
  }
  const endsInRange = at > codes.length;
  const hasBracket = ranges.some(([low, high]) => low <= open && open <= high);
  return endsInRange && !hasBracket ? { set: nothing, end: codes.length } : 'not-a-set';
};

const nothing: GlobSet = { negated: false, ranges: [] };

/** `ranges` null: unknown to glibc. `end` beyond the pattern: it ends inside a range, which matches nothing. */
type Item = { ranges: Ranges | null; end: number };

function glibcItem(codes: readonly number[], at: number): Item | null {
  const special = codes[at] === open ? glibcClass(codes, at) : null;
  if (special !== null) return special;
  const low = glibcMember(codes, at);
  if (low === null) return null;
  if (codes[low.end] !== dash || codes[low.end + 1] === close) {
    return { ranges: [[low.member, low.member]], end: low.end };
  }
  const high = glibcMember(codes, low.end + 1);
  return high === null
    ? { ranges: [[low.member, low.member]], end: codes.length + 1 }
    : { ranges: [[low.member, high.member]], end: high.end };
}

/** A character, an escaped one, or `[.x.]`. */
function glibcMember(codes: readonly number[], at: number): { member: number; end: number } | null {
  const named = codes[at] === open && codes[at + 1] === dot ? delimited(codes, at, dot) : null;
  if (named !== null) return { member: named, end: at + 5 };
  const place = codes[at] === backslash ? at + 1 : at;
  const member = codes[place];
  return member === undefined ? null : { member, end: place + 1 };
}

/** The x of `[.x.]` or `[=x=]`. */
function delimited(codes: readonly number[], at: number, delimiter: number): number | null {
  const closed = codes[at + 3] === delimiter && codes[at + 4] === close;
  return closed ? (codes[at + 2] ?? null) : null;
}

/** `[:alpha:]` and `[=x=]`; null: the `[` is a member. */
function glibcClass(codes: readonly number[], at: number): Item | null {
  if (codes[at + 1] === equals) {
    const same = delimited(codes, at, equals);
    return same === null ? null : { ranges: [[same, same]], end: at + 5 };
  }
  if (codes[at + 1] !== colon) return null;
  let end = at + 2;
  while (isLetter(codes[end])) end += 1;
  if (codes[end] !== colon || codes[end + 1] !== close) return null;
  const name = String.fromCharCode(...codes.slice(at + 2, end));
  return { ranges: posixClasses.get(name) ?? null, end: end + 2 };
}

const isLetter = (found: number | undefined): boolean =>
  found !== undefined && found >= code('a') && found <= code('z');

const span = (first: string, last: string): [number, number] => [code(first), code(last)];
const [lower, upper, digit] = [span('a', 'z'), span('A', 'Z'), span('0', '9')];
const punctuation = [span('!', '/'), span(':', '@'), span('[', '`'), span('{', '~')];

/** In the C locale (POSIX, Base Definitions, 7.3.1). */
export const posixClasses: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
  ['alnum', [lower, upper, digit]],
  ['alpha', [lower, upper]],
  ['blank', [[0x09, 0x09], span(' ', ' ')]],
  [
    'cntrl',
    [
      [0x00, 0x1f],
      [0x7f, 0x7f],
    ],
  ],
  ['digit', [digit]],
  ['graph', [span('!', '~')]],
  ['lower', [lower]],
  ['print', [span(' ', '~')]],
  ['punct', punctuation],
  ['space', [[0x09, 0x0d], span(' ', ' ')]],
  ['upper', [upper]],
  ['xdigit', [digit, span('a', 'f'), span('A', 'F')]],
]);
