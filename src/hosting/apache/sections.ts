/**
 * Which `<Directory>` or `<Location>` with `SSLVerifyClient` holds for a URL path (docs/2.4/sections.html): folders
 * first, the shortest before the longer, then locations in order; the last that fits counts.
 */
import { withoutEnding } from '../../text/ending.ts';
import { aprPathGlob } from '../../text/glob.ts';
import { matchesParts, parseParts, pathParts } from '../../text/globPath.ts';
import type { ApacheSection, Site } from '../model.ts';
import { hasWildcard } from './includes.ts';

/** null: none fits. A folder is compared with DocumentRoot and the path; aliases are not followed. */
export function sectionFor(site: Site, urlPath: string): ApacheSection | null {
  const sections = site.apache?.sections ?? [];
  const filePath = withoutEnding(site.apache?.documentRoot ?? '', '/') + urlPath;
  const folders = sections
    .filter(({ kind, path }) => kind === 'directory' && folderHolds(path, filePath))
    .toSorted((left, right) => depth(left.path) - depth(right.path));
  const locations = sections.filter(({ kind, path }) => kind === 'location' && locationHolds(path, urlPath));
  return [...folders, ...locations].at(-1) ?? null;
}

const depth = (path: string): number => pathParts(path).length;

function folderHolds(folder: string, filePath: string): boolean {
  const patterns = parseParts(pathParts(folder), aprPathGlob);
  return patterns !== null && matchesParts(patterns, pathParts(filePath));
}

/** `/private` holds for `/private` and `/private/...`, `/private/` only for what is below; globs for the whole path. */
function locationHolds(location: string, urlPath: string): boolean {
  if (hasWildcard(location)) {
    const patterns = parseParts(location.split('/'), aprPathGlob);
    const names = urlPath.split('/');
    return patterns !== null && names.length === patterns.length && matchesParts(patterns, names);
  }
  if (!urlPath.startsWith(location)) return false;
  return location.endsWith('/') || urlPath.length === location.length || urlPath[location.length] === '/';
}
