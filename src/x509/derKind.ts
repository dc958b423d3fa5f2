/** What some DER is, judged by its shape: labels lie, and DER files have none. */
import type { Asn1Document } from '../asn1/scan.ts';
import { childrenOf, contentOf, isContext, isUniversal, tag, topOf, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';

export type DerKind = 'certificate' | 'csr' | 'crl' | 'pkcs7' | 'pkcs12' | 'private-key' | 'public-key';

const CMS_CONTENT = '1.2.840.113549.1.7.';

/** null: none of these, or too broken to tell. Looks at no more than a dozen nodes. */
export function derKind(document: Asn1Document): DerKind | null {
  const outer = topOf(document);
  if (outer === null || !isUniversal(outer, tag.sequence)) return null;
  const shape = firstChildren(outer, 3);
  const [first, second] = shape;
  if (first === undefined) return null;
  if (isUniversal(first, tag.sequence)) return kindOfPair(first, second);
  if (isUniversal(first, tag.integer)) return kindOfNumbered(first, shape);
  const content = readObjectIdentifier(first);
  return content?.oid.startsWith(CMS_CONTENT) === true ? 'pkcs7' : null;
}

function firstChildren(cursor: Cursor, count: number): Cursor[] {
  const { document, node } = cursor;
  const children: Cursor[] = [];
  for (let child = document.firstChild(node); child >= 0 && children.length < count;) {
    children.push({ document, node: child });
    child = document.nextSibling(child);
  }
  return children;
}

/** `SEQUENCE { SEQUENCE …, second …`: the signed structures, SubjectPublicKeyInfo, EncryptedPrivateKeyInfo. */
function kindOfPair(first: Cursor, second: Cursor | undefined): DerKind | null {
  const isAlgorithm = readObjectIdentifier(firstChildren(first, 1)[0]) !== null;
  if (isAlgorithm && second !== undefined && isUniversal(second, tag.bitString)) return 'public-key';
  if (isAlgorithm && second !== undefined && isUniversal(second, tag.octetString)) return 'private-key';
  return isAlgorithm ? null : kindOfSigned(first);
}

/** By the fields of what is signed: TBSCertificate, CertificationRequestInfo or TBSCertList (RFC 5280, RFC 2986). */
function kindOfSigned(signed: Cursor): DerKind | null {
  const fields = firstChildren(signed, 7);
  if (fields[0] !== undefined && isContext(fields[0], 0)) return 'certificate';
  const rest = fields.filter((field, index) => index > 0 || !isUniversal(field, tag.integer));
  const numbered = rest.length < fields.length;
  if (rest[2] !== undefined && isTime(rest[2])) return 'crl';
  if (numbered && rest[4] !== undefined && isUniversal(rest[4], tag.sequence)) return 'certificate';
  if (numbered && rest[1] !== undefined && isKey(rest[1])) return 'csr';
  return null;
}

const isTime = (cursor: Cursor): boolean =>
  isUniversal(cursor, tag.utcTime) || isUniversal(cursor, tag.generalizedTime);

/** SubjectPublicKeyInfo: `SEQUENCE { AlgorithmIdentifier, BIT STRING }`. */
function isKey(cursor: Cursor): boolean {
  const second = childrenOf(cursor)[1];
  return second !== undefined && isUniversal(second, tag.bitString);
}

/** `SEQUENCE { INTEGER …`: keys without a wrapping (RFC 8017, 5915), PKCS#8 (RFC 5958), PFX (RFC 7292). */
function kindOfNumbered(version: Cursor, shape: Cursor[]): DerKind | null {
  const [, second, third] = shape;
  if (second === undefined) return null;
  if (isUniversal(second, tag.octetString)) return 'private-key';
  if (isUniversal(second, tag.integer)) return third === undefined ? 'public-key' : 'private-key';
  if (!isUniversal(second, tag.sequence)) return null;
  if (third !== undefined && isUniversal(third, tag.octetString)) return 'private-key';
  const content = readObjectIdentifier(firstChildren(second, 1)[0]);
  const isPfx = contentOf(version).at(-1) === 3 && content?.oid.startsWith(CMS_CONTENT) === true;
  return isPfx ? 'pkcs12' : null;
}
