/** Certificates out of PEM text, for a wire that carries only what can be read. */
import { parseCertificate } from '../x509/certificate.ts';
import { CertificateError } from '../x509/certificateError.ts';
import { readPem } from '../x509/pem.ts';
import type { Certificate } from '../x509/types.ts';

/** Every readable certificate of a PEM text, in its order; blocks that cannot be read are left out. */
export function certificatesInPem(pem: string): Certificate[] {
  return readPem(pem).blocks.flatMap(({ label, body }) =>
    label.endsWith('CERTIFICATE') ? (certificateIn(body.bytes) ?? []) : [],
  );
}

/** null: it cannot be read. */
export function certificateIn(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) return null;
    throw error;
  }
}

/** What a certificate says it is for: its DNS names and addresses, else its common names. */
export function presentedNames(certificate: Certificate): string[] {
  const names = certificate.subjectAltNames
    .flatMap((extension) => extension.names)
    .filter(({ type }) => type === 'dNSName' || type === 'iPAddress')
    .map(({ text }) => text);
  if (names.length > 0) return names;
  return certificate.subject.attributes.filter(({ name }) => name === 'commonName').map(({ text }) => text);
}
