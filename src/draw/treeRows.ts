/** A tree as the list of rows that are in sight: nodes in pre-order without what is folded away. */

/** What is needed to know of a tree of `nodeCount` nodes in pre-order; `Asn1Document` is one. */
export type TreeShape = {
  readonly nodeCount: number;
  /** -1 for a top node. */
  parent(i: number): number;
  /** Index of the first node after `i` and its descendants. */
  subtreeEnd(i: number): number;
};

/** One flag a node: 1 when its children are in sight. */
export type OpenNodes = Uint8Array;

/** The nodes in sight, ascending. */
export function rowsInSight(tree: TreeShape, open: OpenNodes): Uint32Array {
  const rows = new Uint32Array(tree.nodeCount);
  let count = 0;
  for (let i = 0; i < tree.nodeCount; i = open[i] ? i + 1 : tree.subtreeEnd(i)) rows[count++] = i;
  return rows.subarray(0, count);
}

/** The row that shows `node`, -1 when it is folded away. */
export function rowOfNode(rows: Uint32Array, node: number): number {
  const row = firstAbove(rows.length, (i) => rows[i] ?? 0, node - 1);
  return rows[row] === node ? row : -1;
}

/** `open` with every ancestor of `node` open; the same array when they were. */
export function openedTo(tree: TreeShape, open: OpenNodes, node: number): OpenNodes {
  let result = open;
  for (let i = tree.parent(node); i >= 0; i = tree.parent(i)) {
    if (result[i]) continue;
    if (result === open) result = open.slice();
    result[i] = 1;
  }
  return result;
}

/** `position` (from 1) of each node among its siblings, and `children`: how many each node has; `tops` likewise. */
export type Families = { position: Uint32Array; children: Uint32Array; tops: number };

export function families(tree: TreeShape): Families {
  const position = new Uint32Array(tree.nodeCount);
  const children = new Uint32Array(tree.nodeCount);
  let tops = 0;
  for (let i = 0; i < tree.nodeCount; i++) {
    const parent = tree.parent(i);
    position[i] = parent < 0 ? ++tops : (children[parent] = (children[parent] ?? 0) + 1);
  }
  return { position, children, tops };
}

/** The innermost node whose bytes `[start, end)` hold `offset`, -1 when there is none. */
export function nodeAt(
  tree: TreeShape & { start(i: number): number; end(i: number): number },
  offset: number,
): number {
  const next = firstAbove(tree.nodeCount, (i) => tree.start(i), offset);
  let node = next - 1;
  while (node >= 0 && tree.end(node) <= offset) node = tree.parent(node);
  return node;
}

/** The first index whose value is above `limit`; values ascend. */
function firstAbove(count: number, value: (i: number) => number, limit: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(middle) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
