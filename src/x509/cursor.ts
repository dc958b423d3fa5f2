/**
 * A node of a scanned document, as the certificate reader walks it. All offsets are those of the certificate, also
 * inside extension values and keys, which are documents of their own over the same bytes.
 */
import { scanRange, type Asn1Document } from '../asn1/scan.ts';
import type { ByteRange } from '../bytes/range.ts';

export type Cursor = { document: Asn1Document; node: number };

/** Universal tag numbers of X.680 that X.509 uses. */
export const tag = {
  endOfContents: 0x00,
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  sequence: 0x10,
  set: 0x11,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/** The first top node, null when there is none. */
export const topOf = (document: Asn1Document): Cursor | null =>
  document.nodeCount > 0 ? { document, node: 0 } : null;

/** The first node of what `range` (inside an OCTET or BIT STRING) encapsulates, null when there is none. */
export const encapsulated = (bytes: Uint8Array, range: ByteRange): Cursor | null =>
  topOf(scanRange(bytes, range));

/** Children in encoded order, without the end-of-contents octets of an indefinite length. */
export function childrenOf({ document, node }: Cursor): Cursor[] {
  const children: Cursor[] = [];
  for (let child = document.firstChild(node); child >= 0; child = document.nextSibling(child)) {
    if (document.identifier(child) !== tag.endOfContents) children.push({ document, node: child });
  }
  return children;
}

export const isUniversal = ({ document, node }: Cursor, number: number): boolean =>
  document.tagClass(node) === 0 && document.tagNumber(node) === number;

export const isContext = ({ document, node }: Cursor, number: number): boolean =>
  document.tagClass(node) === 2 && document.tagNumber(node) === number;

/** The whole TLV. */
export const rangeOf = ({ document, node }: Cursor): ByteRange => ({
  start: document.start(node),
  end: document.end(node),
});

export const contentRange = ({ document, node }: Cursor): ByteRange => ({
  start: document.content(node),
  end: document.end(node),
});

export const contentOf = ({ document, node }: Cursor): Uint8Array =>
  document.bytes.subarray(document.content(node), document.end(node));
