/**
 * SignedCertificateTimestampList of RFC 6962 section 3.3: a TLS structure in an OCTET STRING. Its vectors and fields
 * become nodes as ASN.1 elements do, so that they are named and shown alike; a vector's length is its header.
 */
import type { ByteRange } from '../bytes/range.ts';
import { DiagnosticLog } from './diagnostics.ts';
import { TableDocument, type Asn1Document } from './document.ts';
import { NodeTable, tlsGroupIdentifier, tlsIdentifier } from './nodeTable.ts';

/** `opaque SerializedSCT<1..2^16-1>; struct { SerializedSCT sct_list <1..2^16-1>; }` in `range` of `bytes`. */
export function scanSctList(bytes: Uint8Array, range: ByteRange): Asn1Document {
  const reader = new SctListReader(bytes, range);
  reader.read();
  return new TableDocument(bytes, reader.table, reader.log.finish(range.end));
}

/** Octets of LogID (a SHA-256 hash) and of the timestamp. */
const logIdOctets = 32;
const timestampOctets = 8;

class SctListReader {
  readonly table: NodeTable;
  readonly log = new DiagnosticLog();
  private readonly bytes: Uint8Array;
  private position: number;
  private readonly end: number;

  constructor(bytes: Uint8Array, { start, end }: ByteRange) {
    this.table = new NodeTable(((end - start) >> 2) + 4);
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  read(): void {
    const list = this.vector(-1, 0, this.end);
    if (list === null) return;
    const listEnd = this.table.end[list] ?? 0;
    while (this.position < listEnd && this.timestamp(list, listEnd));
    this.close(list);
    if (this.position < this.end) this.log.add('trailing-bytes', this.position, this.end);
  }

  /** One SerializedSCT; false when none can be read. */
  private timestamp(list: number, listEnd: number): boolean {
    const sct = this.vector(list, 1, listEnd);
    if (sct === null) return false;
    const end = this.table.end[sct] ?? 0;
    const isVersion1 = this.position < end && this.bytes[this.position] === 0;
    if (isVersion1 && !this.fields(sct, end)) this.log.add('truncated-header', this.position, end, sct);
    else if (isVersion1 && this.position < end) this.log.add('trailing-bytes', this.position, end, sct);
    this.close(sct);
    return true;
  }

  /** Section 3.2; false when the octets end inside. */
  private fields(sct: number, end: number): boolean {
    return (
      this.field(sct, 2, 1, end) &&
      this.field(sct, 2, logIdOctets, end) &&
      this.field(sct, 2, timestampOctets, end) &&
      this.opaque(sct, 2, end) &&
      this.signature(sct, end)
    );
  }

  /** RFC 5246 section 4.7: SignatureAndHashAlgorithm, then the signature. */
  private signature(sct: number, end: number): boolean {
    const group = this.push(tlsGroupIdentifier, this.position, this.position, end, sct, 2);
    const algorithm = this.push(
      tlsGroupIdentifier,
      this.position,
      this.position,
      this.position + 2,
      group,
      3,
    );
    if (!this.field(algorithm, 4, 1, end) || !this.field(algorithm, 4, 1, end)) {
      this.table.end[algorithm] = end;
      this.close(algorithm);
      return false;
    }
    this.table.next[algorithm] = this.table.count;
    const complete = this.opaque(group, 3, end);
    this.table.end[group] = complete ? this.position : end;
    this.table.next[group] = this.table.count;
    return complete;
  }

  private field(parent: number, depth: number, length: number, end: number): boolean {
    if (this.position + length > end) return false;
    this.push(tlsIdentifier, this.position, this.position, this.position + length, parent, depth);
    this.position += length;
    return true;
  }

  private opaque(parent: number, depth: number, end: number): boolean {
    const row = this.vector(parent, depth, end);
    if (row === null) return false;
    this.table.identifier[row] = tlsIdentifier;
    this.position = this.table.end[row] ?? end;
    return true;
  }

  /** A row for a vector with two octets of length, clipped to `limit`; the position goes behind the length. */
  private vector(parent: number, depth: number, limit: number): number | null {
    const start = this.position;
    if (start + 2 > limit) {
      this.log.add('truncated-header', start, limit, parent < 0 ? undefined : parent);
      this.position = limit;
      return null;
    }
    const length = (this.bytes[start] ?? 0) * 256 + (this.bytes[start + 1] ?? 0);
    const content = start + 2;
    const end = Math.min(content + length, limit);
    const row = this.push(tlsGroupIdentifier, start, content, end, parent, depth);
    if (content + length > limit)
      this.log.add('overruns-parent', start, end, row, { declared: length, available: end - content });
    this.position = content;
    return row;
  }

  /** Ends a group: what was not read of it is passed over. */
  private close(row: number): void {
    this.position = this.table.end[row] ?? this.position;
    this.table.next[row] = this.table.count;
  }

  private push(
    identifier: number,
    start: number,
    content: number,
    end: number,
    parent: number,
    depth: number,
  ): number {
    return this.table.push(identifier, start, content, end, parent, depth);
  }
}
