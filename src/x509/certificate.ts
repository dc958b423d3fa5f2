/** DER -> the fields of a Certificate (RFC 5280 section 4.1), each with its place. */
import * as oid from '../asn1/oid.ts';
import { scan, type Asn1Document } from '../asn1/scan.ts';
import { CertificateError } from './certificateError.ts';
import { childrenOf, contentOf, isContext, isUniversal, rangeOf, tag, topOf, type Cursor } from './cursor.ts';
import {
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readExtensions,
  readExtKeyUsage,
  readKeyUsage,
  readSubjectKeyIdentifier,
} from './extension.ts';
import { readName } from './name.ts';
import { readAlgorithmIdentifier } from './objectIdentifier.ts';
import { bitStringContent, readPublicKey } from './publicKey.ts';
import { readSubjectAltName } from './subjectAltName.ts';
import { readTime } from './timeField.ts';
import type { Certificate, Extension } from './types.ts';

/**
 * Reads a certificate. Throws `CertificateError` only if the outer structure (Certificate, TBSCertificate and their
 * mandatory fields) cannot be read. Looser than RFC 5280 otherwise: BER, any version number, a malformed or repeated
 * extension are kept as they are, because clients disagree on what they mean. Bytes after the certificate are ignored.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  return readCertificate(scan(der));
}

/** As `parseCertificate`, for a document that was scanned already. */
export function readCertificate(document: Asn1Document): Certificate {
  const der = document.bytes;
  const outer = outerSequence(document);
  const [tbs, algorithm, signature] = childrenOf(outer);
  const tbsCertificate = required(
    tbs && isUniversal(tbs, tag.sequence) ? tbs : null,
    outer,
    'tbsCertificate',
  );
  const fields = tbsFields(tbsCertificate);
  return {
    der,
    range: rangeOf(outer),
    tbsCertificate: { path: 'tbsCertificate', range: rangeOf(tbsCertificate) },
    ...fields,
    ...extensionFields(der, fields.extensions),
    signatureAlgorithm: required(
      readAlgorithmIdentifier(algorithm, 'signatureAlgorithm'),
      outer,
      'signatureAlgorithm',
    ),
    signatureValue: required(signature ? bitStringContent(signature) : null, outer, 'signatureValue'),
  };
}

function outerSequence(document: Asn1Document): Cursor {
  const outer = topOf(document);
  const everything = { start: 0, end: document.bytes.length };
  if (everything.end === 0) throw new CertificateError('certificate-empty', everything);
  if (outer === null || !isUniversal(outer, tag.sequence)) {
    throw new CertificateError('certificate-not-a-sequence', outer === null ? everything : rangeOf(outer));
  }
  const end = document.end(outer.node);
  const broken = document.diagnostics.find(({ kind, range }) => kind === 'broken' && range.start < end);
  if (broken !== undefined && broken.code !== 'diagnostics-capped') {
    throw new CertificateError('certificate-broken', broken.range, { diagnostic: broken.code });
  }
  return outer;
}

function required<T>(value: T | null, holder: Cursor, field: string): T {
  if (value === null) throw new CertificateError('certificate-wrong-field', rangeOf(holder), { field });
  return value;
}

function tbsFields(tbs: Cursor) {
  const parts = childrenOf(tbs);
  const versionField = parts[0] !== undefined && isContext(parts[0], 0) ? parts.shift() : undefined;
  const [serial, signature, issuer, validity, subject, key, ...rest] = parts;
  const path = 'tbsCertificate';
  return {
    version: versionField === undefined ? 1 : readVersion(versionField),
    serialNumber: required(readSerialNumber(serial), tbs, `${path}.serialNumber`),
    signature: required(readAlgorithmIdentifier(signature, `${path}.signature`), tbs, `${path}.signature`),
    issuer: required(readName(issuer, `${path}.issuer`), tbs, `${path}.issuer`),
    validity: readValidity(validity, tbs),
    subject: required(readName(subject, `${path}.subject`), tbs, `${path}.subject`),
    subjectPublicKeyInfo: required(
      readPublicKey(key, `${path}.subjectPublicKeyInfo`),
      tbs,
      `${path}.subjectPublicKeyInfo`,
    ),
    extensions: readExtensions(
      rest.find((part) => isContext(part, 3)),
      `${path}.extensions`,
    ),
  };
}

/** The encoded value plus one; 0 when there is no readable INTEGER. */
function readVersion(field: Cursor): number {
  const [integer] = childrenOf(field);
  return integer === undefined ? 0 : (contentOf(integer).at(-1) ?? -1) + 1;
}

function readSerialNumber(cursor: Cursor | undefined): Certificate['serialNumber'] | null {
  if (cursor === undefined || !isUniversal(cursor, tag.integer)) return null;
  return { path: 'tbsCertificate.serialNumber', range: rangeOf(cursor), bytes: contentOf(cursor) };
}

function readValidity(cursor: Cursor | undefined, tbs: Cursor): Certificate['validity'] {
  const path = 'tbsCertificate.validity';
  const [notBefore, notAfter] = cursor === undefined ? [] : childrenOf(cursor);
  return {
    notBefore: required(readTime(notBefore, `${path}.notBefore`), tbs, `${path}.notBefore`),
    notAfter: required(readTime(notAfter, `${path}.notAfter`), tbs, `${path}.notAfter`),
  };
}

function extensionFields(der: Uint8Array, extensions: Extension[]) {
  return {
    subjectAltNames: extensions
      .filter((extension) => extension.oid === oid.subjectAltName)
      .map((extension) => readSubjectAltName(der, extension)),
    keyUsage: readKeyUsage(der, extensions),
    extKeyUsage: readExtKeyUsage(der, extensions),
    basicConstraints: readBasicConstraints(der, extensions),
    subjectKeyIdentifier: readSubjectKeyIdentifier(der, extensions),
    authorityKeyIdentifier: readAuthorityKeyIdentifier(der, extensions),
  };
}
