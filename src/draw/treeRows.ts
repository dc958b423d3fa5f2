/** A tree as the list of rows that are in sight: nodes in pre-order without what is folded away. */

/** What is needed to know of a tree of `nodeCount` nodes in pre-order; `Asn1Document` is one. */
export type TreeShape = {
  readonly nodeCount: number;
  /** -1 for a top node. */
  parent(i: number): number;
  /** Index of the first node after `i` and its descendants. */
  subtreeEnd(i: number): number;
};

/** Flags of a node: its children are unfolded; it is itself a row. */
const OPEN = 1;
const IN_SIGHT = 2;
/** Nodes whose rows are counted together: a row is found by the counts, then among these. */
const blockSize = 2048;

/**
 * Which nodes are unfolded and which are rows therefore. Changed in place: a tree may have millions of nodes, and
 * unfolding one costs no more than a look at what is below it. Top nodes are always in sight.
 */
export class TreeRows {
  readonly #tree: TreeShape;
  readonly #flags: Uint8Array;
  /** Rows among the nodes of each block. */
  readonly #rowsIn: Uint32Array;
  #rows = 0;

  /** Everything folded. */
  constructor(tree: TreeShape) {
    this.#tree = tree;
    this.#flags = new Uint8Array(tree.nodeCount);
    this.#rowsIn = new Uint32Array(Math.ceil(tree.nodeCount / blockSize));
    this.#show(0, tree.nodeCount);
  }

  /** How many rows there are. */
  get count(): number {
    return this.#rows;
  }

  /** The node of a row, -1 when there is no such row. */
  nodeAt(row: number): number {
    if (row < 0 || row >= this.#rows) return -1;
    let left = row;
    let block = 0;
    for (; left >= (this.#rowsIn[block] ?? 0); block++) left -= this.#rowsIn[block] ?? 0;
    let node = block * blockSize;
    for (; left > 0 || !this.#isInSight(node); node++) if (this.#isInSight(node)) left--;
    return node;
  }

  /** The row that shows `node`, -1 when it is folded away. */
  rowOf(node: number): number {
    if (!this.#isInSight(node)) return -1;
    const block = Math.floor(node / blockSize);
    let row = 0;
    for (let b = 0; b < block; b++) row += this.#rowsIn[b] ?? 0;
    for (let i = block * blockSize; i < node; i++) if (this.#isInSight(i)) row++;
    return row;
  }

  isOpen(node: number): boolean {
    return ((this.#flags[node] ?? 0) & OPEN) !== 0;
  }

  open(node: number): void {
    this.#mark(node);
    if (this.#isInSight(node)) this.#show(node + 1, this.#tree.subtreeEnd(node));
  }

  fold(node: number): void {
    const flags = this.#flags;
    flags[node] = (flags[node] ?? 0) & ~OPEN;
    const end = this.#tree.subtreeEnd(node);
    for (let i = node + 1; i < end; i++) {
      if (((flags[i] ?? 0) & IN_SIGHT) === 0) continue;
      flags[i] = (flags[i] ?? 0) & ~IN_SIGHT;
      this.#count(i, -1);
    }
  }

  /** Opens every ancestor of `node`, so that it is in sight. */
  openTo(node: number): void {
    let outermost = -1;
    for (let i = this.#tree.parent(node); i >= 0; i = this.#tree.parent(i)) {
      if (!this.isOpen(i)) outermost = i;
      this.#mark(i);
    }
    if (outermost >= 0) this.open(outermost);
  }

  /** Opens `node` and all its siblings. */
  openSiblings(node: number): void {
    const parent = this.#tree.parent(node);
    const end = parent < 0 ? this.#tree.nodeCount : this.#tree.subtreeEnd(parent);
    for (let i = parent + 1; i < end; i = this.#tree.subtreeEnd(i)) this.#mark(i);
    if (parent < 0 || (this.isOpen(parent) && this.#isInSight(parent))) this.#show(parent + 1, end);
  }

  /** Opens the top nodes and, below them, `levels - 1` levels more. */
  openLevels(levels: number): void {
    const { nodeCount } = this.#tree;
    const ends: number[] = []; // of the open nodes around `i`
    for (let i = 0; i < nodeCount;) {
      while (ends.length > 0 && i >= (ends.at(-1) ?? 0)) ends.pop();
      const end = this.#tree.subtreeEnd(i);
      this.#mark(i);
      if (ends.length + 1 < levels) {
        ends.push(end);
        i++;
      } else {
        i = end;
      }
    }
    this.#show(0, nodeCount);
  }

  openAll(): void {
    const { length } = this.#flags.fill(OPEN | IN_SIGHT);
    this.#rowsIn.fill(blockSize);
    if (length % blockSize > 0) this.#rowsIn[this.#rowsIn.length - 1] = length % blockSize;
    this.#rows = length;
  }

  foldAll(): void {
    this.#flags.fill(0);
    this.#rowsIn.fill(0);
    this.#rows = 0;
    this.#show(0, this.#flags.length);
  }

  #isInSight(node: number): boolean {
    return ((this.#flags[node] ?? 0) & IN_SIGHT) !== 0;
  }

  #mark(node: number): void {
    this.#flags[node] = (this.#flags[node] ?? 0) | OPEN;
  }

  /** Puts the nodes of `[from, end)`, siblings and what is unfolded below them, in sight. */
  #show(from: number, end: number): void {
    const flags = this.#flags;
    for (let i = from; i < end; i = this.isOpen(i) ? i + 1 : this.#tree.subtreeEnd(i)) {
      if (((flags[i] ?? 0) & IN_SIGHT) !== 0) continue;
      flags[i] = (flags[i] ?? 0) | IN_SIGHT;
      this.#count(i, 1);
    }
  }

  /** One row more or less. */
  #count(node: number, change: 1 | -1): void {
    const block = Math.floor(node / blockSize);
    this.#rowsIn[block] = (this.#rowsIn[block] ?? 0) + change;
    this.#rows += change;
  }
}

/** The innermost node whose bytes `[start, end)` hold `offset`, -1 when there is none. */
export function nodeAt(
  tree: TreeShape & { start(i: number): number; end(i: number): number },
  offset: number,
): number {
  let low = 0;
  let high = tree.nodeCount; // the first node that starts behind `offset`
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tree.start(middle) > offset) high = middle;
    else low = middle + 1;
  }
  let node = high - 1;
  while (node >= 0 && tree.end(node) <= offset) node = tree.parent(node);
  return node;
}
