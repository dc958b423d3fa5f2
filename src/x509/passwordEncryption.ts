/**
 * Encryption under a password as PKCS#12 files and private keys have it: oid.pbes2 (RFC 8018 section 6.2) with oid.pbkdf2 or
 * scrypt and AES or triple DES, PBES1 (section 6.1) with DES, and the older schemes of RFC 7292 appendix C with triple
 * DES, RC2 or RC4. Works without WebCrypto.
 */
import * as oid from '../asn1/oid.ts';
import { cbc } from '@noble/ciphers/aes.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { own } from '../text/own.ts';
import { childrenOf, contentOf, isUniversal, tag, type Cursor } from './cursor.ts';
import type { Hash } from './hashes.ts';
import {
  pbkdf1,
  pbkdf2,
  pkcs12Derivation,
  roundsOf,
  scryptDerivation,
  type Derivation,
  type PasswordWork,
} from './keyDerivation.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import { bmpString } from './pkcs12Key.ts';
import { decryptRc2Cbc } from './rc2.ts';
import { rc4 } from './rc4.ts';
import { decryptTripleDesCbc } from './tripleDes.ts';

/** Pseudorandom functions of oid.pbkdf2 (RFC 8018 appendix B.1.2). */
const pseudorandom: Record<string, Hash> = {
  [oid.hmacWithSHA1]: sha1,
  [oid.hmacWithSHA224]: sha224,
  [oid.hmacWithSHA256]: sha256,
  [oid.hmacWithSHA384]: sha384,
  [oid.hmacWithSHA512]: sha512,
};
/** RFC 7292 appendix C: how long the key is, what decrypts with it, and whether that works stream-wise. */
const olderSchemes: Record<string, { keySize: number; isStream?: true; decrypt: Decrypt }> = {
  [oid.pbeWithSHAAnd128BitRC4]: { keySize: 16, isStream: true, decrypt: rc4 },
  [oid.pbeWithSHAAnd40BitRC4]: { keySize: 5, isStream: true, decrypt: rc4 },
  [oid.pbeWithSHAAnd3KeyTripleDESCBC]: { keySize: 24, decrypt: decryptTripleDesCbc },
  [oid.pbeWithSHAAnd2KeyTripleDESCBC]: {
    keySize: 16,
    decrypt: (data, key, iv) => decryptTripleDesCbc(data, Uint8Array.of(...key, ...key.subarray(0, 8)), iv),
  },
  [oid.pbeWithSHAAnd128BitRC2CBC]: {
    keySize: 16,
    decrypt: (data, key, iv) => decryptRc2Cbc(data, key, iv, 128),
  },
  [oid.pbewithSHAAnd40BitRC2CBC]: {
    keySize: 5,
    decrypt: (data, key, iv) => decryptRc2Cbc(data, key, iv, 40),
  },
};
/** RFC 8018 appendix A.3: the hash of PBKDF1; the cipher is DES. */
const pbes1: Record<string, Hash> = {
  [oid.pbeWithMD5AndDESCBC]: md5,
  [oid.pbeWithSHA1AndDESCBC]: sha1,
};

type Decrypt = (data: Uint8Array, key: Uint8Array, iv: Uint8Array) => Uint8Array;
const aes: Decrypt = (data, key, iv) => cbc(key, iv, { disablePadding: true }).decrypt(data);
/** RFC 8018 appendix B.2, NIST's AES: key size and what decrypts. */
const ciphers: Record<string, { keySize: number; decrypt: Decrypt }> = {
  [oid.aes128CBC]: { keySize: 16, decrypt: aes },
  [oid.aes192CBC]: { keySize: 24, decrypt: aes },
  [oid.aes256CBC]: { keySize: 32, decrypt: aes },
  [oid.desEDE3CBC]: { keySize: 24, decrypt: decryptTripleDesCbc },
};

/**
 * `unsupported`: by an algorithm that is not known here, or with parameters that cannot be read. `too-costly`: the key
 * takes more work (`rounds`) or memory than is spent on it here. Either way `algorithm` says which, by name or dotted.
 */
export type Refused =
  | { outcome: 'unsupported'; algorithm: string }
  | { outcome: 'too-costly'; algorithm: string; rounds: number };
/** `wrong`: the padding says that the key is not the right one. */
export type Decrypted = { outcome: 'plain'; bytes: Uint8Array } | { outcome: 'wrong' } | Refused;

/**
 * An AlgorithmIdentifier, read: what is derived of the password, and what is done with it. `algorithm`: what derives.
 * `decrypt` gets the keys in the order of `derivations`.
 */
export type Scheme = {
  algorithm: string;
  derivations: readonly Derivation[];
  blockSize: number;
  decrypt: (data: Uint8Array, keys: readonly Uint8Array[]) => Decrypted;
};

/** `algorithm`: an AlgorithmIdentifier. */
export function decryptWithPassword(
  algorithm: Cursor,
  data: Uint8Array,
  password: string,
  work: PasswordWork,
): Decrypted {
  const scheme = readScheme(algorithm);
  if ('outcome' in scheme) return scheme;
  if (data.length === 0) return unsupported(childrenOf(algorithm)[0]);
  if (data.length % scheme.blockSize !== 0) return { outcome: 'wrong' };
  const keys: Uint8Array[] = [];
  for (const derivation of scheme.derivations) {
    const key = work.derive(derivation, password);
    if (key === null) return tooCostly(scheme.algorithm, scheme.derivations);
    keys.push(key);
  }
  return scheme.decrypt(data, keys);
}

export const tooCostly = (algorithm: string, derivations: readonly Derivation[]): Refused => ({
  outcome: 'too-costly',
  algorithm,
  rounds: roundsOf(derivations),
});

export function readScheme(algorithm: Cursor): Scheme | Refused {
  const [type, parameters] = childrenOf(algorithm);
  const scheme = readObjectIdentifier(type)?.oid ?? '';
  if (parameters === undefined) return unsupported(type);
  if (scheme === oid.pbes2) return pbes2Scheme(childrenOf(parameters));
  const [salt, count] = childrenOf(parameters);
  const iterations = readCount(count);
  if (salt === undefined || iterations === null) return unsupported(type);
  const [hash, older] = [own(pbes1, scheme), own(olderSchemes, scheme)];
  if (hash) return pbes1Scheme(nameOf(type), hash, contentOf(salt), iterations);
  return older ? olderScheme(nameOf(type), older, contentOf(salt), iterations) : unsupported(type);
}

const unsupported = (type: Cursor | undefined): Refused => ({
  outcome: 'unsupported',
  algorithm: nameOf(type),
});

function nameOf(type: Cursor | undefined): string {
  const identifier = readObjectIdentifier(type);
  return identifier === null ? '' : (identifier.name ?? identifier.oid).replace(/^id-/, '');
}

function olderScheme(
  algorithm: string,
  { keySize, isStream, decrypt }: (typeof olderSchemes)[string],
  salt: Uint8Array,
  iterations: number,
): Scheme {
  const derive = (id: number, size: number): Derivation =>
    pkcs12Derivation(sha1, bmpString, salt, iterations, id, size);
  const bytes = (data: Uint8Array, [key = none, vector = none]: readonly Uint8Array[]): Uint8Array =>
    decrypt(data, key, vector);
  return isStream
    ? {
        algorithm,
        derivations: [derive(1, keySize)],
        blockSize: 1,
        decrypt: (data, keys) => ({ outcome: 'plain', bytes: bytes(data, keys) }),
      }
    : {
        algorithm,
        derivations: [derive(1, keySize), derive(2, 8)],
        blockSize: 8,
        decrypt: (data, keys) => unpadded(bytes(data, keys), 8),
      };
}
const none = new Uint8Array();

/** RFC 8018 section 6.1.2: 8 octets of key and 8 of initialization vector out of PBKDF1. */
const pbes1Scheme = (algorithm: string, hash: Hash, salt: Uint8Array, iterations: number): Scheme => ({
  algorithm,
  derivations: [pbkdf1(hash, algorithm, salt, iterations)],
  blockSize: 8,
  decrypt: (data, [derived = none]) => {
    const key = derived.subarray(0, 8);
    const tripled = Uint8Array.of(...key, ...key, ...key); // triple DES with one key thrice is DES
    return unpadded(decryptTripleDesCbc(data, tripled, derived.subarray(8, 16)), 8);
  },
});

function pbes2Scheme([kdf, scheme]: readonly Cursor[]): Scheme | Refused {
  const [kdfType, parameters] = kdf ? childrenOf(kdf) : [];
  const [cipherType, vector] = scheme ? childrenOf(scheme) : [];
  const cipher = own(ciphers, readObjectIdentifier(cipherType)?.oid ?? '');
  const derivationOf = own(keyDerivations, readObjectIdentifier(kdfType)?.oid ?? '');
  if (cipher === undefined || vector === undefined) return unsupported(cipherType);
  if (derivationOf === undefined || parameters === undefined) return unsupported(kdfType);
  const derivation = derivationOf(parameters, cipher.keySize, kdfType);
  if ('outcome' in derivation) return derivation;
  const iv = contentOf(vector);
  const blockSize = Math.max(iv.length, 1);
  return {
    algorithm: nameOf(kdfType),
    derivations: [derivation],
    blockSize,
    decrypt: (data, [key = none]) =>
      iv.length === 0 ? { outcome: 'wrong' } : unpadded(cipher.decrypt(data, key, iv), blockSize),
  };
}

type ReadDerivation = (parameters: Cursor, size: number, type: Cursor | undefined) => Derivation | Refused;

/** oid.pbkdf2-params (RFC 8018 appendix A.2). */
const pbkdf2Key: ReadDerivation = (parameters, size, type) => {
  const parts = childrenOf(parameters);
  const [salt, count] = parts;
  const named = parts.find((part, i) => i > 1 && isUniversal(part, tag.sequence));
  const [hashType] = named ? childrenOf(named) : [];
  const hash = named ? own(pseudorandom, readObjectIdentifier(hashType)?.oid ?? '') : sha1;
  const iterations = readCount(count);
  if (salt === undefined || iterations === null) return unsupported(type);
  return hash === undefined ? unsupported(hashType) : pbkdf2(hash, contentOf(salt), iterations, size);
};

/** scrypt-params (RFC 7914 section 7.1): `salt, costParameter, blockSize, parallelizationParameter`. */
const scryptKey: ReadDerivation = (parameters, size, type) => {
  const [salt, ...rest] = childrenOf(parameters);
  const [N, r, p] = rest.slice(0, 3).map(readCount);
  if (salt === undefined || !N || !r || !p) return unsupported(type);
  const isPowerOfTwo = N >= 2 && Number.isInteger(Math.log2(N));
  return isPowerOfTwo ? scryptDerivation(contentOf(salt), { N, r, p }, size) : unsupported(type);
};

const keyDerivations: Record<string, ReadDerivation> = { [oid.pbkdf2]: pbkdf2Key, [oid.scrypt]: scryptKey };

/** RFC 5652 section 6.3. */
function unpadded(bytes: Uint8Array, blockSize: number): Decrypted {
  const padding = bytes.at(-1) ?? 0;
  const end = bytes.length - padding;
  const isRight =
    padding >= 1 && padding <= blockSize && end >= 0 && bytes.subarray(end).every((o) => o === padding);
  return isRight ? { outcome: 'plain', bytes: bytes.subarray(0, end) } : { outcome: 'wrong' };
}

/** null: no INTEGER, or none above zero. More than can be counted is the most that can. */
export function readCount(cursor: Cursor | undefined): number | null {
  if (cursor === undefined || !isUniversal(cursor, tag.integer)) return null;
  const count = contentOf(cursor).reduce((sum, octet) => sum * 256 + octet, 0);
  return count >= 1 ? Math.min(count, Number.MAX_SAFE_INTEGER) : null;
}
