/** DER and a label -> an item. */
import { scan, type Asn1Document } from '../asn1/scan.ts';
import { readCertificate } from './certificate.ts';
import { CertificateError } from './certificateError.ts';
import { childrenOf, isUniversal, tag, topOf, type Cursor } from './cursor.ts';
import { derKind, isVersion3Certificate, type DerKind } from './derKind.ts';
import type { CertificateItem, InputItem, OtherItem, PrivateKeyItem } from './inputReport.ts';
import { describeAlgorithm } from './keyDescription.ts';
import type { CharRange, TextMap } from './textMap.ts';

/** `label` null: there was none, so the kind gives one. */
export type ItemOrigin = {
  label: string | null;
  range: CharRange;
  body: TextMap | null;
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

const labelOfKind: Record<DerKind | 'unknown-asn1', string> = {
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
  const promised = origin.label === null ? null : kindOfLabel(origin.label);
  if (promised === 'private-key') return privateKeyItem(scan(der), origin);
  if (isVersion3Certificate(der)) return certificateItem(der, origin);
  const document = scan(der);
  const kind = derKind(document) ?? promised ?? 'unknown-asn1';
  if (kind === 'private-key') return privateKeyItem(document, origin);
  if (kind === 'certificate') return certificateItem(der, origin);
  return { kind, ...origin, label: origin.label ?? labelOfKind[kind], der, document } satisfies OtherItem;
}

/** Scanned and read when first asked for: a bundle of 20 MB has thousands, and the page shows one. */
function certificateItem(der: Uint8Array, origin: ItemOrigin): CertificateItem {
  let found: ReadCertificate | null = null;
  const read = (): ReadCertificate => (found ??= tryCertificate(der));
  return {
    kind: 'certificate',
    ...origin,
    label: origin.label ?? labelOfKind.certificate,
    der,
    get document() {
      return read().document;
    },
    get certificate() {
      return read().certificate;
    },
    get error() {
      return read().error;
    },
  };
}

type ReadCertificate = Pick<CertificateItem, 'document' | 'certificate' | 'error'>;

function tryCertificate(der: Uint8Array): ReadCertificate {
  const document = scan(der);
  try {
    return { document, certificate: readCertificate(document), error: null };
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    const { code, range, params } = error;
    return { document, certificate: null, error: { code, range, params } };
  }
}

/** Takes nothing from the key but what kind it is: neither its bytes nor its map into the text. */
function privateKeyItem(document: Asn1Document, origin: ItemOrigin): PrivateKeyItem {
  const { range, container } = origin;
  const label = origin.label ?? labelOfKind['private-key'];
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
