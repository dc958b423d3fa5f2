/** DER and a label -> an item. */
import { scan, type Asn1Document } from '../asn1/scan.ts';
import type { Base64Body, CharRange } from './base64Body.ts';
import { readCertificate } from './certificate.ts';
import { CertificateError } from './certificateError.ts';
import { childrenOf, isUniversal, tag, topOf, type Cursor } from './cursor.ts';
import { derKind, type DerKind } from './derKind.ts';
import type { CertificateItem, InputItem, OtherItem, PrivateKeyItem } from './inputReport.ts';
import { describeAlgorithm } from './keyDescription.ts';

export type ItemOrigin = {
  label: string;
  range: CharRange;
  body: Base64Body | null;
  container: number | null;
};

/** What a PEM label promises (RFC 7468 and OpenSSL's own); null: a label we have no view for. */
export function kindOfLabel(label: string): DerKind | null {
  if (label.endsWith('PRIVATE KEY')) return 'private-key';
  if (label.endsWith('PUBLIC KEY')) return 'public-key';
  return labelKinds[label] ?? null;
}

const labelKinds: Record<string, DerKind> = {
  CERTIFICATE: 'certificate',
  'X509 CERTIFICATE': 'certificate',
  'X.509 CERTIFICATE': 'certificate',
  'TRUSTED CERTIFICATE': 'certificate',
  'CERTIFICATE REQUEST': 'csr',
  'NEW CERTIFICATE REQUEST': 'csr',
  'X509 CRL': 'crl',
  PKCS7: 'pkcs7',
  CMS: 'pkcs7',
  'PKCS #7 SIGNED DATA': 'pkcs7',
  PKCS12: 'pkcs12',
};

export const labelOfKind: Record<DerKind | 'unknown-asn1', string> = {
  certificate: 'CERTIFICATE',
  csr: 'CERTIFICATE REQUEST',
  crl: 'X509 CRL',
  pkcs7: 'PKCS7',
  pkcs12: 'PKCS12',
  'private-key': 'PRIVATE KEY',
  'public-key': 'PUBLIC KEY',
  'unknown-asn1': 'ASN.1',
};

/**
 * The content decides what an item is; where it is too broken to tell, the label does. A private key by either is a
 * private key.
 */
export function makeItem(der: Uint8Array, origin: ItemOrigin): InputItem {
  const promised = kindOfLabel(origin.label);
  if (promised === 'private-key') return privateKeyItem(scan(der), origin);
  const document = scan(der);
  const kind = derKind(document) ?? promised ?? 'unknown-asn1';
  if (kind === 'private-key') return privateKeyItem(document, origin);
  if (kind === 'certificate') return certificateItem(document, origin);
  return { kind, ...origin, der, document } satisfies OtherItem;
}

function certificateItem(document: Asn1Document, origin: ItemOrigin): CertificateItem {
  const item = { kind: 'certificate' as const, ...origin, der: document.bytes, document };
  try {
    return { ...item, certificate: readCertificate(document), error: null };
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    const { code, range, params } = error;
    return { ...item, certificate: null, error: { code, range, params } };
  }
}

/** Takes nothing from the key but what kind it is: neither its bytes nor its map into the text. */
export function privateKeyItem(document: Asn1Document, origin: ItemOrigin): PrivateKeyItem {
  const { label, range, container } = origin;
  const outer = topOf(document);
  const parts = outer === null ? [] : childrenOf(outer);
  const encrypted = label.startsWith('ENCRYPTED') || isEncrypted(parts);
  const algorithm = encrypted ? null : keyAlgorithm(label, parts);
  return { kind: 'private-key', label, range, container, algorithm, encrypted };
}

/** EncryptedPrivateKeyInfo (RFC 5958 section 3): `SEQUENCE { AlgorithmIdentifier, OCTET STRING }`. */
const isEncrypted = ([first, second]: Cursor[]): boolean =>
  first !== undefined &&
  second !== undefined &&
  isUniversal(first, tag.sequence) &&
  isUniversal(second, tag.octetString);

function keyAlgorithm(label: string, parts: Cursor[]): string | null {
  if (label === 'RSA PRIVATE KEY') return 'RSA';
  if (label === 'DSA PRIVATE KEY') return 'DSA';
  const [, second] = parts;
  if (second !== undefined && isUniversal(second, tag.sequence)) return describeAlgorithm(second);
  if (second !== undefined && isUniversal(second, tag.octetString)) return 'EC';
  return parts.length >= 9 ? 'RSA' : null;
}
