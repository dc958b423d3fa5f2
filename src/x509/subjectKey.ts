/** Public keys as certificates carry them (RFC 5280 section 4.1.2.7), from what they belong to. */
import * as oid from '../asn1/oid.ts';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as der from '../asn1/writeDer.ts';
import { own } from '../text/own.ts';
import type { PrivateKey } from './privateKey.ts';
import type { Certificate } from './types.ts';

/** The DER of a SubjectPublicKeyInfo, and of it the key alone: what identifiers are hashes of. */
export type SubjectKey = { subjectPublicKeyInfo: Uint8Array; key: Uint8Array };

/** The key of a certificate that exists. */
export const subjectKeyOf = ({ der: bytes, subjectPublicKeyInfo }: Certificate): SubjectKey => ({
  subjectPublicKeyInfo: bytes.slice(subjectPublicKeyInfo.range.start, subjectPublicKeyInfo.range.end),
  key: bytes.slice(subjectPublicKeyInfo.key.start, subjectPublicKeyInfo.key.end),
});

/** The public half of a private key; null: a curve or a number that is none here. */
export function publicHalf(key: PrivateKey): SubjectKey | null {
  if (key.kind === 'rsa') return rsaSubjectKey(key);
  if (key.kind === 'ed25519') return ed25519SubjectKey(ed25519.getPublicKey(key.secret));
  const curve = own(curves, key.curve);
  if (curve === undefined || !curve.group.utils.isValidSecretKey(key.secret)) return null;
  return ecSubjectKey(curve.oid, curve.group.getPublicKey(key.secret, false));
}

const curves: Partial<Record<string, { oid: string; group: typeof p256 }>> = {
  'P-256': { oid: oid.secp256r1, group: p256 },
  'P-384': { oid: oid.secp384r1, group: p384 },
  'P-521': { oid: oid.secp521r1, group: p521 },
  secp256k1: { oid: oid.secp256k1, group: secp256k1 },
};

/** `secret`: 32 bytes, below the group's order. */
export const p256SubjectKey = (secret: Uint8Array): SubjectKey =>
  ecSubjectKey(oid.secp256r1, p256.getPublicKey(secret, false));

/** RFC 5480 section 2. */
const ecSubjectKey = (curve: string, point: Uint8Array): SubjectKey =>
  subjectKey([der.objectIdentifier(oid.ecPublicKey), der.objectIdentifier(curve)], point);

/** RFC 8410 section 4. */
export const ed25519SubjectKey = (point: Uint8Array): SubjectKey =>
  subjectKey([der.objectIdentifier(oid.ed25519)], point);

/** RFC 3279 section 2.3.1. */
const rsaSubjectKey = ({ modulus, publicExponent }: Extract<PrivateKey, { kind: 'rsa' }>): SubjectKey =>
  subjectKey(
    [der.objectIdentifier(oid.rsaEncryption), der.nothing()],
    der.sequence(der.integer(modulus), der.integer(publicExponent)),
  );

const subjectKey = (algorithm: readonly Uint8Array[], key: Uint8Array): SubjectKey => ({
  subjectPublicKeyInfo: der.sequence(der.sequence(...algorithm), der.bitString(key)),
  key,
});
