/** Authenticated encryption (RFC 5116): AES-GCM and ChaCha20-Poly1305 (RFC 8439). */
import { gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

export type AeadName = 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';

/** Bytes that every one of these adds to what it seals, and of every nonce. */
export const tagLength = 16;
export const nonceLength = 12;

const keyLengths: Readonly<Record<AeadName, number>> = {
  'aes-128-gcm': 16,
  'aes-256-gcm': 32,
  'chacha20-poly1305': 32,
};

export const keyLength = (aead: AeadName): number => keyLengths[aead];

const cipher = (aead: AeadName, key: Uint8Array, nonce: Uint8Array, additional: Uint8Array) =>
  aead === 'chacha20-poly1305' ? chacha20poly1305(key, nonce, additional) : gcm(key, nonce, additional);

export const seal = (
  aead: AeadName,
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array => cipher(aead, key, nonce, additional).encrypt(plaintext);

/** null: not sealed with this key, nonce and additional data, or changed since. */
export function open(
  aead: AeadName,
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | null {
  if (ciphertext.length < tagLength) return null;
  try {
    return cipher(aead, key, nonce, additional).decrypt(ciphertext);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}
