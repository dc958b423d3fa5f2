/**
 * Which of the given files an `Include` names, in the order httpd reads them (docs/2.4/mod/core.html#include): a
 * path, a folder with everything below it, or shell-style wildcards in any part of the path, each folder's entries
 * in byte order. A wildcard does not match a leading dot.
 */
import { withoutEnding } from '../../text/ending.ts';
import { aprGlob, matchesGlob, parseGlob, type Glob } from '../../text/glob.ts';
import { bySegments, pathParts } from '../../text/globPath.ts';
import type { ConfigFiles } from '../program.ts';

/** The keys of `files` that `path` names; null: a plain path that is not among them. Folders are tried in turn. */
export function resolveInclude(
  files: ConfigFiles,
  path: string,
  folders: readonly string[],
): string[] | null {
  const candidates = path.startsWith('/') ? [path] : [...folders.map((folder) => join(folder, path)), path];
  for (const candidate of candidates) {
    const found = hasWildcard(candidate) ? matching(files, candidate) : exactly(files, candidate);
    if (found.length > 0) return found;
  }
  return hasWildcard(path) ? [] : null;
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

function exactly(files: ConfigFiles, path: string): string[] {
  if (files.has(path)) return [path];
  const wanted = pathParts(path);
  const below = [...files.keys()].filter((key) => startsWith(pathParts(key), wanted));
  return below.sort(bySegments);
}

const startsWith = (parts: string[], wanted: string[]): boolean =>
  parts.length >= wanted.length && wanted.every((part, index) => part === parts[index]);

/** A key below a matched folder belongs to it too: httpd reads a matched folder whole. */
function matching(files: ConfigFiles, pattern: string): string[] {
  const wanted = pathParts(pattern).map((part) => (hasWildcard(part) ? parseGlob(part, aprGlob) : part));
  const absolute = pattern.startsWith('/');
  const fits = (names: string[]): boolean =>
    names.length >= wanted.length && wanted.every((part, index) => fitsPart(part, names[index] ?? ''));
  return [...files.keys()]
    .filter((key) => key.startsWith('/') === absolute && fits(pathParts(key)))
    .sort(bySegments);
}

/** A part without a wildcard stands for itself, backslashes and all. */
const fitsPart = (part: Glob | string | null, name: string): boolean =>
  typeof part === 'string' ? part === name : part !== null && matchesGlob(part, name);
