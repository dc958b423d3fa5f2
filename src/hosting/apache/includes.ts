/**
 * Which of the given files an `Include` names, in the order httpd reads them (docs/2.4/mod/core.html#include): a
 * path, a folder with everything below it, or shell-style wildcards in any part of the path, each folder's entries
 * in byte order. A wildcard does not match a leading dot.
 */
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
  folder === '' ? path : `${folder.replace(/\/+$/u, '')}/${path}`;

export const hasWildcard = (path: string): boolean => /[*?]|\[.*\]/u.test(path);

const segments = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

function exactly(files: ConfigFiles, path: string): string[] {
  if (files.has(path)) return [path];
  const wanted = segments(path);
  const below = [...files.keys()].filter((key) => startsWith(segments(key), wanted));
  return below.sort(bySegments);
}

const startsWith = (parts: string[], wanted: string[]): boolean =>
  parts.length >= wanted.length && wanted.every((part, index) => part === parts[index]);

function matching(files: ConfigFiles, pattern: string): string[] {
  const wanted = segments(pattern).map(segmentPattern);
  const absolute = pattern.startsWith('/');
  return [...files.keys()]
    .filter((key) => key.startsWith('/') === absolute && matchesSegments(segments(key), wanted))
    .sort(bySegments);
}

/** A key below a matched folder belongs to it too: httpd reads a matched folder whole. */
const matchesSegments = (parts: string[], wanted: RegExp[]): boolean =>
  parts.length >= wanted.length && wanted.every((pattern, index) => pattern.test(parts[index] ?? ''));

function bySegments(left: string, right: string): number {
  const a = segments(left);
  const b = segments(right);
  const differing = a.findIndex((part, index) => part !== b[index]);
  if (differing === -1) return a.length - b.length;
  const [x, y] = [a[differing] ?? '', b[differing] ?? ''];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** `fnmatch` of one path segment (`FNM_PERIOD`). Repeated stars are one, so matching stays quick. */
export function segmentPattern(pattern: string): RegExp {
  const parts: string[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at);
    const close = character === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (close !== -1) {
      parts.push(bracket(pattern.slice(at + 1, close)));
      at = close + 1;
      continue;
    }
    if (character === '*' && parts.at(-1) !== '[^/]*') parts.push('[^/]*');
    else if (character === '?') parts.push('[^/]');
    else if (character !== '*') parts.push(escapeRegExp(character));
    at += 1;
  }
  const period = /^[*?[]/u.test(pattern) ? '(?!\\.)' : '';
  return new RegExp(`^${period}${parts.join('')}$`, 'su');
}

function bracket(inside: string): string {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const members = (negated ? inside.slice(1) : inside).replace(/[\\\]^&~|[]/gu, '\\$&');
  const ordered = /^(?:.-.|[^-])*-?$/su.test(members) && rangesAscend(members);
  return ordered && members !== '' ? `[${negated ? '^' : ''}${members.replace(/-$/u, '\\-')}]` : '(?!)';
}

const rangesAscend = (members: string): boolean =>
  [...members.matchAll(/(.)-(.)/gsu)].every((range) => (range[1] ?? '') <= (range[2] ?? ''));

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
