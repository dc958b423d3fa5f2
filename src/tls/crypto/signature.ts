/** Signature schemes (RFC 9846 section 4.3.3): which key makes which, and whether a signature is one. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { SignatureSchemeName } from '../codePoints.ts';
import { digest, type SignatureHash } from './hash.ts';
import type { PublicKey, SigningCurve } from './publicKey.ts';
import { verifyRsa, type RsaPadding } from './rsa.ts';

export const signingCurves = { secp256r1: p256, secp384r1: p384, secp521r1: p521 } as const;

/** `curve`: what TLS 1.3 ties the scheme to; TLS 1.2 reads `hash` only (RFC 9846 section 4.3.3). */
export type SchemeParts =
  | { kind: 'ec'; hash: SignatureHash; curve: SigningCurve }
  | { kind: 'ed25519' }
  | { kind: 'rsa'; hash: SignatureHash; padding: RsaPadding };

const schemes = new Map<SignatureSchemeName, SchemeParts>([
  ['ecdsa_secp256r1_sha256', { kind: 'ec', hash: 'sha256', curve: 'secp256r1' }],
  ['ecdsa_secp384r1_sha384', { kind: 'ec', hash: 'sha384', curve: 'secp384r1' }],
  ['ecdsa_secp521r1_sha512', { kind: 'ec', hash: 'sha512', curve: 'secp521r1' }],
  ['ed25519', { kind: 'ed25519' }],
  ['rsa_pss_rsae_sha256', { kind: 'rsa', hash: 'sha256', padding: 'pss' }],
  ['rsa_pss_rsae_sha384', { kind: 'rsa', hash: 'sha384', padding: 'pss' }],
  ['rsa_pss_rsae_sha512', { kind: 'rsa', hash: 'sha512', padding: 'pss' }],
  ['rsa_pkcs1_sha256', { kind: 'rsa', hash: 'sha256', padding: 'pkcs1' }],
  ['rsa_pkcs1_sha384', { kind: 'rsa', hash: 'sha384', padding: 'pkcs1' }],
  ['rsa_pkcs1_sha512', { kind: 'rsa', hash: 'sha512', padding: 'pkcs1' }],
  ['ecdsa_sha1', { kind: 'ec', hash: 'sha1', curve: 'secp256r1' }],
  ['rsa_pkcs1_sha1', { kind: 'rsa', hash: 'sha1', padding: 'pkcs1' }],
]);

/** What TLS 1.2 falls back to where the client names no schemes (RFC 5246 section 7.4.1.4.1); never offered. */
const fallbacks: readonly SignatureSchemeName[] = ['ecdsa_sha1', 'rsa_pkcs1_sha1'];

type KeyShape = { kind: PublicKey['kind']; curve?: SigningCurve };

/** undefined: a scheme that is never used here. */
export const schemeParts = (scheme: SignatureSchemeName): SchemeParts | undefined => schemes.get(scheme);

/** Whether a handshake of TLS 1.3 may be signed so with such a key: PKCS#1 v1.5 is for certificates only. */
export function fits13(scheme: SignatureSchemeName, key: KeyShape): boolean {
  const parts = schemes.get(scheme);
  if (parts?.kind !== key.kind) return false;
  if (fallbacks.includes(scheme)) return false;
  if (parts.kind === 'ec') return parts.curve === key.curve;
  return parts.kind === 'ed25519' || parts.padding === 'pss';
}

/** The same for TLS 1.2 (RFC 5246 section 7.4.1.4.1, RFC 8422 section 5.1.3), where ECDSA goes with any curve. */
export const fits12 = (scheme: SignatureSchemeName, key: KeyShape): boolean =>
  schemes.get(scheme)?.kind === key.kind;

/** All schemes that fit in either version, those of TLS 1.3 first. */
export const schemesFor = (key: KeyShape): SignatureSchemeName[] => {
  const fitting = [...schemes.keys()].filter((scheme) => fits12(scheme, key) && !fallbacks.includes(scheme));
  return [
    ...fitting.filter((scheme) => fits13(scheme, key)),
    ...fitting.filter((scheme) => !fits13(scheme, key)),
  ];
};

/** Whether `signature` is this key's over `content`. false for a scheme that is not the key's kind. Never throws. */
export function isSignature(
  scheme: SignatureSchemeName,
  key: PublicKey,
  content: Uint8Array,
  signature: Uint8Array,
): boolean {
  const parts = schemes.get(scheme);
  if (parts?.kind !== key.kind) return false;
  try {
    return verifies(parts, key, content, signature);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

function verifies(parts: SchemeParts, key: PublicKey, content: Uint8Array, signature: Uint8Array): boolean {
  if (key.kind === 'ed25519') return ed25519.verify(signature, content, key.point, { zip215: false });
  if (key.kind === 'ec' && parts.kind === 'ec')
    return signingCurves[key.curve].verify(signature, digest(parts.hash, content), key.point, {
      prehash: false,
      lowS: false,
      format: 'der',
    });
  return (
    key.kind === 'rsa' &&
    parts.kind === 'rsa' &&
    verifyRsa(parts.padding, parts.hash, key, content, signature)
  );
}
