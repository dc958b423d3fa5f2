/** The cipher suites of TLS 1.2 that work here: ECDHE and an AEAD cipher (RFC 5289, RFC 7905). */
import { cipherSuite } from './codePoints.ts';
import type { CipherSuiteName } from './codePoints.ts';
import { nonceLength } from './crypto/aead.ts';
import type { AeadName } from './crypto/aead.ts';
import type { HashName } from './crypto/hash.ts';

/** `certificateKey`: the kind of key that the server's certificate has to have. `hash`: of the PRF and of Finished. */
export type CipherSuite12 = {
  name: CipherSuiteName;
  certificateKey: 'ecdsa' | 'rsa';
  aead: AeadName;
  hash: HashName;
};

/** An Ed25519 key counts as ECDSA (RFC 8422 section 2). */
const suites: readonly CipherSuite12[] = [
  {
    name: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    certificateKey: 'ecdsa',
    aead: 'aes-128-gcm',
    hash: 'sha256',
  },
  {
    name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    certificateKey: 'rsa',
    aead: 'aes-128-gcm',
    hash: 'sha256',
  },
  {
    name: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    certificateKey: 'ecdsa',
    aead: 'aes-256-gcm',
    hash: 'sha384',
  },
  {
    name: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    certificateKey: 'rsa',
    aead: 'aes-256-gcm',
    hash: 'sha384',
  },
  {
    name: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    certificateKey: 'ecdsa',
    aead: 'chacha20-poly1305',
    hash: 'sha256',
  },
  {
    name: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    certificateKey: 'rsa',
    aead: 'chacha20-poly1305',
    hash: 'sha256',
  },
];

const byCode = new Map(suites.map((suite) => [cipherSuite(suite.name), suite]));

/** The suite of a code point; null: not one that works here in TLS 1.2. */
export const cipherSuite12 = (code: number): CipherSuite12 | null => byCode.get(code) ?? null;

/** Bytes of nonce that each record carries: RFC 5288 section 3, RFC 7905 section 2. */
export const explicitNonceLength = (aead: AeadName): number => (aead === 'chacha20-poly1305' ? 0 : 8);

/** Bytes of nonce that come from the key block. */
export const fixedIvLength = (aead: AeadName): number => nonceLength - explicitNonceLength(aead);
