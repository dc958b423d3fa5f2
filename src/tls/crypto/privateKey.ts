/** A private key in DER: PKCS#8 (RFC 5958), or bare as SEC 1 (RFC 5915) or PKCS#1 (RFC 8017) have it. */
import { bytesToNumberBE } from '@noble/curves/utils.js';
import {
  childrenOf,
  contentOf,
  encapsulated,
  isContext,
  isUniversal,
  tag,
  type Cursor,
} from '../../x509/cursor.ts';
import { readObjectIdentifier } from '../../x509/objectIdentifier.ts';
import type { SigningCurve } from './publicKey.ts';

export type RsaPrivateKey = {
  kind: 'rsa';
  n: bigint;
  p: bigint;
  q: bigint;
  dp: bigint;
  dq: bigint;
  qInverse: bigint;
};
export type PrivateKey =
  | { kind: 'ec'; curve: SigningCurve; scalar: Uint8Array }
  | { kind: 'ed25519'; seed: Uint8Array }
  | RsaPrivateKey;

const curves = new Map<string | undefined, { curve: SigningCurve; length: number }>([
  ['1.2.840.10045.3.1.7', { curve: 'secp256r1', length: 32 }],
  ['1.3.132.0.34', { curve: 'secp384r1', length: 48 }],
  ['1.3.132.0.35', { curve: 'secp521r1', length: 66 }],
]);
const EC = '1.2.840.10045.2.1';
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const ED25519 = '1.3.101.112';

/** null: none of these, or of a kind that cannot sign here. Never throws. */
export function readPrivateKey(der: Uint8Array): PrivateKey | null {
  const outer = encapsulated(der, { start: 0, end: der.length });
  if (outer === null || !isUniversal(outer, tag.sequence)) return null;
  const [, second, third] = childrenOf(outer);
  if (second === undefined) return null;
  if (isUniversal(second, tag.sequence)) return third === undefined ? null : fromPkcs8(second, third);
  return isUniversal(second, tag.octetString) ? ecKey(outer, undefined) : rsaKey(outer);
}

/** OneAsymmetricKey's privateKeyAlgorithm and privateKey. */
function fromPkcs8(algorithm: Cursor, octets: Cursor): PrivateKey | null {
  const [type, parameters] = childrenOf(algorithm);
  const inner = encapsulatedIn(octets);
  if (inner === null) return null;
  switch (readObjectIdentifier(type)?.oid) {
    case EC:
      return ecKey(inner, parameters);
    case RSA_ENCRYPTION:
      return rsaKey(inner);
    case ED25519: {
      const seed = contentOf(inner);
      return seed.length === 32 ? { kind: 'ed25519', seed: seed.slice() } : null;
    }
    default:
      return null;
  }
}

function encapsulatedIn(octets: Cursor): Cursor | null {
  const content = contentOf(octets).slice();
  return encapsulated(content, { start: 0, end: content.length });
}

/** ECPrivateKey; its curve is in its own [0] or comes from outside. */
function ecKey(key: Cursor, outerParameters: Cursor | undefined): PrivateKey | null {
  const [, octets, ...rest] = childrenOf(key);
  const own = rest.find((part) => isContext(part, 0));
  const parameters = outerParameters ?? (own === undefined ? undefined : childrenOf(own)[0]);
  const known = curves.get(readObjectIdentifier(parameters)?.oid);
  if (known === undefined || octets === undefined) return null;
  const { curve, length } = known;
  const digits = contentOf(octets);
  if (digits.length > length) return null;
  const scalar = new Uint8Array(length);
  scalar.set(digits, length - digits.length);
  return { kind: 'ec', curve, scalar };
}

/** RSAPrivateKey: version, n, e, d, p, q, d mod (p-1), d mod (q-1), (inverse of q) mod p. */
function rsaKey(key: Cursor): PrivateKey | null {
  const numbers = childrenOf(key).filter((part) => isUniversal(part, tag.integer));
  const [, n, , , p, q, dp, dq, qInverse] = numbers.map((number) => bytesToNumberBE(contentOf(number)));
  if (n === undefined || p === undefined || q === undefined) return null;
  if (dp === undefined || dq === undefined || qInverse === undefined) return null;
  return p * q === n && n < 1n << 8200n ? { kind: 'rsa', n, p, q, dp, dq, qInverse } : null;
}
