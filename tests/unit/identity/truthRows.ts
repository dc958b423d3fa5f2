/**
 * The observed cases (tests/truth/names.jsonl): a certificate, a host, and what each real program did: Chromium 156 and
 * Firefox 153 ESR with real pages, OpenSSL 3.0 X509_check_host, Python 3.11 ssl and the 3.6 matcher, curl 7.88, GnuTLS
 * 3.7, Go 1.19 crypto/x509, Java 17 HostnameChecker, Node 20 tls.checkServerIdentity. `bad-url`: refused before any
 * certificate; `bad-certificate`: the certificate could not be used; `error`: no verdict.
 */
import { readFileSync } from 'node:fs';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import type { ClientName } from '../../../src/identity/types.ts';
import type { Certificate } from '../../../src/x509/types.ts';

export type Observation = 'accept' | 'reject' | 'bad-url' | 'bad-certificate' | 'error';
export type TruthRow = {
  case: string;
  certificate: string;
  host: string;
  observed: Partial<Record<ClientName, Observation>>;
};

const folder = new URL('../../truth/', import.meta.url);

export const truthRows = readFileSync(new URL('names.jsonl', folder), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as TruthRow);

export type TruthException = { client: ClientName; case: string; reason: string };
export const exceptions = JSON.parse(
  readFileSync(new URL('names-exceptions.json', folder), 'utf8'),
) as TruthException[];

const read = new Map<string, Certificate>();

/** Reads `tests/truth/names-certs/<file>`, once. */
export function truthCertificate(file: string): Certificate {
  const known = read.get(file);
  if (known !== undefined) return known;
  const pem = readFileSync(new URL(`names-certs/${file}`, folder), 'utf8');
  const body = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(pem)?.[1] ?? '';
  const certificate = parseCertificate(Uint8Array.from(Buffer.from(body, 'base64')));
  read.set(file, certificate);
  return certificate;
}
