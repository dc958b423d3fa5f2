/** The lines of a comparison as columns: there may be a million, and the worker hands columns over without copying. */
import type { PathComparison } from './comparePaths.ts';

const statuses = ['same', 'around', 'changed', 'only-a', 'only-b'] as const;
type Status = PathComparison['status'];

/** By line. `differing`: the lines whose status is not 'same'; `counts`: how many have each status. */
export type ComparisonColumns = {
  status: Uint8Array;
  a: Int32Array;
  b: Int32Array;
  depth: Int32Array;
  differing: Uint32Array;
  counts: Record<Status, number>;
};

export function comparisonColumns(lines: readonly PathComparison[]): ComparisonColumns {
  const counts: Record<Status, number> = { same: 0, around: 0, changed: 0, 'only-a': 0, 'only-b': 0 };
  const status = new Uint8Array(lines.length);
  const column = (of: 'a' | 'b' | 'depth'): Int32Array => Int32Array.from(lines, (line) => line[of]);
  const differing: number[] = [];
  for (const [i, line] of lines.entries()) {
    counts[line.status]++;
    status[i] = statuses.indexOf(line.status);
    if (line.status !== 'same') differing.push(i);
  }
  const [a, b, depth] = [column('a'), column('b'), column('depth')];
  return { status, a, b, depth, differing: Uint32Array.from(differing), counts };
}

/** null: there is no line `i`. */
export function lineAt({ status, a, b, depth }: ComparisonColumns, i: number): PathComparison | null {
  const word = statuses[status[i] ?? -1];
  return word === undefined ? null : { status: word, a: a[i] ?? -1, b: b[i] ?? -1, depth: depth[i] ?? 0 };
}
