/** What a server program knows of a certificate file: key type and names, never a private key. */
import { putOwn } from '../text/own.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { CertificateError } from '../x509/certificateError.ts';
import { readPem } from '../x509/pem.ts';
import type { KnownCertificate } from './model.ts';

/**
 * The first certificate in a PEM text (the leaf: servers take the rest as its chain). null: there is none that can
 * be read.
 */
export function readKnownCertificate(pem: string): KnownCertificate | null {
  const block = readPem(pem).blocks.find(({ label }) => certificateLabels.has(label));
  return block === undefined ? null : knownCertificate(block.body.bytes);
}

const certificateLabels = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

/** As `readKnownCertificate`, from DER. */
export function knownCertificate(der: Uint8Array): KnownCertificate | null {
  try {
    const { subject, subjectAltNames, subjectPublicKeyInfo } = parseCertificate(der);
    const names = subjectAltNames.flatMap((extension) => extension.names);
    const texts = (type: (typeof names)[number]['type']) =>
      names.filter((name) => name.type === type).map((name) => name.text);
    return {
      keyType: keyType(subjectPublicKeyInfo.kind),
      commonNames: subject.attributes.filter(({ name }) => name === 'commonName').map(({ text }) => text),
      dnsNames: texts('dNSName'),
      ipAddresses: texts('iPAddress'),
    };
  } catch (error) {
    if (error instanceof CertificateError) return null;
    throw error;
  }
}

function keyType(kind: string): KnownCertificate['keyType'] {
  if (kind === 'ec') return 'ecdsa';
  return kind === 'rsa' || kind === 'ed25519' ? kind : 'other';
}

/** Every file of `files` that holds a certificate, by its path. */
export function knownCertificates(
  files: ReadonlyMap<string, string>,
  paths: Iterable<string>,
): Record<string, KnownCertificate> {
  const known: Record<string, KnownCertificate> = {};
  for (const path of new Set(paths)) {
    const text = files.get(path);
    const certificate = text === undefined ? null : readKnownCertificate(text);
    if (certificate !== null) putOwn(known, path, certificate);
  }
  return known;
}
