/**
 * Encryption under a password as PKCS#12 files and private keys have it: PBES2 (RFC 8018 section 6.2) with PBKDF2 or
 * scrypt and AES or triple DES, PBES1 (section 6.1) with DES, and the older schemes of RFC 7292 appendix C with triple
 * DES, RC2 or RC4. Works without WebCrypto.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { concat } from '../bytes/concat.ts';
import { own } from '../text/own.ts';
import { childrenOf, contentOf, isUniversal, tag, type Cursor } from './cursor.ts';
import type { Hash } from './hashes.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import { bmpString, pkcs12Key } from './pkcs12Key.ts';
import { decryptRc2Cbc } from './rc2.ts';
import { rc4 } from './rc4.ts';
import { decryptTripleDesCbc } from './tripleDes.ts';

/** More would hold up the page for longer than anybody waits; files in the wild have 2,000 to 600,000. */
const MOST_ITERATIONS = 2_000_000;

/** Pseudorandom functions of PBKDF2 (RFC 8018 appendix B.1.2). */
const pseudorandom: Record<string, Hash> = {
  '1.2.840.113549.2.7': sha1,
  '1.2.840.113549.2.8': sha224,
  '1.2.840.113549.2.9': sha256,
  '1.2.840.113549.2.10': sha384,
  '1.2.840.113549.2.11': sha512,
};
/** RFC 7292 appendix C: how long the key is, what decrypts with it, and whether that works stream-wise. */
const olderSchemes: Record<string, { keySize: number; isStream?: true; decrypt: Decrypt }> = {
  '1.2.840.113549.1.12.1.1': { keySize: 16, isStream: true, decrypt: rc4 },
  '1.2.840.113549.1.12.1.2': { keySize: 5, isStream: true, decrypt: rc4 },
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

/**
 * `unsupported`: by an algorithm that is not known here, or with parameters that cannot be read. `too-costly`: the key
 * takes more work or memory than is spent on it here. Either way `algorithm` says which, by name or dotted.
 */
export type Refused = { outcome: 'unsupported' | 'too-costly'; algorithm: string };
/** `wrong`: the padding says that the key is not the right one. */
export type Decrypted = { outcome: 'plain'; bytes: Uint8Array } | { outcome: 'wrong' } | Refused;

/** `algorithm`: an AlgorithmIdentifier. */
export function decryptWithPassword(algorithm: Cursor, data: Uint8Array, password: string): Decrypted {
  const [type, parameters] = childrenOf(algorithm);
  const scheme = readObjectIdentifier(type)?.oid ?? '';
  if (parameters === undefined || data.length === 0) return unsupported(type);
  if (scheme === PBES2) return decryptPbes2(childrenOf(parameters), data, password);
  const [salt, count] = childrenOf(parameters);
  const [hash, older] = [own(pbes1, scheme), own(olderSchemes, scheme)];
  if ((hash === undefined && older === undefined) || salt === undefined) return unsupported(type);
  const iterations = readCount(count);
  if (iterations === null) return notCounted(type, count);
  if (hash !== undefined) return decryptPbes1(hash, contentOf(salt), iterations, data, password);
  return older ? decryptOlder(older, contentOf(salt), iterations, data, password) : unsupported(type);
}

const unsupported = (type: Cursor | undefined): Refused => ({
  outcome: 'unsupported',
  algorithm: nameOf(type),
});

/** Of the number of iterations, or of scrypt's work, there is either too much or no readable number. */
const notCounted = (type: Cursor | undefined, ...numbers: (Cursor | undefined)[]): Refused => ({
  outcome: numbers.every((each) => each && isUniversal(each, tag.integer)) ? 'too-costly' : 'unsupported',
  algorithm: nameOf(type),
});

function nameOf(type: Cursor | undefined): string {
  const identifier = readObjectIdentifier(type);
  return identifier === null ? '' : (identifier.name ?? identifier.oid).replace(/^id-/, '');
}

function decryptOlder(
  { keySize, isStream, decrypt }: (typeof olderSchemes)[string],
  salt: Uint8Array,
  iterations: number,
  data: Uint8Array,
  password: string,
): Decrypted {
  const secret = bmpString(password);
  const derive = (id: number, size: number): Uint8Array =>
    pkcs12Key(sha1, secret, salt, iterations, id, size);
  if (isStream) return { outcome: 'plain', bytes: decrypt(data, derive(1, keySize), noVector) };
  if (data.length % 8 !== 0) return { outcome: 'wrong' };
  return unpadded(decrypt(data, derive(1, keySize), derive(2, 8)), 8);
}
const noVector = new Uint8Array();

/** RFC 8018 sections 5.1 and 6.1.2: 8 octets of key and 8 of initialization vector out of PBKDF1. */
function decryptPbes1(
  hash: typeof sha1,
  salt: Uint8Array,
  iterations: number,
  data: Uint8Array,
  password: string,
): Decrypted {
  if (data.length % 8 !== 0) return { outcome: 'wrong' };
  let derived: Uint8Array = concat(new TextEncoder().encode(password), salt);
  for (let i = 0; i < iterations; i++) derived = hash(derived);
  const key = derived.subarray(0, 8);
  const tripled = Uint8Array.of(...key, ...key, ...key); // triple DES with one key thrice is DES
  return unpadded(decryptTripleDesCbc(data, tripled, derived.subarray(8, 16)), 8);
}

function decryptPbes2([kdf, scheme]: readonly Cursor[], data: Uint8Array, password: string): Decrypted {
  const [kdfType, parameters] = kdf ? childrenOf(kdf) : [];
  const [cipherType, vector] = scheme ? childrenOf(scheme) : [];
  const cipher = own(ciphers, readObjectIdentifier(cipherType)?.oid ?? '');
  const derive = own(keyDerivations, readObjectIdentifier(kdfType)?.oid ?? '');
  if (cipher === undefined || vector === undefined) return unsupported(cipherType);
  if (derive === undefined || parameters === undefined) return unsupported(kdfType);
  const key = derive(parameters, password, cipher.keySize, kdfType);
  if ('outcome' in key) return key;
  const iv = contentOf(vector);
  if (iv.length === 0 || data.length % iv.length !== 0) return { outcome: 'wrong' };
  return unpadded(cipher.decrypt(data, key, iv), iv.length);
}

type Derive = (
  parameters: Cursor,
  password: string,
  size: number,
  type: Cursor | undefined,
) => Uint8Array | Refused;

/** PBKDF2-params (RFC 8018 appendix A.2). */
const pbkdf2Key: Derive = (parameters, password, size, type) => {
  const parts = childrenOf(parameters);
  const [salt, count] = parts;
  const named = parts.find((part, i) => i > 1 && isUniversal(part, tag.sequence));
  const [hashType] = named ? childrenOf(named) : [];
  const hash = named ? own(pseudorandom, readObjectIdentifier(hashType)?.oid ?? '') : sha1;
  const iterations = readCount(count);
  if (salt === undefined) return unsupported(type);
  if (hash === undefined) return unsupported(hashType);
  if (iterations === null) return notCounted(type, count);
  return pbkdf2(hash, new TextEncoder().encode(password), contentOf(salt), { c: iterations, dkLen: size });
};

/** More would take memory that a phone has not: 128 * N * r octets. */
const MOST_SCRYPT_MEMORY = 256 * 1024 * 1024;

/** scrypt-params (RFC 7914 section 7.1): `salt, costParameter, blockSize, parallelizationParameter`. */
const scryptKey: Derive = (parameters, password, size, type) => {
  const [salt, ...rest] = childrenOf(parameters);
  const numbers = rest.slice(0, 3);
  const [N, r, p] = numbers.map(readCount);
  if (salt === undefined || !N || !r || !p) return notCounted(type, salt && numbers[0]);
  if (N < 2 || (N & (N - 1)) !== 0) return unsupported(type); // a power of two
  if (128 * N * r * p > MOST_SCRYPT_MEMORY) return notCounted(type);
  const octets = new TextEncoder().encode(password);
  return scrypt(octets, contentOf(salt), { N, r, p, dkLen: size, maxmem: MOST_SCRYPT_MEMORY + 1024 * 1024 });
};

const keyDerivations: Record<string, Derive> = { [PBKDF2]: pbkdf2Key, [SCRYPT]: scryptKey };

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
