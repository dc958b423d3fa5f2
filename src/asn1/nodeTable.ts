/** Rows of nodes in pre-order, in typed arrays that grow: no object per node. */

import type { ByteRange } from '../bytes/range.ts';

/** `larger`, with what `column` holds at its start. */
export const grown = <A extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(
  column: A,
  larger: A,
): A => {
  larger.set(column);
  return larger;
};

const octetsPerRow = 26;

/** The columns for that many rows, over one buffer: seven of them would cost more than the walk of a certificate. */
function columns(capacity: number) {
  const buffer = new ArrayBuffer(capacity * octetsPerRow);
  return {
    start: new Uint32Array(buffer, 0, capacity),
    content: new Uint32Array(buffer, capacity * 4, capacity),
    end: new Uint32Array(buffer, capacity * 8, capacity),
    parent: new Int32Array(buffer, capacity * 12, capacity),
    depth: new Uint32Array(buffer, capacity * 16, capacity),
    next: new Uint32Array(buffer, capacity * 20, capacity),
    identifier: new Uint16Array(buffer, capacity * 24, capacity),
  };
}

export const tlsIdentifier = 0x100;
export const tlsGroupIdentifier = 0x120;

/**
 * `identifier` is the first identifier octet, which holds class, constructed bit and low tag number; a high tag
 * number is read from the bytes when asked for. A node of a TLS structure, which has none, has `tlsIdentifier`, or
 * `tlsGroupIdentifier` when others are in it: class 4, tag number 0. `next` is the index after the node's last descendant.
 */
export class NodeTable {
  count = 0;
  capacity: number;
  start: Uint32Array;
  content: Uint32Array;
  end: Uint32Array;
  parent: Int32Array;
  depth: Uint32Array;
  next: Uint32Array;
  identifier: Uint16Array;

  private readonly octets: ByteRange;

  /** `octets`: what the rows are read from, in order; how far they got tells how many there will be. */
  constructor(capacity: number, octets: ByteRange = { start: 0, end: 0 }) {
    this.capacity = capacity;
    this.octets = octets;
    const fresh = columns(capacity);
    this.start = fresh.start;
    this.content = fresh.content;
    this.end = fresh.end;
    this.parent = fresh.parent;
    this.depth = fresh.depth;
    this.next = fresh.next;
    this.identifier = fresh.identifier;
  }

  /** A table over columns that another one had, in another thread. */
  static of(columns: NodeColumns): NodeTable {
    return Object.assign(new NodeTable(0), columns);
  }

  /** Adds a node without descendants and returns its index. */
  push(
    identifier: number,
    start: number,
    content: number,
    end: number,
    parent: number,
    depth: number,
  ): number {
    const i = this.count++;
    if (i === this.capacity) this.grow(start);
    this.identifier[i] = identifier;
    this.start[i] = start;
    this.content[i] = content;
    this.end[i] = end;
    this.parent[i] = parent;
    this.depth[i] = depth;
    this.next[i] = i + 1;
    return i;
  }

  private grow(start: number): void {
    this.capacity = this.expected(start);
    const larger = columns(this.capacity);
    this.start = grown(this.start, larger.start);
    this.content = grown(this.content, larger.content);
    this.end = grown(this.end, larger.end);
    this.parent = grown(this.parent, larger.parent);
    this.depth = grown(this.depth, larger.depth);
    this.next = grown(this.next, larger.next);
    this.identifier = grown(this.identifier, larger.identifier);
  }

  /** Rows for all octets if the rest are like those before `start`: copying millions of rows twice costs more than a guess. */
  private expected(start: number): number {
    const twice = this.capacity * 2;
    const rest = this.octets.end - start;
    if (rest <= 0) return twice;
    const alike = this.count + (this.count * rest) / Math.max(1, start - this.octets.start);
    const most = this.count + rest / 2 + 1; // no element is shorter than two octets
    return Math.ceil(Math.min(Math.max(twice, alike * 1.02), twice * 16, most));
  }
}

/** What a table is made of, as plain data. */
export type NodeColumns = Pick<
  NodeTable,
  'count' | 'capacity' | 'start' | 'content' | 'end' | 'parent' | 'depth' | 'next' | 'identifier'
>;
