/** RSA signatures (RFC 8017 section 8). Verification is the library's; signing is here for its salt and its speed. */
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js';
import { mgf1, PKCS1_SHA1, PKCS1_SHA256, PKCS1_SHA384, PKCS1_SHA512, PSS } from 'micro-rsa-dsa-dh/rsa.js';
import { pow } from 'micro-rsa-dsa-dh/utils.js';
import { concat } from '../../bytes/concat.ts';
import { digest, hashFunctions, hashLength, type SignatureHash } from './hash.ts';
import type { RsaPrivateKey } from './privateKey.ts';

export type RsaPadding = 'pss' | 'pkcs1';
type RsaPublicKey = { n: bigint; e: bigint };

const pkcs1 = { sha1: PKCS1_SHA1, sha256: PKCS1_SHA256, sha384: PKCS1_SHA384, sha512: PKCS1_SHA512 } as const;

/** May throw an Error on input that is no signature: callers catch. PSS: a salt of the hash's length (RFC 9846 section 4.3.3). */
export function verifyRsa(
  padding: RsaPadding,
  hash: SignatureHash,
  { n, e }: RsaPublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (padding === 'pkcs1') return pkcs1[hash].verify({ n, e }, message, signature);
  const generator = mgf1(hashFunctions[hash]);
  return PSS(hashFunctions[hash], generator, hashLength(hash)).verify({ n, e }, message, signature);
}

/** EMSA-PSS-ENCODE with the salt given (section 9.1.1). */
export function signPss(
  hash: SignatureHash,
  key: RsaPrivateKey,
  message: Uint8Array,
  salt: Uint8Array,
): Uint8Array {
  const bits = key.n.toString(2).length - 1;
  const length = Math.ceil(bits / 8);
  const inner = digest(hash, concat(new Uint8Array(8), digest(hash, message), salt));
  const block = new Uint8Array(length - inner.length - 1);
  block.set(concat(Uint8Array.of(1), salt), block.length - salt.length - 1);
  const mask = mgf1(hashFunctions[hash])(inner, { dkLen: block.length });
  const masked = block.map((octet, index) => octet ^ (mask[index] ?? 0));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits));
  return rsaPrivate(key, concat(masked, inner, Uint8Array.of(0xbc)));
}

/** DigestInfo up to the digest (section 9.2, note 1). */
const digestInfo: Readonly<Record<SignatureHash, Uint8Array>> = {
  sha1: Uint8Array.of(0x30, 0x21, 0x30, 0x09, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 0x14),
  sha256: Uint8Array.of(0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20),
  sha384: Uint8Array.of(0x30, 0x41, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2, 5, 0, 4, 0x30),
  sha512: Uint8Array.of(0x30, 0x51, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3, 5, 0, 4, 0x40),
};

/** EMSA-PKCS1-v1_5 (section 9.2). */
export function signPkcs1(hash: SignatureHash, key: RsaPrivateKey, message: Uint8Array): Uint8Array {
  const info = concat(digestInfo[hash], digest(hash, message));
  const padding = new Uint8Array(modulusLength(key) - info.length - 3).fill(0xff);
  return rsaPrivate(key, concat(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info));
}

export const modulusLength = ({ n }: { n: bigint }): number => Math.ceil(n.toString(2).length / 8);

/** RSASP1 by the Chinese remainder theorem (section 5.2.1): four times as fast as with d. */
function rsaPrivate(key: RsaPrivateKey, encoded: Uint8Array): Uint8Array {
  const { p, q, dp, dq, qInverse } = key;
  const message = bytesToNumberBE(encoded);
  const first = pow(message % p, dp, p);
  const second = pow(message % q, dq, q);
  const difference = ((((first - second) * qInverse) % p) + p) % p;
  return numberToBytesBE(second + q * difference, modulusLength(key));
}
