/** Names for the nodes, from the ASN.1 modules of the RFCs. */
import type { Asn1Document } from './document.ts';
import { rootTypes } from './expand.ts';
import type { RootType } from './rootType.ts';
import { SchemaWalk, type Place, type Slot } from './schemaWalk.ts';

export type { RootType } from './rootType.ts';

/**
 * Names of the nodes of one document, by node index.
 *
 * Paths: `tbsCertificate.extensions[3].extnValue.subjectAltName[0].dNSName`. The first top node's path is its type's
 * name, and no prefix of its descendants' paths; the second's is `#1`, and is one. An explicit tag has the path of what it
 * wraps. Where no schema is known a node goes by its position in its parent: `[2]`.
 */
export interface NodeNames {
  /** The last part of the path: `extnValue`, `dNSName`, `[0]`; where no schema is known the type, as of `type`. */
  field(i: number): string;
  path(i: number): string;
  /** `AlgorithmIdentifier`; where no schema is known `SEQUENCE`, `[0]`, `[APPLICATION 1]`. */
  type(i: number): string;
  /** Whether the schema foresees a node here: not in a value that an unknown object identifier announces. */
  known(i: number): boolean;
  /** The first node with that path (an explicit tag, where there is one), -1 when there is none. */
  find(path: string): number;
}

/** Names for every node. `type`: of the first top node; without it each top node's is told by its shape. */
export function nameNodes(document: Asn1Document, type?: RootType): NodeNames {
  const walk = new SchemaWalk(document, rootTypes(document, type));
  const places = new Uint32Array(document.nodeCount);
  const positions = new Uint32Array(document.nodeCount);
  for (let i = 0; i < document.nodeCount; i++) {
    const [start, content, end] = [document.start(i), document.content(i), document.end(i)];
    places[i] = walk.enter(document.depth(i), document.identifier(i), start, content, end).id;
    positions[i] = walk.position;
  }
  return new WalkedNames(document, walk.places.all, places, positions);
}

class WalkedNames implements NodeNames {
  private readonly document: Asn1Document;
  private readonly places: readonly Place[];
  /** Ids of places, and positions among siblings, by node. */
  private readonly placeIds: Uint32Array;
  private readonly positions: Uint32Array;

  constructor(
    document: Asn1Document,
    places: readonly Place[],
    placeIds: Uint32Array,
    positions: Uint32Array,
  ) {
    this.document = document;
    this.places = places;
    this.placeIds = placeIds;
    this.positions = positions;
  }

  field(i: number): string {
    const slot = this.slot(i);
    if (slot.label !== null) return slot.label;
    if (slot.indexed) return `[${this.positions[i] ?? 0}]`;
    return this.field(this.document.parent(i)); // behind an explicit tag, which has a label
  }

  type(i: number): string {
    return this.slot(i).type;
  }

  known(i: number): boolean {
    return this.slot(i).known;
  }

  path(i: number): string {
    const segments: string[] = [];
    let node = i;
    for (let above = this.document.parent(node); above >= 0; above = this.document.parent(node)) {
      segments.push(this.segment(node));
      node = above;
    }
    const top = this.positions[node] ?? 0;
    const path = segments.reverse().join('');
    if (top > 0) return `#${top}${path}`;
    return path === '' ? this.type(node) : path.replace(/^\./, '');
  }

  find(path: string): number {
    const { document } = this;
    let i = document.nodeCount > 0 ? 0 : -1;
    while (i >= 0) {
      const here = this.path(i);
      if (here === path) return i;
      const above = document.parent(i) < 0 && this.positions[i] === 0 ? '' : here;
      const inside = path.startsWith(above) && /^[.[]|^$/.test(above === '' ? '' : path.slice(above.length));
      const child = inside ? document.firstChild(i) : -1;
      i = child >= 0 ? child : this.nextAfter(i);
    }
    return -1;
  }

  /** The next node in pre-order that is not inside `i`, -1 at the end. */
  private nextAfter(i: number): number {
    const next = this.document.subtreeEnd(i);
    return next < this.document.nodeCount ? next : -1;
  }

  /** What node `i` adds to its parent's path. */
  private segment(i: number): string {
    const { names, indexed } = this.slot(i);
    const index = indexed ? `[${this.positions[i] ?? 0}]` : '';
    return index + names.map((name) => `.${name}`).join('');
  }

  private slot(i: number): Slot {
    const place = this.places[this.placeIds[i] ?? -1];
    if (place === undefined) throw new RangeError(`no node ${i} of ${this.placeIds.length}`);
    return place.slot;
  }
}
