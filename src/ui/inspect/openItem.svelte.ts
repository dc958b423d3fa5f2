import { nodeAt, TreeRows } from '../../draw/treeRows.ts';
import type { Problem } from '../../decision.ts';
import type { ByteRange } from '../../bytes/range.ts';
import { readyStructure, workOutStructure, type Structure, type StructuredItem } from './structure.ts';
import { StructureSearch } from './structureSearch.svelte.ts';

export type { StructuredItem } from './structure.ts';

/** Up to this many nodes a tree is first shown unfolded. */
const unfoldedLimit = 400;
/** What is selected: a node (-1: bytes that no node holds) and the byte the cursor is on. */
export type Selection = { node: number; byte: number };

/** One pasted item as the view has it open: its structure, what is unfolded, what is selected. */
export class OpenItem {
  item: StructuredItem;
  structure: Structure | null;
  /** What kept the structure from being read. */
  fault = $state.raw<Problem | null>(null);
  selection = $state.raw<Selection | null>(null);
  readonly search = new StructureSearch();
  /** Takes keys in the byte grid before the grid does; null: the bytes are not edited. */
  editor: { press(event: KeyboardEvent): boolean } | null = null;
  /** Light extra under the pointer; nothing depends on it. */
  hovered = $state.raw<ByteRange | null>(null);
  /** Changed in place, so `#turn` counts the changes and is read with it. */
  #rows: TreeRows;
  #turn = $state(0);
  #reading: Promise<void> | null = null;

  /** `ready`: its structure, where it is known; null: the worker has to read it. */
  constructor(item: StructuredItem, ready: Structure | null = readyStructure(item)) {
    this.item = $state.raw(item);
    this.structure = $state.raw(ready);
    this.#rows = ready ? firstRows(ready) : noRows;
  }

  /** Shows another version of the item in its place; the cursor goes to `byte`. */
  replace(item: StructuredItem, structure: Structure, byte: number): void {
    this.item = item;
    this.#rows = firstRows(structure);
    this.#turn++;
    this.structure = structure;
    this.selection = null;
    if (byte >= 0) this.selectByte(byte);
  }

  /** Reads the structure of a large item, once. */
  async read(): Promise<void> {
    if (!this.structure) await (this.#reading ??= this.#readLarge());
  }

  async #readLarge(): Promise<void> {
    this.fault = null;
    const answer = await workOutStructure(this.item);
    this.#reading = null;
    this.fault = answer === null ? givenUp : 'problem' in answer ? answer.problem : null;
    if (answer === null || 'problem' in answer) return;
    this.#rows = firstRows(answer.value);
    this.#turn++;
    this.structure = answer.value;
  }

  /** The nodes in sight, as rows. */
  get rows(): TreeRows {
    return this.#turn >= 0 ? this.#rows : noRows;
  }

  /** Not derived: an item outlives the view that opened it. */
  get selectedRow(): number {
    return this.selection ? this.rows.rowOf(this.selection.node) : -1;
  }

  isOpen(node: number): boolean {
    return this.rows.isOpen(node);
  }

  /** -1 for a top node. */
  parent(node: number): number {
    return this.structure?.document.parent(node) ?? -1;
  }

  childCount(node: number): number {
    return this.structure?.document.places.children[node] ?? 0;
  }

  /** Of `node`, counted from 1, among how many siblings. */
  placeAmongSiblings(node: number): { position: number; count: number } {
    const document = this.structure?.document;
    if (!document) return { position: 1, count: 1 };
    const { position, children, tops } = document.places;
    const parent = document.parent(node);
    return { position: (position[node] ?? 0) + 1, count: parent < 0 ? tops : (children[parent] ?? 0) };
  }

  /** Selects a node, unfolding what it is in; the byte cursor goes to its first byte. */
  select(node: number): void {
    if (!this.structure || node < 0 || node >= this.structure.document.nodeCount) return;
    this.#unfoldTo(node);
    this.selection = { node, byte: this.structure.document.start(node) };
  }

  /** Puts the byte cursor on `offset` and selects the innermost node there. */
  selectByte(offset: number): void {
    if (!this.structure || this.structure.document.bytes.length === 0) return;
    const byte = Math.max(0, Math.min(offset, this.structure.document.bytes.length - 1));
    const node = nodeAt(this.structure.document, byte);
    if (node >= 0) this.#unfoldTo(node);
    this.selection = { node, byte };
  }

  /** Selects the node that `range` is, or the innermost one around its start. */
  selectRange(range: ByteRange): void {
    if (this.structure) this.select(nodeAt(this.structure.document, range.start));
  }

  isSelected(range: ByteRange): boolean {
    const document = this.structure?.document;
    if (!document || !this.selection || this.selection.node < 0) return false;
    const { node } = this.selection;
    return document.start(node) === range.start && document.end(node) === range.end;
  }

  setOpen(node: number, open: 0 | 1): void {
    if (this.isOpen(node) === (open === 1) || this.childCount(node) === 0) return;
    const selected = this.selection?.node ?? -1;
    const document = this.structure?.document;
    if (!open && document && selected > node && selected < document.subtreeEnd(node)) this.select(node);
    this.#turn++;
    if (open) this.#rows.open(node);
    else this.#rows.fold(node);
  }

  unfoldSiblings(node: number): void {
    this.#turn++;
    this.#rows.openSiblings(node);
    this.#showAgain();
  }

  unfoldAll(): void {
    this.#turn++;
    this.#rows.openAll();
    this.#showAgain();
  }

  /** Folds everything below the top nodes; what was selected inside gives way to its top node. */
  foldAll(): void {
    const document = this.structure?.document;
    if (!document) return;
    this.#turn++;
    this.#rows.foldAll();
    let node = this.selection?.node ?? -1;
    while (node >= 0 && document.parent(node) >= 0) node = document.parent(node);
    if (node >= 0) this.select(node);
  }

  #showAgain(): void {
    if (this.selection) this.selection = { ...this.selection };
  }

  #unfoldTo(node: number): void {
    if (this.#rows.rowOf(node) >= 0) return;
    this.#turn++;
    this.#rows.openTo(node);
  }
}

/** It was cancelled: it can be asked for again. */
const givenUp: Problem = { code: 'given-up', severity: 'warning', params: {}, source: null };

const noTree = { nodeCount: 0, parent: () => -1, subtreeEnd: () => 0 };
const noRows = new TreeRows(noTree);

function firstRows({ document }: Structure): TreeRows {
  const rows = new TreeRows(document);
  if (document.nodeCount <= unfoldedLimit) rows.openAll();
  else rows.openLevels(2);
  return rows;
}
