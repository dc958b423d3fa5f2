/** Bytes that look random and are the same for the same seed: chance is an argument here. */
import { sha256 } from '@noble/hashes/sha2.js';

const encoder = new TextEncoder();

/**
 * A source of bytes for a seed: `source(32, 'client random')`. The same seed, label and position give the same
 * bytes whatever else was asked for; a longer request begins with the shorter one. SHA-256 in counter mode over the
 * length of the seed, the seed, the label and the number of the block. Not secret: for lessons, never for real keys.
 */
export const seededBytes =
  (seed: string) =>
  (length: number, label: string): Uint8Array => {
    const bytes = new Uint8Array(length);
    const prefix = `${seed.length}:${seed}:${label}:`;
    for (let block = 0; block * 32 < length; block += 1) {
      const digest = sha256(encoder.encode(`${prefix}${block}`));
      bytes.set(digest.subarray(0, Math.min(32, length - block * 32)), block * 32);
    }
    return bytes;
  };
