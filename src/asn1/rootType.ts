/** What a top element is, by its first few nodes: enough for a document that was cut off. */
import type { Asn1Document } from './document.ts';

export type RootType =
  | 'Certificate'
  | 'CertificationRequest'
  | 'CertificateList'
  | 'SubjectPublicKeyInfo'
  | 'RSAPublicKey'
  | 'Name'
  | 'GeneralNames'
  | 'Extensions';

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OID = 0x06;
const SEQUENCE = 0x30;
const SET = 0x31;
const VERSION = 0xa0;
const isTime = (identifier: number | undefined): boolean => identifier === 0x17 || identifier === 0x18;

/** The type whose shape the top node `root` has; null: none of those this knows apart. */
export function detectRootType(document: Asn1Document, root: number): RootType | null {
  const [first, second] = children(document, root);
  if (document.identifier(root) !== SEQUENCE || first === undefined) return null;
  const identifiers = (nodes: number[]): number[] => nodes.map((i) => document.identifier(i));
  if (document.identifier(first) !== SEQUENCE) return null;
  const parts = children(document, first);
  const [a, b, c, d] = identifiers(parts);
  if (a === OID)
    return second !== undefined && document.identifier(second) === BIT_STRING ? 'SubjectPublicKeyInfo' : null;
  if (a === VERSION) return b === INTEGER || b === undefined ? 'Certificate' : null;
  const firstIn = (node: number | undefined): number | undefined =>
    node === undefined ? undefined : identifiers(children(document, node))[0];
  if (a === SEQUENCE) return firstIn(parts[0]) === OID && isTime(c) ? 'CertificateList' : null;
  if (a !== INTEGER || b !== SEQUENCE) return null;
  const inSecond = firstIn(parts[1]);
  if (inSecond === OID) return isTime(d) ? 'CertificateList' : 'Certificate';
  return inSecond === SET || (inSecond === undefined && c === SEQUENCE) ? 'CertificationRequest' : null;
}

/** The first four children. */
function children(document: Asn1Document, parent: number): number[] {
  const found: number[] = [];
  for (let i = document.firstChild(parent); i >= 0 && found.length < 4; i = document.nextSibling(i))
    found.push(i);
  return found;
}
