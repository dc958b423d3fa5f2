/** The keys of a tree, as the ARIA Authoring Practices Guide gives them. */
import { own } from '../../text/own.ts';

/** What the keys act on: rows in sight, and the nodes they show (-1: there is no such row). */
export type KeyedTree = {
  rows: { count: number; nodeAt(row: number): number };
  /** -1: none is selected. */
  selectedRow: number;
  parent(node: number): number;
  childCount(node: number): number;
  isOpen(node: number): boolean;
  select(node: number): void;
  setOpen(node: number, open: 0 | 1): void;
  /** Opens `node` and all its siblings. */
  unfoldSiblings(node: number): void;
};

const moves: Record<string, (row: number, last: number, page: number) => number> = {
  ArrowDown: (row) => row + 1,
  ArrowUp: (row) => row - 1,
  PageDown: (row, _, page) => row + page,
  PageUp: (row, _, page) => row - page,
  Home: () => 0,
  End: (_, last) => last,
};

/** Does what `key` asks for; false when it is not a key of the tree. `page` is the number of rows in view. */
export function pressTreeKey(tree: KeyedTree, key: string, page: number): boolean {
  const last = tree.rows.count - 1;
  const move = own(moves, key);
  if (last < 0) return false;
  if (move) {
    const row = tree.selectedRow < 0 ? 0 : move(tree.selectedRow, last, page);
    selectRow(tree, Math.max(0, Math.min(last, row)));
    return true;
  }
  const node = tree.rows.nodeAt(tree.selectedRow);
  return node >= 0 && pressOn(tree, node, key);
}

function pressOn(tree: KeyedTree, node: number, key: string): boolean {
  const opens = tree.childCount(node) > 0;
  switch (key) {
    case 'ArrowRight':
      if (opens && !tree.isOpen(node)) tree.setOpen(node, 1);
      else if (opens) selectRow(tree, tree.selectedRow + 1);
      return true;
    case 'ArrowLeft':
      if (opens && tree.isOpen(node)) tree.setOpen(node, 0);
      else if (tree.parent(node) >= 0) tree.select(tree.parent(node));
      return true;
    case 'Enter':
    case ' ':
      tree.select(node);
      tree.setOpen(node, tree.isOpen(node) ? 0 : 1);
      return true;
    case '*':
      tree.unfoldSiblings(node);
      return true;
    default:
      return false;
  }
}

function selectRow(tree: KeyedTree, row: number): void {
  const node = tree.rows.nodeAt(row);
  if (node >= 0) tree.select(node);
}

/** Rows looked at for a typed word: in a huge tree the rest is not worth the wait. */
const searched = 50_000;

/**
 * The next row from `from` on, around the end, whose label begins with `typed` in any case; -1 when there is none. A
 * first letter moves on from the selected row, further letters may stay on it.
 */
export function rowStartingWith(
  rows: { length: number; label: (row: number) => string },
  from: number,
  typed: string,
): number {
  const wanted = typed.toLowerCase();
  const start = typed.length > 1 ? from : from + 1;
  for (let step = 0; step < Math.min(rows.length, searched); step++) {
    const row = (start + step) % rows.length;
    if (rows.label(row).toLowerCase().startsWith(wanted)) return row;
  }
  return -1;
}

/** Letters typed in a row; a pause starts a new word. */
export class Typeahead {
  #typed = '';
  #last = 0;

  /** `at` in milliseconds. All letters equal: still the first letter, so that it walks from match to match. */
  type(letter: string, at: number): string {
    this.#typed = at - this.#last > pause ? letter : this.#typed + letter;
    this.#last = at;
    return this.#typed === letter.repeat(this.#typed.length) ? letter : this.#typed;
  }
}

const pause = 800;
