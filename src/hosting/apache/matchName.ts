/** Names of virtual hosts: ServerName and ServerAlias (server/util.c `ap_strcasecmp_match`, server/vhost.c). */
import type { SiteName } from '../model.ts';

/** ASCII only, as C's `tolower` in the POSIX locale. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());

export const isWildcard = (name: string): boolean => /[*?]/u.test(name);

/** The name that matches: exact ones first, then those with `*` (any run, dots too) or `?` (one character). */
export function matchSiteName(names: readonly SiteName[], asked: string): SiteName | null {
  const lower = lowerAscii(asked);
  const exact = names.find(({ text }) => !isWildcard(text) && lowerAscii(text) === lower);
  return exact ?? names.find(({ text }) => isWildcard(text) && matchesGlob(lowerAscii(text), lower)) ?? null;
}

/** Goes back to the last `*` only, which is enough for globs. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, patternAt, star, starAt] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pattern.charAt(patternAt);
    if (wanted === '*') {
      [star, starAt] = [patternAt, at];
      patternAt += 1;
    } else if (wanted !== '' && (wanted === '?' || wanted === text.charAt(at))) {
      patternAt += 1;
      at += 1;
    } else if (star >= 0) {
      starAt += 1;
      [at, patternAt] = [starAt, star + 1];
    } else return false;
  }
  return /^\**$/u.test(pattern.slice(patternAt));
}
