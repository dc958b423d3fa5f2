/** Rows of nodes in pre-order, in typed arrays that grow: no object per node. */

const grown = <A extends Uint8Array | Uint32Array | Int32Array>(column: A, larger: A): A => {
  larger.set(column);
  return larger;
};

/**
 * `identifier` is the first identifier octet, which holds class, constructed bit and low tag number; a high tag
 * number is read from the bytes when asked for. `next` is the index after the node's last descendant.
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
  identifier: Uint8Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.start = new Uint32Array(capacity);
    this.content = new Uint32Array(capacity);
    this.end = new Uint32Array(capacity);
    this.parent = new Int32Array(capacity);
    this.depth = new Uint32Array(capacity);
    this.next = new Uint32Array(capacity);
    this.identifier = new Uint8Array(capacity);
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
    if (i === this.capacity) this.grow();
    this.identifier[i] = identifier;
    this.start[i] = start;
    this.content[i] = content;
    this.end[i] = end;
    this.parent[i] = parent;
    this.depth[i] = depth;
    this.next[i] = i + 1;
    return i;
  }

  private grow(): void {
    const capacity = (this.capacity *= 2);
    this.start = grown(this.start, new Uint32Array(capacity));
    this.content = grown(this.content, new Uint32Array(capacity));
    this.end = grown(this.end, new Uint32Array(capacity));
    this.parent = grown(this.parent, new Int32Array(capacity));
    this.depth = grown(this.depth, new Uint32Array(capacity));
    this.next = grown(this.next, new Uint32Array(capacity));
    this.identifier = grown(this.identifier, new Uint8Array(capacity));
  }
}
