/**
 * Which of the given files an `Include` names, in the order httpd reads them (docs/2.4/mod/core.html#include): a
 * path, a folder with everything below it, or shell-style wildcards in any part of the path, each folder's entries
 * in byte order. A wildcard does not match a leading dot.
 */
import { withoutEnding } from '../../text/ending.ts';
import { aprGlob, matchesGlob, parseGlob, type Glob } from '../../text/glob.ts';
import { bySegments, pathParts } from '../../text/globPath.ts';
import type { Line } from '../model.ts';
import { pathIndex, type PathIndex } from '../pathIndex.ts';
import type { ConfigFiles } from '../program.ts';
import type { ReadingBudget } from '../readingBudget.ts';

/** The given files, to look for paths in; what was found is remembered by path. */
export type GivenPaths = {
  files: ConfigFiles;
  paths: PathIndex;
  found: Map<string, string[]>;
  budget: ReadingBudget;
};

export const givenPaths = (files: ConfigFiles, budget: ReadingBudget): GivenPaths => ({
  files,
  paths: pathIndex(files.keys(), (path) => inOneSpelling(pathParts(path))),
  found: new Map(),
  budget,
});

/** Each part with a slash after it, so that a folder's path begins those of what is in it. */
const inOneSpelling = (parts: readonly string[]): string => parts.map((part) => `${part}/`).join('');

/**
 * The given files that `path` names; null: a plain path that is not among them. Folders are tried in turn. `source`:
 * where it is named.
 */
export function resolveInclude(
  given: GivenPaths,
  path: string,
  folders: readonly string[],
  source: Line | null,
): string[] | null {
  const candidates = path.startsWith('/') ? [path] : [...folders.map((folder) => join(folder, path)), path];
  for (const candidate of candidates) {
    const found = given.found.get(candidate) ?? look(given, candidate, source);
    given.found.set(candidate, found);
    if (found.length > 0) return found;
  }
  return hasWildcard(path) ? [] : null;
}

function look(given: GivenPaths, path: string, source: Line | null): string[] {
  if (!hasWildcard(path) && given.files.has(path)) return [path];
  const parts = pathParts(path);
  const wildcard = parts.findIndex(hasWildcard);
  const plain = wildcard < 0 ? parts : parts.slice(0, wildcard);
  const candidates = given.paths.startingWith(inOneSpelling(plain));
  if (!given.budget.take('comparisons', source, candidates.length)) return [];
  return wildcard < 0 ? candidates.sort(bySegments) : matching(candidates, path);
}

/** Folder of a path, without the slash at its end; `''` for a bare file name. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const join = (folder: string, path: string): string =>
  folder === '' ? path : `${withoutEnding(folder, '/')}/${path}`;

/** `apr_fnmatch_test`: a `[` counts only where a `]` follows it, and a backslash takes the next character away. */
export function hasWildcard(path: string): boolean {
  let isOpen = false;
  for (let at = 0; at < path.length; at += 1) {
    const character = path.charAt(at);
    if (character === '*' || character === '?' || (character === ']' && isOpen)) return true;
    if (character === '[') isOpen = true;
    if (character === '\\') at += 1;
  }
  return false;
}

/** A key below a matched folder belongs to it too: httpd reads a matched folder whole. */
function matching(paths: readonly string[], pattern: string): string[] {
  const wanted = pathParts(pattern).map((part) => (hasWildcard(part) ? parseGlob(part, aprGlob) : part));
  const absolute = pattern.startsWith('/');
  const fits = (names: string[]): boolean =>
    names.length >= wanted.length && wanted.every((part, index) => fitsPart(part, names[index] ?? ''));
  return paths.filter((key) => key.startsWith('/') === absolute && fits(pathParts(key))).sort(bySegments);
}

/** A part without a wildcard stands for itself, backslashes and all. */
const fitsPart = (part: Glob | string | null, name: string): boolean =>
  typeof part === 'string' ? part === name : part !== null && matchesGlob(part, name);
