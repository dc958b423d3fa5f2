/** HKDF (RFC 5869) and its labels in TLS 1.3 (RFC 9846 section 7.1). */
import { expand, extract } from '@noble/hashes/hkdf.js';
import { concat } from '../../bytes/concat.ts';
import { hashFunctions, hashLength, type HashName } from './hash.ts';

/** The pseudorandom key of `length` = the hash's. */
export const hkdfExtract = (hash: HashName, salt: Uint8Array, inputKey: Uint8Array): Uint8Array =>
  extract(hashFunctions[hash], inputKey, salt);

export const hkdfExpand = (hash: HashName, key: Uint8Array, info: Uint8Array, length: number): Uint8Array =>
  expand(hashFunctions[hash], key, info, length);

/** HKDF-Expand-Label; `label` without its `tls13 `. */
export const hkdfExpandLabel = (
  hash: HashName,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array => hkdfExpand(hash, secret, hkdfLabel(label, context, length), length);

/** Derive-Secret with the transcript's hash instead of its messages. */
export const deriveSecret = (
  hash: HashName,
  secret: Uint8Array,
  label: string,
  transcriptHash: Uint8Array,
): Uint8Array => hkdfExpandLabel(hash, secret, label, transcriptHash, hashLength(hash));

/** struct HkdfLabel */
function hkdfLabel(label: string, context: Uint8Array, length: number): Uint8Array {
  const name = new TextEncoder().encode(`tls13 ${label}`);
  return concat(
    Uint8Array.of(length >> 8, length & 0xff, name.length),
    name,
    Uint8Array.of(context.length),
    context,
  );
}
