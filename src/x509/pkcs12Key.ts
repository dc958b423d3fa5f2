/** Keys out of passwords as PKCS#12 has them (RFC 7292 appendix B), for its older encryption and for its MAC. */
import { hmac } from '@noble/hashes/hmac.js';
import type { Hash as Hashing } from '@noble/hashes/utils.js';
import { concat } from '../bytes/concat.ts';
import { own } from '../text/own.ts';
import { childrenOf, type Cursor } from './cursor.ts';
import { hashes, type Hash } from './hashes.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';

/** RFC 7292 appendix B.1: UTF-16 with big-endian units and two zero octets at the end. */
export function bmpString(password: string): Uint8Array {
  const octets = new Uint8Array(password.length * 2 + 2);
  for (let i = 0; i < password.length; i++) {
    octets[2 * i] = password.charCodeAt(i) >> 8;
    octets[2 * i + 1] = password.charCodeAt(i) & 0xff;
  }
  return octets;
}

/**
 * RFC 7292 appendix B.2. `id`: 1 for a key, 2 for an initialization vector, 3 for a MAC key. `tick` is called after each
 * `every` iterations, with their number.
 */
export function pkcs12Key(
  hash: Hash,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  id: number,
  size: number,
  tick: (iterations: number) => void,
  every: number,
): Uint8Array {
  const block = hash.blockLen;
  const filled = (octets: Uint8Array): Uint8Array =>
    Uint8Array.from(
      { length: Math.ceil(octets.length / block) * block },
      (_, i) => octets[i % octets.length] ?? 0,
    );
  const input = concat(filled(salt), filled(password));
  const key = new Uint8Array(size);
  for (let at = 0; at < size; at += hash.outputLen) {
    const digest = hash(concat(new Uint8Array(block).fill(id), input));
    hashAgain(hash, digest, iterations - 1, tick, every);
    key.set(digest.subarray(0, size - at), at);
    addBlocks(input, digest, block);
  }
  return key;
}

/** A hash that can be gone on from more than once. */
interface Running extends Hashing<Running> {
  _cloneInto(to?: Running): Running;
}

/** Puts the hash of `digest` in its place, so many times. The hash's beginning is made once. */
export function hashAgain(
  hash: Hash,
  digest: Uint8Array,
  times: number,
  tick: (iterations: number) => void,
  every: number,
): void {
  const begun: Running = hash.create();
  const work = begun._cloneInto();
  for (let done = 1; done <= times; done++) {
    begun._cloneInto(work).update(digest).digestInto(digest);
    if (done % every === 0) tick(every);
  }
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
  own(hashes, readObjectIdentifier(childrenOf(algorithm)[0])?.oid ?? '') ?? null;

export const mac = (hash: Hash, key: Uint8Array, data: Uint8Array): Uint8Array => hmac(hash, key, data);
