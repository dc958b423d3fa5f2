/** The private keys that sign in TLS: curves by TLS's names, RSA with what the Chinese remainder theorem takes. */
import { bytesToNumberBE } from '@noble/curves/utils.js';
import { readPrivateKey } from '../../x509/privateKey.ts';
import { signingCurve, type SigningCurve } from './publicKey.ts';

export type RsaPrivateKey = {
  kind: 'rsa';
  n: bigint;
  p: bigint;
  q: bigint;
  dp: bigint;
  dq: bigint;
  qInverse: bigint;
};
export type SigningKey =
  | { kind: 'ec'; curve: SigningCurve; scalar: Uint8Array }
  | { kind: 'ed25519'; seed: Uint8Array }
  | RsaPrivateKey;

/** Octets of a scalar. */
const scalarLength: Record<SigningCurve, number> = { secp256r1: 32, secp384r1: 48, secp521r1: 66 };

/** null: not a private key, or of a kind that cannot sign here. Never throws. */
export function signingKey(der: Uint8Array): SigningKey | null {
  const key = readPrivateKey(der);
  if (key === null) return null;
  if (key.kind === 'ed25519') return { kind: 'ed25519', seed: key.secret.slice() };
  if (key.kind === 'rsa') return rsaKey(key.modulus, key.chinese);
  const curve = signingCurve(key.curve);
  const length = curve && scalarLength[curve];
  if (curve === null || length === null || key.secret.length > length) return null;
  const scalar = new Uint8Array(length);
  scalar.set(key.secret, length - key.secret.length);
  return { kind: 'ec', curve, scalar };
}

function rsaKey(modulus: Uint8Array, chinese: readonly Uint8Array[]): RsaPrivateKey | null {
  const n = bytesToNumberBE(modulus);
  const [p, q, dp, dq, qInverse] = chinese.map(bytesToNumberBE);
  if (p === undefined || q === undefined || dp === undefined || dq === undefined) return null;
  if (qInverse === undefined) return null;
  return p * q === n && n < 1n << 8200n ? { kind: 'rsa', n, p, q, dp, dq, qInverse } : null;
}
