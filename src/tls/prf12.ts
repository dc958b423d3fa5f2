/**
 * The pseudorandom function of TLS 1.2 and what is derived with it: RFC 5246 sections 5, 6.3, 7.4.9 and 8.1, RFC 7627
 * section 4. The hash is that of the cipher suite.
 */
import { concat } from '../bytes/concat.ts';
import { hashLength, hmac } from './crypto/hash.ts';
import type { HashName } from './crypto/hash.ts';

const ascii = new TextEncoder();

/** Length of every master secret and of verify_data, in bytes. */
export const masterSecretLength = 48;
export const verifyDataLength = 12;

/** The first `length` bytes of `PRF(secret, label, seed)` (RFC 5246 section 5). */
export const prf = (
  hash: HashName,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array => expand(hash, secret, concat(ascii.encode(label), seed), length);

/** P_hash: HMAC over A(1) + seed, A(2) + seed, ... where A(0) is the seed and A(i) the HMAC of A(i-1). */
function expand(hash: HashName, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let a = seed;
  for (let filled = 0; filled < length; filled += hashLength(hash)) {
    a = hmac(hash, secret, a);
    const block = hmac(hash, secret, concat(a, seed));
    output.set(block.subarray(0, length - filled), filled);
  }
  return output;
}

/** What both hellos said at random. */
export type Randoms = { client: Uint8Array; server: Uint8Array };

/** RFC 5246 section 8.1. */
export const masterSecret = (
  hash: HashName,
  preMasterSecret: Uint8Array,
  { client, server }: Randoms,
): Uint8Array => prf(hash, preMasterSecret, 'master secret', concat(client, server), masterSecretLength);

/**
 * RFC 7627 section 4.
 * @param sessionHash the hash of all handshake messages from ClientHello to ClientKeyExchange, both included
 */
export const extendedMasterSecret = (
  hash: HashName,
  preMasterSecret: Uint8Array,
  sessionHash: Uint8Array,
): Uint8Array => prf(hash, preMasterSecret, 'extended master secret', sessionHash, masterSecretLength);

/** The key of one direction, and the part of its nonces that no record carries. */
export type WriteKey = { key: Uint8Array; iv: Uint8Array };

/** By who seals with it. */
export type WriteKeys = { client: WriteKey; server: WriteKey };

/** RFC 5246 section 6.3, for AEAD ciphers: no MAC keys. Lengths in bytes. Here the server's random comes first. */
export function writeKeys(
  hash: HashName,
  master: Uint8Array,
  { client, server }: Randoms,
  { key, iv }: { key: number; iv: number },
): WriteKeys {
  const block = prf(hash, master, 'key expansion', concat(server, client), 2 * (key + iv));
  const ivs = block.subarray(2 * key);
  return {
    client: { key: block.subarray(0, key), iv: ivs.subarray(0, iv) },
    server: { key: block.subarray(key, 2 * key), iv: ivs.subarray(iv) },
  };
}

const finishedLabels = { client: 'client finished', server: 'server finished' } as const;

/**
 * verify_data of the Finished that `sender` sends (RFC 5246 section 7.4.9).
 * @param handshakeHash the hash of all handshake messages before it
 */
export const verifyData12 = (
  hash: HashName,
  master: Uint8Array,
  sender: 'client' | 'server',
  handshakeHash: Uint8Array,
): Uint8Array => prf(hash, master, finishedLabels[sender], handshakeHash, verifyDataLength);
