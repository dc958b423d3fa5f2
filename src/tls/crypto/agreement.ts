/** Ephemeral key agreement: X25519 (RFC 7748) and the NIST curves (RFC 8422), in TLS 1.2 and 1.3 alike. */
import { x25519 } from '@noble/curves/ed25519.js';
import { p256, p384 } from '@noble/curves/nist.js';
import type { RandomBytes } from '../credential.ts';

export type AgreementGroup = 'x25519' | 'secp256r1' | 'secp384r1';

/** `publicKey` as key_exchange and the EC points of TLS 1.2 have it. */
export type KeyPair = { group: AgreementGroup; secretKey: Uint8Array; publicKey: Uint8Array };

const curves = { secp256r1: p256, secp384r1: p384 } as const;

export const isAgreementGroup = (group: string): group is AgreementGroup =>
  group === 'x25519' || Object.hasOwn(curves, group);

/** A key pair of the bytes that `random` gives for `label`. */
export function keyPair(group: AgreementGroup, random: RandomBytes, label: string): KeyPair {
  if (group === 'x25519') {
    const secretKey = random(32, label);
    return { group, secretKey, publicKey: x25519.getPublicKey(secretKey) };
  }
  const curve = curves[group];
  const { secretKey } = curve.keygen(random(curve.lengths.seed ?? 48, label));
  return { group, secretKey, publicKey: curve.getPublicKey(secretKey, false) };
}

/**
 * The shared secret; null: the peer's share is none of this group (wrong length, not on the curve, of small order:
 * RFC 9846 section 7.4.2 and 4.3.8.2). Compressed points are refused: RFC 9846 does not have them.
 */
export function agree({ group, secretKey }: KeyPair, peerShare: Uint8Array): Uint8Array | null {
  try {
    if (group === 'x25519') return x25519.getSharedSecret(secretKey, peerShare);
    if (peerShare[0] !== 0x04) return null;
    return curves[group].getSharedSecret(secretKey, peerShare).subarray(1);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}
