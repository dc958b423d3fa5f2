/** The hashes of TLS 1.2 and 1.3. */
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** SHA-1 only where a client of TLS 1.2 does not say what it verifies. */
export type SignatureHash = HashName | 'sha1';

export const hashFunctions = { sha1, sha256, sha384, sha512 } as const;

/** Bytes of a digest. */
export const hashLength = (name: SignatureHash): number => hashFunctions[name].outputLen;

export const digest = (name: SignatureHash, message: Uint8Array): Uint8Array => hashFunctions[name](message);

/** RFC 2104. */
export const hmac = (name: HashName, key: Uint8Array, message: Uint8Array): Uint8Array =>
  nobleHmac(hashFunctions[name], key, message);

/** A digest that grows: `digest()` tells it so far. */
export type RunningHash = { update(bytes: Uint8Array): void; digest(): Uint8Array };

export function runningHash(name: HashName): RunningHash {
  const state = hashFunctions[name].create();
  return {
    update: (bytes) => {
      state.update(bytes);
    },
    digest: () => state.clone().digest(),
  };
}
