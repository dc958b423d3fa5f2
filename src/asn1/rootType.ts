/** What a top element is, by its first few nodes: enough for a document that was cut off. */
import type { Asn1Document } from './document.ts';

export type RootType =
  | 'Certificate'
  | 'CertificationRequest'
  | 'CertificateList'
  | 'ContentInfo'
  | 'PFX'
  | 'OCSPRequest'
  | 'OCSPResponse'
  | 'PrivateKeyInfo'
  | 'EncryptedPrivateKeyInfo'
  | 'SubjectPublicKeyInfo'
  | 'RSAPublicKey'
  | 'Name'
  | 'GeneralNames'
  | 'Extensions';

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OID = 0x06;
const ENUMERATED = 0x0a;
const SEQUENCE = 0x30;
const SET = 0x31;
const CONTEXT_0 = 0xa0;
const isTime = (identifier: number | undefined): boolean => identifier === 0x17 || identifier === 0x18;

/** The type whose shape the top node `root` has; null: none of those this knows apart. */
export function detectRootType(document: Asn1Document, root: number): RootType | null {
  if (document.identifier(root) !== SEQUENCE) return null;
  const shape = children(document, root);
  const [first, second] = shape;
  if (first === undefined) return null;
  const secondIdentifier = second === undefined ? undefined : document.identifier(second);
  switch (document.identifier(first)) {
    case SEQUENCE:
      return ofPair(document, first, secondIdentifier);
    case INTEGER:
      return ofNumbered(document, shape);
    case OID:
      return secondIdentifier === CONTEXT_0 ? 'ContentInfo' : null;
    case ENUMERATED:
      return secondIdentifier === CONTEXT_0 || second === undefined ? 'OCSPResponse' : null;
    default:
      return null;
  }
}

/** `SEQUENCE { SEQUENCE first, second ... }`: what is signed, or an algorithm with a key or something encrypted. */
function ofPair(document: Asn1Document, first: number, second: number | undefined): RootType | null {
  const parts = children(document, first);
  const [a, b, c, d] = parts.map((node) => document.identifier(node));
  if (a === OID && second === BIT_STRING) return 'SubjectPublicKeyInfo';
  if (a === OID) return second === OCTET_STRING ? 'EncryptedPrivateKeyInfo' : null;
  if (a === CONTEXT_0) return b === INTEGER || b === undefined ? 'Certificate' : null;
  if (a === SEQUENCE) {
    if (firstIn(document, parts[0]) === OID) return isTime(c) ? 'CertificateList' : null;
    return isRequestList(document, parts[0]) ? 'OCSPRequest' : null;
  }
  if (a !== INTEGER || b !== SEQUENCE) return null;
  const inSecond = firstIn(document, parts[1]);
  if (inSecond === OID) return isTime(d) ? 'CertificateList' : 'Certificate';
  return inSecond === SET || (inSecond === undefined && c === SEQUENCE) ? 'CertificationRequest' : null;
}

/** `SEQUENCE { INTEGER, ... }`: PKCS#12, PKCS#8, and an RSA key without an algorithm. */
function ofNumbered(document: Asn1Document, shape: number[]): RootType | null {
  const [, b, c] = shape.map((node) => document.identifier(node));
  if (b === INTEGER) return c === undefined ? 'RSAPublicKey' : null;
  if (b !== SEQUENCE || firstIn(document, shape[1]) !== OID) return null;
  return c === OCTET_STRING ? 'PrivateKeyInfo' : 'PFX';
}

/** RFC 6960 section 4.1.1: `SEQUENCE OF SEQUENCE { CertID, ... }`, and a CertID begins with an algorithm. */
function isRequestList(document: Asn1Document, list: number | undefined): boolean {
  let node = list ?? -1;
  for (let depth = 0; depth < 4; depth++) {
    if (node < 0 || document.identifier(node) !== SEQUENCE) return false;
    node = document.firstChild(node);
  }
  return node >= 0 && document.identifier(node) === OID;
}

const firstIn = (document: Asn1Document, node: number | undefined): number | undefined => {
  const child = node === undefined ? -1 : document.firstChild(node);
  return child < 0 ? undefined : document.identifier(child);
};

/** The first four children. */
function children(document: Asn1Document, parent: number): number[] {
  const found: number[] = [];
  for (let i = document.firstChild(parent); i >= 0 && found.length < 4; i = document.nextSibling(i))
    found.push(i);
  return found;
}
