/** Names for the nodes, from the ASN.1 modules of the RFCs. */
import type { Asn1Document } from './document.ts';
import { rootTypes, type ExpandedDocument } from './expand.ts';
import { PlaceColumns, type NodePlaces } from './nodePlaces.ts';
import type { RootType } from './rootType.ts';
import { tagName } from './schema/universal.ts';
import { SchemaWalk, type Slot } from './schemaWalk.ts';

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

/**
 * Names for every node. Those of an expanded document are known already; for another, `type` is that of the first top
 * node, and without it each top node's is told by its shape.
 */
export function nameNodes(document: Asn1Document | ExpandedDocument, type?: RootType): NodeNames {
  return new PlacedNames(document, 'places' in document ? document.places : findPlaces(document, type));
}

function findPlaces(document: Asn1Document, type: RootType | undefined): NodePlaces {
  const walk = new SchemaWalk(document, rootTypes(document, type));
  const places = new PlaceColumns(document.nodeCount);
  for (let i = 0; i < document.nodeCount; i++) {
    const [start, content, end] = [document.start(i), document.content(i), document.end(i)];
    const place = walk.enter(document.depth(i), document.identifier(i), start, content, end);
    places.enter(i, document.parent(i), place.id, walk.position);
  }
  return places.finish(walk.slots);
}

class PlacedNames implements NodeNames {
  private readonly document: Asn1Document;
  private readonly places: NodePlaces;

  constructor(document: Asn1Document, places: NodePlaces) {
    this.document = document;
    this.places = places;
  }

  field(i: number): string {
    const slot = this.slot(i);
    if (slot.label === '') return this.type(i);
    if (slot.label !== null) return slot.label;
    if (slot.indexed) return `[${this.position(i)}]`;
    return this.field(this.document.parent(i)); // behind an explicit tag, which has a label
  }

  type(i: number): string {
    return this.slot(i).type || tagName(this.document.tagClass(i), this.document.tagNumber(i));
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
    const top = this.position(node);
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
      const above = document.parent(i) < 0 && this.position(i) === 0 ? '' : here;
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
    const index = indexed ? `[${this.position(i)}]` : '';
    return index + names.map((name) => `.${name}`).join('');
  }

  private position(i: number): number {
    return this.places.position[i] ?? 0;
  }

  private slot(i: number): Slot {
    const slot = i < this.document.nodeCount ? this.places.slots[this.places.slot[i] ?? 0] : undefined;
    if (slot === undefined) throw new RangeError(`no node ${i} of ${this.document.nodeCount}`);
    return slot;
  }
}
