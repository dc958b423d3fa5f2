/**
 * Encryption under a password as PKCS#12 files and private keys have it: PBES2 (RFC 8018 section 6.2) with PBKDF2 or
 * scrypt and AES or triple DES, PBES1 (section 6.1) with DES, and the older schemes of RFC 7292 appendix C with triple
 * DES or RC2. Works without WebCrypto.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { childrenOf, contentOf, isUniversal, tag, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import { decryptRc2Cbc } from './rc2.ts';
import { decryptTripleDesCbc } from './tripleDes.ts';

type Hash = typeof sha1 | typeof sha256 | typeof sha512;

/** More would hold up the page for longer than anybody waits; files in the wild have 2,000 to 600,000. */
const MOST_ITERATIONS = 2_000_000;

const hashes: Record<string, Hash> = {
  '1.3.14.3.2.26': sha1,
  '2.16.840.1.101.3.4.2.4': sha224,
  '2.16.840.1.101.3.4.2.1': sha256,
  '2.16.840.1.101.3.4.2.2': sha384,
  '2.16.840.1.101.3.4.2.3': sha512,
};
/** Pseudorandom functions of PBKDF2 (RFC 8018 appendix B.1.2). */
const pseudorandom: Record<string, Hash> = {
  '1.2.840.113549.2.7': sha1,
  '1.2.840.113549.2.8': sha224,
  '1.2.840.113549.2.9': sha256,
  '1.2.840.113549.2.10': sha384,
  '1.2.840.113549.2.11': sha512,
};
/** RFC 7292 appendix C: how long the key is, and what decrypts with it. */
const olderSchemes: Record<string, { keySize: number; decrypt: Decrypt }> = {
  '1.2.840.113549.1.12.1.3': { keySize: 24, decrypt: decryptTripleDesCbc },
  '1.2.840.113549.1.12.1.4': {
    keySize: 16,
    decrypt: (data, key, iv) => decryptTripleDesCbc(data, Uint8Array.of(...key, ...key.subarray(0, 8)), iv),
  },
  '1.2.840.113549.1.12.1.5': { keySize: 16, decrypt: (data, key, iv) => decryptRc2Cbc(data, key, iv, 128) },
  '1.2.840.113549.1.12.1.6': { keySize: 5, decrypt: (data, key, iv) => decryptRc2Cbc(data, key, iv, 40) },
};
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';
/** RFC 8018 appendix A.3: the hash of PBKDF1; the cipher is DES. */
const pbes1: Record<string, typeof sha1> = {
  '1.2.840.113549.1.5.3': md5,
  '1.2.840.113549.1.5.10': sha1,
};

type Decrypt = (data: Uint8Array, key: Uint8Array, iv: Uint8Array) => Uint8Array;
const aes: Decrypt = (data, key, iv) => cbc(key, iv, { disablePadding: true }).decrypt(data);
/** RFC 8018 appendix B.2, NIST's AES: key size and what decrypts. */
const ciphers: Record<string, { keySize: number; decrypt: Decrypt }> = {
  '2.16.840.1.101.3.4.1.2': { keySize: 16, decrypt: aes },
  '2.16.840.1.101.3.4.1.22': { keySize: 24, decrypt: aes },
  '2.16.840.1.101.3.4.1.42': { keySize: 32, decrypt: aes },
  '1.2.840.113549.3.7': { keySize: 24, decrypt: decryptTripleDesCbc },
};

/** `wrong`: the padding says that the key is not the right one. `unsupported`: a scheme that is not known here. */
export type Decrypted = { outcome: 'plain'; bytes: Uint8Array } | { outcome: 'wrong' | 'unsupported' };
const unsupported: Decrypted = { outcome: 'unsupported' };

/** `algorithm`: an AlgorithmIdentifier. */
export function decryptWithPassword(algorithm: Cursor, data: Uint8Array, password: string): Decrypted {
  const [type, parameters] = childrenOf(algorithm);
  const scheme = readObjectIdentifier(type)?.oid ?? '';
  if (parameters === undefined || data.length === 0) return unsupported;
  if (scheme === PBES2) return decryptPbes2(childrenOf(parameters), data, password);
  const older = olderSchemes[scheme];
  const [salt, count] = childrenOf(parameters);
  const iterations = readCount(count);
  const hash = pbes1[scheme];
  if (hash !== undefined && salt !== undefined && iterations !== null)
    return decryptPbes1(hash, contentOf(salt), iterations, data, password);
  if (older === undefined || salt === undefined || iterations === null) return unsupported;
  const secret = bmpString(password);
  const derive = (id: number, size: number): Uint8Array =>
    pkcs12Key(sha1, secret, contentOf(salt), iterations, id, size);
  if (data.length % 8 !== 0) return { outcome: 'wrong' };
  return unpadded(older.decrypt(data, derive(1, older.keySize), derive(2, 8)), 8);
}

/** RFC 8018 sections 5.1 and 6.1.2: 8 octets of key and 8 of initialization vector out of PBKDF1. */
function decryptPbes1(
  hash: typeof sha1,
  salt: Uint8Array,
  iterations: number,
  data: Uint8Array,
  password: string,
): Decrypted {
  if (data.length % 8 !== 0) return { outcome: 'wrong' };
  let derived = Uint8Array.of(...new TextEncoder().encode(password), ...salt);
  for (let i = 0; i < iterations; i++) derived = hash(derived);
  const key = derived.subarray(0, 8);
  const tripled = Uint8Array.of(...key, ...key, ...key); // triple DES with one key thrice is DES
  return unpadded(decryptTripleDesCbc(data, tripled, derived.subarray(8, 16)), 8);
}

function decryptPbes2([kdf, scheme]: readonly Cursor[], data: Uint8Array, password: string): Decrypted {
  const [type, parameters] = kdf ? childrenOf(kdf) : [];
  const [cipherType, vector] = scheme ? childrenOf(scheme) : [];
  const cipher = ciphers[readObjectIdentifier(cipherType)?.oid ?? ''];
  const derive = keyDerivations[readObjectIdentifier(type)?.oid ?? ''];
  if (derive === undefined || parameters === undefined) return unsupported;
  if (cipher === undefined || vector === undefined) return unsupported;
  const key = derive(parameters, password, cipher.keySize);
  const iv = contentOf(vector);
  if (key === null) return unsupported;
  if (iv.length === 0 || data.length % iv.length !== 0) return { outcome: 'wrong' };
  return unpadded(cipher.decrypt(data, key, iv), iv.length);
}

/** PBKDF2-params (RFC 8018 appendix A.2). */
export function pbkdf2Key(parameters: Cursor, password: string, size: number): Uint8Array | null {
  const parts = childrenOf(parameters);
  const [salt, count] = parts;
  const named = parts.find((part, i) => i > 1 && isUniversal(part, tag.sequence));
  const hash = named ? pseudorandom[readObjectIdentifier(childrenOf(named)[0])?.oid ?? ''] : sha1;
  const iterations = readCount(count);
  if (salt === undefined || hash === undefined || iterations === null) return null;
  return pbkdf2(hash, new TextEncoder().encode(password), contentOf(salt), { c: iterations, dkLen: size });
}

/** More would take memory that a phone has not: 128 * N * r octets. */
const MOST_SCRYPT_MEMORY = 256 * 1024 * 1024;

/** scrypt-params (RFC 7914 section 7.1): `salt, costParameter, blockSize, parallelizationParameter`. */
function scryptKey(parameters: Cursor, password: string, size: number): Uint8Array | null {
  const [salt, ...rest] = childrenOf(parameters);
  const [N, r, p] = rest.map(readCount);
  if (salt === undefined || !N || !r || !p) return null;
  const isPowerOf2 = N > 1 && (N & (N - 1)) === 0;
  if (!isPowerOf2 || 128 * N * r * p > MOST_SCRYPT_MEMORY) return null;
  const octets = new TextEncoder().encode(password);
  return scrypt(octets, contentOf(salt), { N, r, p, dkLen: size, maxmem: MOST_SCRYPT_MEMORY + 1024 * 1024 });
}

const keyDerivations: Record<string, typeof scryptKey> = { [PBKDF2]: pbkdf2Key, [SCRYPT]: scryptKey };

/** RFC 5652 section 6.3. */
function unpadded(bytes: Uint8Array, blockSize: number): Decrypted {
  const padding = bytes.at(-1) ?? 0;
  const end = bytes.length - padding;
  const isRight =
    padding >= 1 && padding <= blockSize && end >= 0 && bytes.subarray(end).every((o) => o === padding);
  return isRight ? { outcome: 'plain', bytes: bytes.subarray(0, end) } : { outcome: 'wrong' };
}

/** null: no INTEGER, or more than is waited for. */
export function readCount(cursor: Cursor | undefined): number | null {
  if (cursor === undefined || !isUniversal(cursor, tag.integer)) return null;
  const count = contentOf(cursor).reduce((sum, octet) => sum * 256 + octet, 0);
  return count >= 1 && count <= MOST_ITERATIONS ? count : null;
}

/** RFC 7292 appendix B.1: UTF-16 with big-endian units and two zero octets at the end. */
export function bmpString(password: string): Uint8Array {
  const octets = new Uint8Array(password.length * 2 + 2);
  for (let i = 0; i < password.length; i++) {
    octets[2 * i] = password.charCodeAt(i) >> 8;
    octets[2 * i + 1] = password.charCodeAt(i) & 0xff;
  }
  return octets;
}

/** RFC 7292 appendix B.2. `id`: 1 for a key, 2 for an initialization vector, 3 for a MAC key. */
export function pkcs12Key(
  hash: Hash,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  id: number,
  size: number,
): Uint8Array {
  const block = hash.blockLen;
  const filled = (octets: Uint8Array): Uint8Array =>
    Uint8Array.from(
      { length: Math.ceil(octets.length / block) * block },
      (_, i) => octets[i % octets.length] ?? 0,
    );
  const input = Uint8Array.of(...filled(salt), ...filled(password));
  const key = new Uint8Array(size);
  for (let at = 0; at < size; at += hash.outputLen) {
    let digest = hash(Uint8Array.of(...new Uint8Array(block).fill(id), ...input));
    for (let i = 1; i < iterations; i++) digest = hash(digest);
    key.set(digest.subarray(0, size - at), at);
    addBlocks(input, digest, block);
  }
  return key;
}

/** Each block of `input` plus the digest (repeated to a block) plus one, as numbers. */
function addBlocks(input: Uint8Array, digest: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let i = block - 1; i >= 0; i--) {
      carry += (input[start + i] ?? 0) + (digest[i % digest.length] ?? 0);
      input[start + i] = carry & 0xff;
      carry >>= 8;
    }
  }
}

/** DigestInfo's algorithm -> its hash; null: not known here. */
export const hashOf = (algorithm: Cursor): Hash | null =>
  hashes[readObjectIdentifier(childrenOf(algorithm)[0])?.oid ?? ''] ?? null;

export const mac = (hash: Hash, key: Uint8Array, data: Uint8Array): Uint8Array => hmac(hash, key, data);
