/**
 * Shell patterns in the names of files and hosts, as the program at hand reads them. A pattern is taken apart once;
 * matching goes back to the last `*` only, so it takes at most (length of the pattern) x (length of the text) steps
 * and never becomes an expression of JavaScript.
 */
import { readAprSet, readGlibcSet, readGoSet, type GlobSet, type SetReader } from './globSets.ts';
import type { Steps } from './steps.ts';

export type GlobDialect = {
  /** What `?` stands for one of. */
  unit: 'byte' | 'character';
  readSet: SetReader;
  /** Whether a backslash takes the meaning from the next character. */
  escapes: boolean;
  /** A backslash at the end of the pattern: matches nothing, is itself, or makes the pattern malformed. */
  lastBackslash: 'nothing' | 'itself' | 'malformed';
  /** Whether a dot at the start of a name is matched by a dot only (`FNM_PERIOD`). */
  hidesDotFiles: boolean;
};

/** `glob(3)` of glibc in the C locale: nginx. */
export const glibcGlob: GlobDialect = {
  unit: 'byte',
  readSet: readGlibcSet,
  escapes: true,
  lastBackslash: 'nothing',
  hidesDotFiles: true,
};
/** `apr_fnmatch` with `APR_FNM_PERIOD`: the includes of Apache httpd. */
export const aprGlob: GlobDialect = {
  unit: 'byte',
  readSet: readAprSet,
  escapes: true,
  lastBackslash: 'itself',
  hidesDotFiles: true,
};
/** `apr_fnmatch` with `APR_FNM_PATHNAME`: `<Directory>` and `<Location>` of Apache httpd. */
export const aprPathGlob: GlobDialect = { ...aprGlob, hidesDotFiles: false };
/** `ap_strcasecmp_match` over names in lower case: `ServerAlias` of Apache httpd, which knows `*` and `?` only. */
export const aprHostGlob: GlobDialect = { ...aprPathGlob, readSet: () => 'not-a-set', escapes: false };
/** `path/filepath.Match` of Go: Caddy. */
export const goGlob: GlobDialect = {
  unit: 'character',
  readSet: readGoSet,
  escapes: true,
  lastBackslash: 'malformed',
  hidesDotFiles: false,
};

/** A pattern without slashes. `fixed`: how many characters stand beside the stars. */
export type Glob = {
  parts: readonly ('*' | GlobSet)[];
  fixed: number;
  unit: GlobDialect['unit'];
  dots: boolean;
};

const any: GlobSet = { negated: true, ranges: [] };
const none: GlobSet = { negated: false, ranges: [] };
const one = (code: number): GlobSet => ({ negated: false, ranges: [[code, code]] });

/** null: malformed for this program. Stars side by side are one. */
export function parseGlob(pattern: string, dialect: GlobDialect): Glob | null {
  const codes = codesOf(pattern, dialect.unit);
  const parts: ('*' | GlobSet)[] = [];
  let at = 0;
  while (at < codes.length) {
    const read = readPart(codes, at, dialect);
    if (read === null) return null;
    if (read.part !== '*' || parts.at(-1) !== '*') parts.push(read.part);
    at = read.end;
  }
  const dots = !dialect.hidesDotFiles || /^\\?\./u.test(pattern);
  return { parts, fixed: parts.filter((part) => part !== '*').length, unit: dialect.unit, dots };
}

type ReadPart = { part: '*' | GlobSet; end: number };

function readPart(codes: readonly number[], at: number, dialect: GlobDialect): ReadPart | null {
  const code = codes[at] ?? 0;
  if (code === star) return { part: '*', end: at + 1 };
  if (code === questionMark) return { part: any, end: at + 1 };
  if (code === bracket) {
    const read = dialect.readSet(codes, at + 1);
    if (read === 'malformed') return null;
    return read === 'not-a-set' ? { part: one(code), end: at + 1 } : { part: read.set, end: read.end };
  }
  if (code !== backslash || !dialect.escapes) return { part: one(code), end: at + 1 };
  const escaped = codes[at + 1];
  if (escaped !== undefined) return { part: one(escaped), end: at + 2 };
  if (dialect.lastBackslash === 'malformed') return null;
  return { part: dialect.lastBackslash === 'itself' ? one(code) : none, end: at + 1 };
}

const star = 0x2a;
const questionMark = 0x3f;
const bracket = 0x5b;
const backslash = 0x5c;

/** Bytes of UTF-8, or code points. */
export const codesOf = (text: string, unit: GlobDialect['unit']): number[] =>
  unit === 'byte'
    ? [...new TextEncoder().encode(text)]
    : Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** Whether the whole of `text` fits. Each comparison of a part with a character is a step. */
export function matchesGlob(glob: Glob, text: string, steps?: Steps): boolean {
  if (text.startsWith('.') && !glob.dots) return false;
  const codes = codesOf(text, glob.unit);
  if (codes.length < glob.fixed) return false;
  const { parts } = glob;
  let [at, part, starPart, starAt] = [0, 0, -1, 0];
  while (at < codes.length) {
    steps?.take();
    const wanted = parts[part];
    if (wanted === '*') {
      [starPart, starAt] = [part, at];
      part += 1;
    } else if (wanted !== undefined && isIn(codes[at] ?? 0, wanted)) {
      part += 1;
      at += 1;
    } else if (starPart >= 0) {
      starAt += 1;
      [at, part] = [starAt, starPart + 1];
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === '*');
}

function isIn(code: number, { ranges, negated }: GlobSet): boolean {
  for (const [first, last] of ranges) if (code >= first && code <= last) return !negated;
  return negated;
}
