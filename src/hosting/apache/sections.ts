/**
 * Which `<Directory>` or `<Location>` with `SSLVerifyClient` holds for a URL path (docs/2.4/sections.html): folders
 * first, the shortest before the longer, then locations in order; the last that fits counts.
 */
import type { ApacheSection, Site } from '../model.ts';
import { segmentPattern } from './includes.ts';

/** null: none fits. A folder is compared with DocumentRoot and the path; aliases are not followed. */
export function sectionFor(site: Site, urlPath: string): ApacheSection | null {
  const sections = site.apache?.sections ?? [];
  const filePath = `${(site.apache?.documentRoot ?? '').replace(/\/+$/u, '')}${urlPath}`;
  const folders = sections
    .filter(({ kind, path }) => kind === 'directory' && folderHolds(path, filePath))
    .toSorted((left, right) => depth(left.path) - depth(right.path));
  const locations = sections.filter(({ kind, path }) => kind === 'location' && locationHolds(path, urlPath));
  return [...folders, ...locations].at(-1) ?? null;
}

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '');
const depth = (path: string): number => parts(path).length;

function folderHolds(folder: string, filePath: string): boolean {
  const patterns = parts(folder).map(segmentPattern);
  const names = parts(filePath);
  return (
    names.length >= patterns.length && patterns.every((pattern, index) => pattern.test(names[index] ?? ''))
  );
}

/** `/private` holds for `/private` and `/private/...`, `/private/` only for what is below; globs for the whole path. */
function locationHolds(location: string, urlPath: string): boolean {
  if (/[*?[]/u.test(location)) {
    const patterns = location.split('/').map(segmentPattern);
    const names = urlPath.split('/');
    return (
      names.length === patterns.length && patterns.every((pattern, index) => pattern.test(names[index] ?? ''))
    );
  }
  if (!urlPath.startsWith(location)) return false;
  return location.endsWith('/') || urlPath.length === location.length || urlPath[location.length] === '/';
}
