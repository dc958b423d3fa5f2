/** Fingerprints: a digest of the whole DER, as programs print them. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from '../bytes/hex.ts';

export type FingerprintAlgorithm = 'sha256' | 'sha1';

/** Upper-case octets with colons, as `openssl x509 -fingerprint` prints them. */
export function fingerprint(der: Uint8Array, algorithm: FingerprintAlgorithm): string {
  const digest = algorithm === 'sha256' ? sha256(der) : sha1(der);
  return encodeHex(digest, ':').toUpperCase();
}
