/** The second step after `scan`: what is encapsulated in OCTET and BIT STRINGs becomes nodes too, all with their places. */
import type { ByteRange } from '../bytes/range.ts';
import { checkPrimitive } from './derChecks.ts';
import { DiagnosticLog, type Diagnostic } from './diagnostics.ts';
import { TableDocument, type Asn1Document } from './document.ts';
import { NodeTable } from './nodeTable.ts';
import { PlaceColumns, type NodePlaces } from './nodePlaces.ts';
import { detectRootType, type RootType } from './rootType.ts';
import { scanRange } from './scan.ts';
import { SchemaWalk, type Slot } from './schemaWalk.ts';
import { scanSctList } from './sctList.ts';

/** A document in which a primitive OCTET STRING or BIT STRING may have children, at absolute offsets. */
export interface ExpandedDocument extends Asn1Document {
  readonly places: NodePlaces;
  /** Whether node `i` stands directly in the content of a primitive string. */
  encapsulated(i: number): boolean;
}

/** A document that is being copied: the next row, the depth its top nodes get, and (for its diagnostics) where its rows went. */
type Source = { document: Asn1Document; next: number; depth: number; rows: Uint32Array | null };

const OCTET_STRING = 0x04;
const BIT_STRING = 0x03;

/**
 * `document` with the encapsulated values opened: by the schema where it names one (extnValue, an RSA subjectPublicKey;
 * opened even if broken, with diagnostics; an SCT list too, which is a TLS structure), else where a string's whole content is one SEQUENCE or SET that scans
 * without a fault (for an unknown extension: one element of any type). Keys, signatures and key identifiers stay closed. `type`: of the first top node; without it each top node's is told by its shape.
 */
export function expand(document: Asn1Document, type?: RootType): ExpandedDocument {
  const copy = new Copy(document, type);
  copy.run();
  return new OpenedDocument(
    document.bytes,
    copy.table,
    copy.log.finish(document.bytes.length),
    copy.finishPlaces(),
  );
}

/** An expanded document over finished columns. */
export class OpenedDocument extends TableDocument implements ExpandedDocument {
  readonly places: NodePlaces;

  constructor(bytes: Uint8Array, table: NodeTable, diagnostics: readonly Diagnostic[], places: NodePlaces) {
    super(bytes, table, diagnostics);
    this.places = places;
  }

  encapsulated(i: number): boolean {
    const parent = this.parent(i);
    return parent >= 0 && !this.constructed(parent);
  }
}

class Copy {
  readonly table: NodeTable;
  readonly log = new DiagnosticLog();
  private readonly places: PlaceColumns;
  private readonly walk: SchemaWalk;
  private readonly sources: Source[];
  /** The row last written at each depth. */
  private readonly lineage: number[] = [];

  constructor(document: Asn1Document, type: RootType | undefined) {
    const capacity = Math.ceil(document.nodeCount * 1.25) + 64;
    this.table = new NodeTable(capacity);
    this.places = new PlaceColumns(capacity);
    this.walk = new SchemaWalk(document, rootTypes(document, type));
    this.sources = [sourceOf(document, 0)];
  }

  run(): void {
    for (let source = this.sources.at(-1); source !== undefined; source = this.sources.at(-1)) {
      const inside = this.copyRows(source);
      if (inside === null) this.finishSource(source);
      else this.sources.push(inside);
    }
    this.closeRows();
  }

  finishPlaces(): NodePlaces {
    return this.places.finish(this.walk.slots);
  }

  /** Copies up to the next string that opens; null: up to the end. */
  private copyRows(source: Source): Source | null {
    const { bytes, table: from, nodeCount } = source.document;
    const { lineage, walk } = this;
    while (source.next < nodeCount) {
      const i = source.next++;
      const depth = source.depth + (from.depth[i] ?? 0);
      const identifier = from.identifier[i] ?? 0;
      const start = from.start[i] ?? 0;
      const content = from.content[i] ?? 0;
      const end = from.end[i] ?? 0;
      const { id, slot } = walk.enter(depth, identifier, start, content, end);
      const parent = depth === 0 ? -1 : (lineage[depth - 1] ?? -1);
      const row = this.table.push(identifier, start, content, end, parent, depth);
      this.places.enter(row, parent, id, walk.position);
      lineage[depth] = row;
      if (source.rows !== null) source.rows[i] = row;
      if (identifier !== OCTET_STRING && identifier !== BIT_STRING) continue;
      if (slot.opens === 'by-schema' && this.copyOnly(identifier, row, content, end, depth + 1)) continue;
      const inside = openContent(bytes, identifier, { start: content, end }, slot);
      if (inside !== null) return sourceOf(inside, depth + 1);
    }
    return null;
  }

  /**
   * The content of a string where it is one faultless primitive with a short header that holds nothing itself, as in most
   * entries of a revocation list: without a document of its own. False: it is something else.
   */
  private copyOnly(identifier: number, parent: number, content: number, end: number, depth: number): boolean {
    const { bytes } = this.walk;
    const start = identifier === BIT_STRING ? content + 1 : content;
    const only = bytes[start] ?? 0;
    if (!holdsNothing(only) || (identifier === BIT_STRING && bytes[content] !== 0)) return false;
    if ((bytes[start + 1] ?? 0) >= 0x80 || start + 2 + (bytes[start + 1] ?? 0) !== end) return false;
    if (checkPrimitive(bytes, only, start + 2, end) !== null) return false;
    const { id } = this.walk.enter(depth, only, start, start + 2, end);
    const row = this.table.push(only, start, start + 2, end, parent, depth);
    this.places.enter(row, parent, id, this.walk.position);
    this.lineage[depth] = row;
    return true;
  }

  private finishSource(source: Source): void {
    this.sources.pop();
    for (const diagnostic of source.document.diagnostics) this.report(diagnostic, source.rows);
  }

  private report({ code, kind, range, node, params }: Diagnostic, rows: Uint32Array | null): void {
    if (code === 'diagnostics-capped') this.log.omit(kind, Number(params?.omitted));
    else this.log.add(code, range.start, range.end, node === undefined ? undefined : rows?.[node], params);
  }

  /** `next` of every row: that of its last descendant. */
  private closeRows(): void {
    const { next, parent, count } = this.table;
    for (let row = count - 1; row > 0; row--) {
      const above = parent[row] ?? -1;
      const end = next[row] ?? 0;
      if (above >= 0 && end > (next[above] ?? 0)) next[above] = end;
    }
  }
}

const sourceOf = (document: Asn1Document, depth: number): Source => ({
  document,
  next: 0,
  depth,
  rows: document.diagnostics.length > 0 ? new Uint32Array(document.nodeCount) : null,
});

/** By position among the top nodes; see `SchemaWalk`. */
export function rootTypes(
  document: Asn1Document,
  first: RootType | undefined,
): (position: number) => RootType | null {
  let node = -1;
  return (position) => {
    node = position === 0 ? 0 : document.subtreeEnd(node);
    return position === 0 && first !== undefined ? first : detectRootType(document, node);
  };
}

/** What is inside a primitive string, null when it stays closed. */
function openContent(
  bytes: Uint8Array,
  identifier: number,
  content: ByteRange,
  slot: Slot,
): Asn1Document | null {
  if (slot.opens === 'never') return null;
  if (slot.opens === 'as-sct-list') return scanSctList(bytes, content);
  const range = identifier === BIT_STRING ? { start: content.start + 1, end: content.end } : content;
  if (range.start >= range.end || (identifier === BIT_STRING && bytes[content.start] !== 0)) return null;
  if (slot.opens === 'by-schema') return scanRange(bytes, range);
  if (!maybeElement(bytes, range, slot.label === 'extnValue')) return null;
  const inside = scanRange(bytes, range);
  return inside.diagnostics.length === 0 && inside.end(0) === range.end ? inside : null;
}

/** A look at the first octets, so that a guess costs little where it is wrong. */
function maybeElement(bytes: Uint8Array, range: ByteRange, anyType: boolean): boolean {
  const identifier = bytes[range.start] ?? 0;
  if (identifier === 0x30 || identifier === 0x31) return true;
  return anyType && identifier > 0 && identifier <= 0x1e;
}

/** Whether an element with this identifier octet is primitive, has no string in it and a low tag number. */
const holdsNothing = (identifier: number): boolean =>
  (identifier & 0x20) === 0 &&
  (identifier & 0x1f) !== 0x1f &&
  identifier !== 0 &&
  identifier !== OCTET_STRING &&
  identifier !== BIT_STRING;
