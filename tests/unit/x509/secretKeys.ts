/** The worthless keys of `keys/`, with the octets of each that nobody may see. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SecretKey = { name: string; pem: string; secrets: Uint8Array[]; isDer: boolean };

const read = (file: string): string => readFileSync(join(import.meta.dirname, 'keys', file), 'utf8');
const octets = (pem: string): Buffer =>
  Buffer.from(
    pem
      .split('\n')
      .filter((line) => /^[A-Za-z0-9+/=]{5,}$/.test(line))
      .join(''),
    'base64',
  );

const members = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;

/** The private numbers, by OpenSSL. */
function numbersOf(pem: string): Uint8Array[] {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' });
  return members.flatMap((name) => (jwk[name] === undefined ? [] : [Buffer.from(jwk[name], 'base64url')]));
}

const plain = (name: string, file: string): SecretKey => ({
  name,
  pem: read(file),
  secrets: numbersOf(read(file)),
  isDer: true,
});

/** Encrypted, or of a format that OpenSSL does not read: everything behind what is public counts. */
const sealed = (name: string, file: string, from: number, isDer: boolean): SecretKey => ({
  name,
  pem: read(file),
  secrets: [octets(read(file)).subarray(from)],
  isDer,
});

export const keys: readonly SecretKey[] = [
  plain('EC P-256, PKCS#8', 'ec-pkcs8.pem'),
  plain('EC P-256, SEC 1', 'ec-sec1.pem'),
  plain('RSA 2048, PKCS#1', 'rsa-pkcs1.pem'),
  plain('RSA 2048, PKCS#8', 'rsa-pkcs8.pem'),
  plain('Ed25519', 'ed25519.pem'),
  sealed('EC P-256, PKCS#8, encrypted', 'ec-encrypted.pem', 120, true),
  sealed('EC P-256, RFC 1421, encrypted', 'ec-encrypted-rfc1421.pem', 0, false),
  sealed('OpenSSH', 'openssh.pem', 100, false),
  sealed('OpenPGP', 'pgp.asc', 48, false),
];
