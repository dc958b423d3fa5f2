/** What some DER is, judged by its shape: labels lie, and DER files have none. */
import * as oid from '../asn1/oid.ts';
import { scan, type Asn1Document } from '../asn1/scan.ts';
import { childrenOf, contentOf, isContext, isUniversal, tag, topOf, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';

export type DerKind =
  | 'certificate'
  | 'csr'
  | 'crl'
  | 'pkcs7'
  | 'pkcs12'
  | 'ocsp-request'
  | 'ocsp-response'
  | 'private-key'
  | 'public-key';

const CMS_CONTENT = '1.2.840.113549.1.7.';

/** How much of a large structure tells its kind: names before the fields that decide are shorter. */
const ENOUGH = 16 * 1024;

/** null: none of these, or too broken to tell. */
export function derKind(der: Uint8Array): DerKind | null {
  if (!startsLikeAsn1(der)) return null;
  return kindOf(scan(der.subarray(0, ENOUGH))) ?? (der.length > ENOUGH ? kindOf(scan(der)) : null);
}

/** Looks at no more than a dozen nodes. */
function kindOf(document: Asn1Document): DerKind | null {
  const outer = topOf(document);
  if (outer === null || !isUniversal(outer, tag.sequence)) return null;
  const shape = firstChildren(outer, 3);
  const [first, second] = shape;
  if (first === undefined) return null;
  if (isUniversal(first, tag.sequence)) return kindOfPair(first, second);
  if (isUniversal(first, tag.integer)) return kindOfNumbered(first, shape);
  if (isUniversal(first, tag.enumerated)) return isOcspStatus(first, second) ? 'ocsp-response' : null;
  const content = readObjectIdentifier(first);
  return content?.oid.startsWith(CMS_CONTENT) === true ? 'pkcs7' : null;
}

/**
 * Whether `bytes` begin as a version 2, 3 or later certificate does: two SEQUENCEs, then [0] with an INTEGER. Nothing
 * else that is pasted begins so, and it is told without a scan.
 */
export function isVersion3Certificate(bytes: Uint8Array): boolean {
  const tbs = contentOfSequence(bytes, 0);
  const version = tbs === null ? null : contentOfSequence(bytes, tbs);
  if (version === null) return false;
  return bytes[version] === 0xa0 && bytes[version + 1] === 0x03 && bytes[version + 2] === 0x02;
}

/** A SEQUENCE whose first element is of a type that ours begin with: enough to try and read it as DER. */
export function startsLikeAsn1(bytes: Uint8Array): boolean {
  const content = contentOfSequence(bytes, 0);
  return content !== null && [0x30, 0x02, 0x06, 0x0a, 0xa0].includes(bytes[content] ?? 0);
}

/** Where the content of the SEQUENCE at `start` begins; null: no SEQUENCE, or of an absurd length. */
function contentOfSequence(bytes: Uint8Array, start: number): number | null {
  if (bytes[start] !== 0x30) return null;
  const length = bytes[start + 1] ?? 0xff;
  const more = length < 0x80 ? 0 : length & 0x7f;
  return more > 4 ? null : start + 2 + more;
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
  if (isAlgorithm && second !== undefined && isUniversal(second, tag.octetString))
    return isDigest(first) ? null : 'private-key';
  return isAlgorithm ? null : kindOfSigned(first);
}

/** DigestInfo (RFC 8017 section 9.2) has the shape of an encrypted key: `SEQUENCE { AlgorithmIdentifier, OCTET STRING }`. */
function isDigest(algorithm: Cursor): boolean {
  const written = readObjectIdentifier(firstChildren(algorithm, 1)[0])?.oid ?? '';
  return (
    written === oid.sha1 ||
    ['2.16.840.1.101.3.4.2.', '1.2.840.113549.2.'].some((arc) => written.startsWith(arc))
  );
}

/** By the fields of what is signed: TBSCertificate, CertificationRequestInfo or TBSCertList (RFC 5280, RFC 2986). */
function kindOfSigned(signed: Cursor): DerKind | null {
  const fields = firstChildren(signed, 7);
  if (isRequestList(fields)) return 'ocsp-request';
  if (fields[0] !== undefined && isContext(fields[0], 0)) return 'certificate';
  const rest = fields.filter((field, index) => index > 0 || !isUniversal(field, tag.integer));
  const numbered = rest.length < fields.length;
  if (rest[2] !== undefined && isTime(rest[2])) return 'crl';
  if (numbered && rest[4] !== undefined && isUniversal(rest[4], tag.sequence)) return 'certificate';
  if (numbered && rest[1] !== undefined && isKey(rest[1])) return 'csr';
  return null;
}

/** OCSPResponse (RFC 6960 section 4.2.1): `ENUMERATED, [0] ResponseBytes OPTIONAL`. */
const isOcspStatus = (status: Cursor, second: Cursor | undefined): boolean =>
  contentOf(status).length === 1 && (second === undefined || isContext(second, 0));

/** TBSRequest (RFC 6960 section 4.1.1): behind version and requestorName, `SEQUENCE OF SEQUENCE { CertID …`. */
function isRequestList(fields: Cursor[]): boolean {
  const list = fields.find((field) => !isContext(field, 0) && !isContext(field, 1));
  const request = list && firstChildren(list, 1)[0];
  const certId = request && firstChildren(request, 1)[0];
  const [algorithm, name, key, serial] = certId ? firstChildren(certId, 4) : [];
  if (algorithm === undefined || readObjectIdentifier(firstChildren(algorithm, 1)[0]) === null) return false;
  const hashed = [name, key].every((part) => part !== undefined && isUniversal(part, tag.octetString));
  return hashed && serial !== undefined && isUniversal(serial, tag.integer);
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
  const isVersion = contentOf(version).length === 1 && (contentOf(version)[0] ?? 0) < 2; // no modulus is that small
  if (isUniversal(second, tag.integer))
    return third === undefined && !isVersion ? 'public-key' : 'private-key';
  if (!isUniversal(second, tag.sequence)) return null;
  if (third !== undefined && isUniversal(third, tag.octetString)) return 'private-key';
  const content = readObjectIdentifier(firstChildren(second, 1)[0]);
  const isPfx = contentOf(version).at(-1) === 3 && content?.oid.startsWith(CMS_CONTENT) === true;
  return isPfx ? 'pkcs12' : null;
}
