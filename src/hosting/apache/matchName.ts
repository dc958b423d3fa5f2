/** Names of virtual hosts: ServerName and ServerAlias (server/util.c `ap_strcasecmp_match`, server/vhost.c). */
import { aprHostGlob, matchesGlob, parseGlob } from '../../text/glob.ts';
import type { SiteName } from '../model.ts';

/** ASCII only, as C's `tolower` in the POSIX locale. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());

export const isWildcard = (name: string): boolean => /[*?]/u.test(name);

/** The name that matches: exact ones first, then those with `*` (any run, dots too) or `?` (one character). */
export function matchSiteName(names: readonly SiteName[], asked: string): SiteName | null {
  const lower = lowerAscii(asked);
  const exact = names.find(({ text }) => !isWildcard(text) && lowerAscii(text) === lower);
  return exact ?? names.find(({ text }) => isWildcard(text) && matchesAlias(lowerAscii(text), lower)) ?? null;
}

function matchesAlias(pattern: string, name: string): boolean {
  const glob = parseGlob(pattern, aprHostGlob);
  return glob !== null && matchesGlob(glob, name);
}
