/** The flat table of the nodes of some BER or DER bytes, as everybody else sees it. */
import type { Diagnostic } from './diagnostics.ts';
import type { NodeTable } from './nodeTable.ts';

/**
 * One node. `start`, `content` and `end` are offsets into the document's bytes: `[start, content)` is the header
 * (identifier and length octets), `[content, end)` the content, which for an indefinite length includes the
 * end-of-contents octets. `tagClass` is the class bits of X.690 8.1.2.2: 0 universal, 1 application, 2 context-specific,
 * 3 private, and 4 for what has no tag: a node of the TLS structure that an SCT list is, found by `expand` only; its
 * header is the length of a vector, or nothing. `parent` is an index, -1 for a top node; `depth` is 0 there.
 */
export type Asn1Node = {
  start: number;
  content: number;
  end: number;
  depth: number;
  parent: number;
  tagClass: number;
  tagNumber: number;
  constructed: boolean;
};

/**
 * Nodes in pre-order with indices `0 <= i < nodeCount`. The single accessors allocate nothing; each throws a
 * RangeError for an index that is not a node's. What is wrong with the bytes is in `diagnostics`, by start offset.
 */
export interface Asn1Document {
  readonly bytes: Uint8Array;
  /** The columns themselves, for loops over millions of nodes; they may be longer than `nodeCount`. */
  readonly table: NodeTable;
  readonly nodeCount: number;
  readonly diagnostics: readonly Diagnostic[];
  node(i: number): Asn1Node;
  start(i: number): number;
  content(i: number): number;
  end(i: number): number;
  depth(i: number): number;
  parent(i: number): number;
  tagClass(i: number): number;
  tagNumber(i: number): number;
  constructed(i: number): boolean;
  /** The first identifier octet: compare it with 0x30 for a SEQUENCE, 0x82 for a primitive [2]. */
  identifier(i: number): number;
  /** Index of the first node after `i` and its descendants: they are `i + 1` up to it. */
  subtreeEnd(i: number): number;
  /** Index of the first child, -1 when there is none. */
  firstChild(i: number): number;
  /** Index of the next node with the same parent, -1 when there is none. */
  nextSibling(i: number): number;
}

/** A document over a finished table. */
export class TableDocument implements Asn1Document {
  readonly bytes: Uint8Array;
  readonly nodeCount: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly table: NodeTable;

  constructor(bytes: Uint8Array, table: NodeTable, diagnostics: readonly Diagnostic[]) {
    this.bytes = bytes;
    this.table = table;
    this.nodeCount = table.count;
    this.diagnostics = diagnostics;
  }

  node(i: number): Asn1Node {
    return {
      start: this.start(i),
      content: this.content(i),
      end: this.end(i),
      depth: this.depth(i),
      parent: this.parent(i),
      tagClass: this.tagClass(i),
      tagNumber: this.tagNumber(i),
      constructed: this.constructed(i),
    };
  }

  start(i: number): number {
    return this.at(this.table.start, i);
  }

  content(i: number): number {
    return this.at(this.table.content, i);
  }

  end(i: number): number {
    return this.at(this.table.end, i);
  }

  depth(i: number): number {
    return this.at(this.table.depth, i);
  }

  parent(i: number): number {
    return this.at(this.table.parent, i);
  }

  identifier(i: number): number {
    return this.at(this.table.identifier, i);
  }

  subtreeEnd(i: number): number {
    return this.at(this.table.next, i);
  }

  tagClass(i: number): number {
    return this.identifier(i) >> 6;
  }

  constructed(i: number): boolean {
    return (this.identifier(i) & 0x20) !== 0;
  }

  tagNumber(i: number): number {
    const low = this.identifier(i) & 0x1f;
    return low === 0x1f ? readTagNumber(this.bytes, this.start(i) + 1) : low;
  }

  firstChild(i: number): number {
    return this.subtreeEnd(i) > i + 1 ? i + 1 : -1;
  }

  nextSibling(i: number): number {
    const next = this.subtreeEnd(i);
    return next < this.nodeCount && this.parent(next) === this.parent(i) ? next : -1;
  }

  private at(column: Uint16Array | Uint32Array | Int32Array, i: number): number {
    const value = i < this.nodeCount ? column[i] : undefined;
    if (value === undefined) throw new RangeError(`no node ${i} of ${this.nodeCount}`);
    return value;
  }
}

/**
 * The tag number of the high-tag-number form (X.690 8.1.2.4): base 128, from the octet at `offset` to the first
 * without bit 8. A number that JavaScript cannot hold exactly is `Number.MAX_SAFE_INTEGER`.
 */
export function readTagNumber(bytes: Uint8Array, offset: number): number {
  let number = 0;
  for (let p = offset; p < bytes.length; p++) {
    const octet = bytes[p] ?? 0;
    number = Math.min(number * 128 + (octet & 0x7f), Number.MAX_SAFE_INTEGER);
    if (octet < 0x80) break;
  }
  return number;
}
