/** The structures of a PKCS#12 file (RFC 7292 section 4): its parts and the bags in them. */
import * as oid from '../asn1/oid.ts';
import { scan } from '../asn1/scan.ts';
import { childrenOf, contentOf, isContext, topOf, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';

/** EncryptedData (RFC 5652 section 8): `version, { contentType, algorithm, [0] octets }`. */
export function encryptedParts(encrypted: Cursor): { algorithm?: Cursor; octets?: Cursor } {
  const info = childrenOf(encrypted)[1];
  const [, algorithm, octets] = info ? childrenOf(info) : [];
  return { ...(algorithm && { algorithm }), ...(octets && { octets }) };
}

/** `wrapped`: its [0]; `value`: what is in that. */
export type Bag = { type: string | undefined; wrapped: Cursor | undefined; value: Cursor | undefined };

/** SafeContents (RFC 7292 section 4.2); those inside it come behind the others. */
export function bagsIn(bytes: Uint8Array): Bag[] {
  const outer = topOf(scan(bytes));
  const nodes = outer === null ? [] : childrenOf(outer);
  const bags: Bag[] = [];
  for (const node of nodes) {
    const [type, wrapped] = childrenOf(node);
    const bag = {
      type: readObjectIdentifier(type)?.oid,
      wrapped,
      value: wrapped && childrenOf(wrapped)[0],
    };
    if (bag.type !== oid.safeContentsBag) bags.push(bag);
    else if (bag.value) for (const inner of childrenOf(bag.value)) nodes.push(inner);
  }
  return bags;
}

/** Octets that an earlier reading has overwritten. */
export const isBlank = (cursor: Cursor): boolean => contentOf(cursor).every((octet) => octet === 0);

/** ContentInfo (RFC 5652 section 3): its type and what is in its [0]. */
export function contentInfo(cursor: Cursor): { type: string; value: Cursor } | null {
  const [type, wrapped] = childrenOf(cursor);
  const identifier = readObjectIdentifier(type);
  const value = wrapped && isContext(wrapped, 0) ? childrenOf(wrapped)[0] : undefined;
  return identifier === null || value === undefined ? null : { type: identifier.oid, value };
}

/** The octets of an OCTET STRING; BER may have cut it into pieces. */
export function octetsOf(cursor: Cursor): Uint8Array {
  if (!cursor.document.constructed(cursor.node)) return contentOf(cursor);
  const pieces = childrenOf(cursor).map(contentOf);
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
