/** The given files in the order of their paths, for look-ups by the folder that they are in. */
/** `normal`: how a program writes the path it compares. */
type Entry = { normal: string; path: string };

/** Looks for the paths that begin with a text without going through all of them. */
export type PathIndex = {
  readonly size: number;
  /** The paths whose normal form begins with `prefix`, in the order of their normal forms. */
  startingWith(prefix: string): string[];
};

export function pathIndex(paths: Iterable<string>, normalize: (path: string) => string = same): PathIndex {
  const entries: Entry[] = [...paths]
    .map((path) => ({ normal: normalize(path), path }))
    .sort((one, other) => (one.normal < other.normal ? -1 : one.normal > other.normal ? 1 : 0));
  return {
    size: entries.length,
    startingWith: (prefix) => {
      const found: string[] = [];
      for (let at = firstNotBefore(entries, prefix); entries[at]?.normal.startsWith(prefix) === true; at += 1)
        found.push(entries[at]?.path ?? '');
      return found;
    },
  };
}

const same = (path: string): string => path;

/** By halves. */
function firstNotBefore(entries: readonly Entry[], text: string): number {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((entries[middle]?.normal ?? '') < text) from = middle + 1;
    else to = middle;
  }
  return from;
}
