/** A file of an archive: its path as written there, and its octets, or the path that a link points at. */
export type ArchiveEntry = { path: string; content: Uint8Array; link: string | null };

/** More hops than any real chain of links has. */
const MOST_HOPS = 8;

/**
 * Path -> octets, links followed within the archive. An absolute target is looked for by its longest end that the
 * archive has (`/etc/nginx/a` is `nginx/a` in an archive of `/etc`). A link that leads nowhere is left out.
 */
export function followLinks(entries: readonly ArchiveEntry[]): Map<string, Uint8Array> {
  const byPath = new Map(entries.map((entry) => [normal(entry.path), entry]));
  const files = new Map<string, Uint8Array>();
  for (const [path, entry] of byPath) {
    const content = contentOf(path, entry, byPath);
    if (content !== null) files.set(path, content);
  }
  return files;
}

function contentOf(
  path: string,
  entry: ArchiveEntry,
  byPath: ReadonlyMap<string, ArchiveEntry>,
): Uint8Array | null {
  let [at, here] = [path, entry];
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    if (here.link === null) return here.content;
    const target = find(at, here.link, byPath);
    const next = target === null ? undefined : byPath.get(target);
    if (target === null || next === undefined) return null;
    [at, here] = [target, next];
  }
  return null;
}

function find(from: string, link: string, byPath: ReadonlyMap<string, ArchiveEntry>): string | null {
  if (!link.startsWith('/')) {
    const relative = normal(`${from.slice(0, from.lastIndexOf('/') + 1)}${link}`);
    return byPath.has(relative) ? relative : null;
  }
  for (let rest = normal(link); rest !== ''; rest = rest.slice(rest.indexOf('/') + 1)) {
    if (byPath.has(rest)) return rest;
    if (!rest.includes('/')) return null;
  }
  return null;
}

/** Without `.`, `..`, a leading or doubled slash. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
