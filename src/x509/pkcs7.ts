/** The certificates in a PKCS#7 / CMS SignedData (RFC 5652 section 5.1), read from the node table. */
import type { Asn1Document } from '../asn1/scan.ts';
import { childrenOf, isContext, isUniversal, rangeOf, tag, topOf, type Cursor } from './cursor.ts';

/** The bytes of each certificate in encoded order; none when it is not a readable SignedData. */
export function certificatesInPkcs7(document: Asn1Document): Uint8Array[] {
  const content = child(topOf(document), (part) => isContext(part, 0));
  const signedData = child(content, (part) => isUniversal(part, tag.sequence));
  const certificates = child(signedData, (part) => isContext(part, 0));
  if (certificates === null) return [];
  return childrenOf(certificates)
    .filter((part) => isUniversal(part, tag.sequence))
    .map((part) => document.bytes.subarray(rangeOf(part).start, rangeOf(part).end));
}

function child(parent: Cursor | null, wanted: (part: Cursor) => boolean): Cursor | null {
  return parent === null ? null : (childrenOf(parent).find(wanted) ?? null);
}
