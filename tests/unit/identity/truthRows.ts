/** The observed cases: a certificate, a host, and what each real program did (tests/truth/names.md). */
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
