/**
 * Hybrid Public Key Encryption (RFC 9180) in base mode, with the one suite that is used here: DHKEM(X25519,
 * HKDF-SHA256), HKDF-SHA256, AES-128-GCM. Held against the vectors of RFC 9180 appendix A.1.1.
 */
import { x25519 } from '@noble/curves/ed25519.js';
import { concat } from '../bytes/concat.ts';
import { big16 } from '../bytes/integers.ts';
import { hpkeAead, hpkeKdf, hpkeKem } from './codePoints.ts';
import { open, seal } from './crypto/aead.ts';
import { agree } from './crypto/agreement.ts';
import { hkdfExpand, hkdfExtract } from './crypto/hkdf.ts';

/** The suite's code points. */
export const hpkeSuite = {
  kem: hpkeKem('DHKEM(X25519, HKDF-SHA256)'),
  kdf: hpkeKdf('HKDF-SHA256'),
  aead: hpkeAead('AES-128-GCM'),
} as const;
/** Octets: of a key of X25519, of a shared secret, of an AES-128 key, of a nonce, of what sealing adds. */
export const hpkeLengths = { publicKey: 32, sharedSecret: 32, key: 16, nonce: 12, tag: 16 } as const;

export type HpkeKeyPair = { secretKey: Uint8Array; publicKey: Uint8Array };

/** Seals, or opens, one message after the other: each has a nonce of its own. */
export type HpkeContext = { key: Uint8Array; baseNonce: Uint8Array };

const utf8 = new TextEncoder();
const none = new Uint8Array(0);
const hash = 'sha256';
const kemSuite = concat(utf8.encode('KEM'), big16(hpkeSuite.kem));
const wholeSuite = concat(
  utf8.encode('HPKE'),
  big16(hpkeSuite.kem),
  big16(hpkeSuite.kdf),
  big16(hpkeSuite.aead),
);
const baseMode = 0x00;

/** Section 4: LabeledExtract. */
const labeledExtract = (suite: Uint8Array, salt: Uint8Array, label: string, input: Uint8Array): Uint8Array =>
  hkdfExtract(hash, salt, concat(utf8.encode('HPKE-v1'), suite, utf8.encode(label), input));

/** Section 4: LabeledExpand. */
const labeledExpand = (
  suite: Uint8Array,
  secret: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Uint8Array =>
  hkdfExpand(
    hash,
    secret,
    concat(big16(length), utf8.encode('HPKE-v1'), suite, utf8.encode(label), info),
    length,
  );

/** Section 7.1.3: DeriveKeyPair. `input`: 32 octets of chance, or more. */
export function hpkeKeyPair(input: Uint8Array): HpkeKeyPair {
  const derived = labeledExtract(kemSuite, none, 'dkp_prk', input);
  const secretKey = labeledExpand(kemSuite, derived, 'sk', none, hpkeLengths.publicKey);
  return { secretKey, publicKey: x25519.getPublicKey(secretKey) };
}

/** Section 4.1: ExtractAndExpand. */
function sharedSecret(agreed: Uint8Array, encapsulated: Uint8Array, recipient: Uint8Array): Uint8Array {
  const extracted = labeledExtract(kemSuite, none, 'eae_prk', agreed);
  const context = concat(encapsulated, recipient);
  return labeledExpand(kemSuite, extracted, 'shared_secret', context, hpkeLengths.sharedSecret);
}

/** Section 5.1: KeySchedule, base mode: no shared key and no name for it. */
function keySchedule(secret: Uint8Array, info: Uint8Array): HpkeContext {
  const context = concat(
    [baseMode],
    labeledExtract(wholeSuite, none, 'psk_id_hash', none),
    labeledExtract(wholeSuite, none, 'info_hash', info),
  );
  const scheduled = labeledExtract(wholeSuite, secret, 'secret', none);
  return {
    key: labeledExpand(wholeSuite, scheduled, 'key', context, hpkeLengths.key),
    baseNonce: labeledExpand(wholeSuite, scheduled, 'base_nonce', context, hpkeLengths.nonce),
  };
}

/**
 * Section 5.1.1: SetupBaseS. `ephemeral`: a key pair for this once. `enc` goes to the recipient; `secret` is the
 * shared_secret of the KEM. null: the recipient's key is none of X25519 (wrong length, of small order).
 */
export function setupSender(
  recipientKey: Uint8Array,
  info: Uint8Array,
  ephemeral: HpkeKeyPair,
): { enc: Uint8Array; secret: Uint8Array; context: HpkeContext } | null {
  const agreed = agree({ group: 'x25519', ...ephemeral }, recipientKey);
  if (agreed === null) return null;
  const enc = ephemeral.publicKey;
  const secret = sharedSecret(agreed, enc, recipientKey);
  return { enc, secret, context: keySchedule(secret, info) };
}

/** Section 5.1.1: SetupBaseR. null: `enc` is no key of X25519. */
export function setupRecipient(
  enc: Uint8Array,
  recipient: HpkeKeyPair,
  info: Uint8Array,
): HpkeContext | null {
  const agreed = agree({ group: 'x25519', ...recipient }, enc);
  return agreed && keySchedule(sharedSecret(agreed, enc, recipient.publicKey), info);
}

/** Section 5.2: the nonce of message `sequence`, counted from 0. */
function nonceOf({ baseNonce }: HpkeContext, sequence: number): Uint8Array {
  const nonce = baseNonce.slice();
  for (let at = nonce.length - 1, rest = sequence; rest > 0; at -= 1, rest = Math.floor(rest / 256))
    nonce[at] = (nonce[at] ?? 0) ^ (rest % 256);
  return nonce;
}

export const hpkeSeal = (
  context: HpkeContext,
  sequence: number,
  additional: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array => seal('aes-128-gcm', context.key, nonceOf(context, sequence), additional, plaintext);

/** null: sealed under another context, sequence number or additional data, or changed since. */
export const hpkeOpen = (
  context: HpkeContext,
  sequence: number,
  additional: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | null => open('aes-128-gcm', context.key, nonceOf(context, sequence), additional, ciphertext);
