/** The certificates in a PKCS#7 / CMS SignedData (RFC 5652 section 5.1), read from the node table. */
import type { Asn1Document } from '../asn1/scan.ts';
import { childrenOf, isContext, isUniversal, rangeOf, tag, topOf, type Cursor } from './cursor.ts';

/** The bytes of each certificate in encoded order; none when it is not a readable SignedData. */
export const certificatesInPkcs7 = (document: Asn1Document): Uint8Array[] => sequencesIn(document, 0);

/** As `certificatesInPkcs7`, the revocation lists. */
export const listsInPkcs7 = (document: Asn1Document): Uint8Array[] => sequencesIn(document, 1);

/** `field`: the context tag of SignedData's member. */
function sequencesIn(document: Asn1Document, field: 0 | 1): Uint8Array[] {
  const content = child(topOf(document), (part) => isContext(part, 0));
  const signedData = child(content, (part) => isUniversal(part, tag.sequence));
  const members = child(signedData, (part) => isContext(part, field));
  if (members === null) return [];
  return childrenOf(members)
    .filter((part) => isUniversal(part, tag.sequence))
    .map((part) => document.bytes.subarray(rangeOf(part).start, rangeOf(part).end));
}

function child(parent: Cursor | null, wanted: (part: Cursor) => boolean): Cursor | null {
  return parent === null ? null : (childrenOf(parent).find(wanted) ?? null);
}
