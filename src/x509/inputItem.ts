/** DER and a label -> an item. */
import { scan, type Asn1Document } from '../asn1/scan.ts';
import { own } from '../text/own.ts';
import { readCertificate } from './certificate.ts';
import { CertificateError } from './certificateError.ts';
import { derKind, isVersion3Certificate, type DerKind } from './derKind.ts';
import type {
  CertificateItem,
  InputItem,
  InputReport,
  OtherItem,
  OtherKind,
  PlainItem,
  PlainReport,
} from './inputReport.ts';
import { privateKeyItem } from './privateKeyItem.ts';
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
  if (label.includes('PRIVATE KEY')) return 'private-key';
  if (label.endsWith('PUBLIC KEY')) return 'public-key';
  return own(labelKinds, label) ?? null;
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
  'OCSP REQUEST': 'ocsp-request',
  'OCSP RESPONSE': 'ocsp-response',
};

/** What a PEM label says of a kind. */
export const labelOfKind: Record<DerKind | 'unknown-asn1', string> = {
  certificate: 'CERTIFICATE',
  csr: 'CERTIFICATE REQUEST',
  crl: 'X509 CRL',
  pkcs7: 'PKCS7',
  pkcs12: 'PKCS12',
  'ocsp-request': 'OCSP REQUEST',
  'ocsp-response': 'OCSP RESPONSE',
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
  const kind = promised === 'private-key' ? promised : kindOfContent(der, origin.label, promised);
  const label = origin.label ?? labelOfKind[kind];
  if (kind === 'private-key') return privateKeyItem(der, { ...origin, label });
  return withViews({ ...origin, kind, label, lines: null, der });
}

function kindOfContent(
  der: Uint8Array,
  label: string | null,
  promised: DerKind | null,
): DerKind | 'unknown-asn1' {
  if (isVersion3Certificate(der)) return 'certificate';
  if (label?.endsWith('PARAMETERS') === true) return 'unknown-asn1'; // two numbers, as an RSA key is
  return derKind(der) ?? promised ?? 'unknown-asn1';
}

type ItemWithBytes = Exclude<PlainItem, { kind: 'private-key' }>;

/** Scanned and read when first asked for: a bundle of 20 MB has thousands, and the page shows one. */
function withViews({ kind, ...item }: ItemWithBytes): InputItem {
  return kind === 'certificate' ? certificateItem(item) : otherItem(kind, item);
}

function otherItem(kind: OtherKind, item: Omit<ItemWithBytes, 'kind'>): OtherItem {
  let found: Asn1Document | null = null;
  return {
    kind,
    ...item,
    get document() {
      return (found ??= scan(item.der));
    },
  };
}

function certificateItem(item: Omit<ItemWithBytes, 'kind'>): CertificateItem {
  let scanned: Asn1Document | null = null;
  let found: ReadCertificate | null = null;
  const document = (): Asn1Document => (scanned ??= scan(item.der));
  const read = (): ReadCertificate => (found ??= tryCertificate(document()));
  return {
    kind: 'certificate',
    ...item,
    get document() {
      return document();
    },
    get certificate() {
      return read().certificate;
    },
    get error() {
      return read().error;
    },
  };
}

/** A report that a worker can post: no views. Several items of one input share its octets, so they are sent once. */
export const plainReport = ({ items, ...rest }: InputReport): PlainReport => ({
  ...rest,
  items: items.map(withoutViews),
});

/** The report that `plainReport` was made of. */
export const reportWithViews = ({ items, ...rest }: PlainReport): InputReport => ({
  ...rest,
  items: items.map((item) => (item.kind === 'private-key' ? item : withViews(item))),
});

function withoutViews(item: InputItem): PlainItem {
  if (item.kind === 'private-key') return item;
  const { kind, label, range, lines, container, der, body } = item;
  return { kind, label, range, lines, container, der, body };
}

type ReadCertificate = Pick<CertificateItem, 'certificate' | 'error'>;

function tryCertificate(document: Asn1Document): ReadCertificate {
  try {
    return { certificate: readCertificate(document), error: null };
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    const { code, range, params } = error;
    return { certificate: null, error: { code, range, params } };
  }
}
