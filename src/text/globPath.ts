/** Paths with shell patterns in their parts: a pattern stays within its part of the path. */
import { matchesGlob, parseGlob, type Glob, type GlobDialect } from './glob.ts';
import type { Steps } from './steps.ts';

export type PathGlob = { absolute: boolean; parts: readonly Glob[] };

/** The parts of a path; `//` and `/./` are `/`. */
export const pathParts = (path: string): string[] =>
  path.split('/').filter((part) => part !== '' && part !== '.');

/** null: malformed for this program. */
export function parsePathGlob(pattern: string, dialect: GlobDialect): PathGlob | null {
  const parts = parseParts(pathParts(pattern), dialect);
  return parts && { absolute: pattern.startsWith('/'), parts };
}

/** A pattern for each part; null: one of them is malformed. */
export function parseParts(parts: readonly string[], dialect: GlobDialect): Glob[] | null {
  const parsed = parts.map((part) => parseGlob(part, dialect));
  return parsed.every((glob) => glob !== null) ? parsed : null;
}

/** Whether the pattern names this path. */
export function matchesPath({ absolute, parts }: PathGlob, path: string, steps?: Steps): boolean {
  if (path.startsWith('/') !== absolute) return false;
  const names = pathParts(path);
  return names.length === parts.length && matchesParts(parts, names, steps);
}

/** Whether each pattern fits the name in its place; names beyond the patterns are not looked at. */
export const matchesParts = (patterns: readonly Glob[], names: readonly string[], steps?: Steps): boolean =>
  names.length >= patterns.length &&
  patterns.every((pattern, index) => matchesGlob(pattern, names[index] ?? '', steps));

/** The order in which folders are read one after the other: `a/x` before `a-b/x`. */
export function bySegments(left: string, right: string): number {
  const [a, b] = [pathParts(left), pathParts(right)];
  const differing = a.findIndex((part, index) => part !== b[index]);
  if (differing === -1) return a.length - b.length;
  const [x, y] = [a[differing] ?? '', b[differing] ?? ''];
  return x < y ? -1 : x > y ? 1 : 0;
}
