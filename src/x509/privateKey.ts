/**
 * Private keys out of their DER: PKCS#8 (RFC 5208, RFC 8410), and the forms within it that openssl also writes on their
 * own (RSAPrivateKey of RFC 8017, ECPrivateKey of RFC 5915). Encrypted keys are not read.
 */
import * as oid from '../asn1/oid.ts';
import { scan } from '../asn1/scan.ts';
import * as der from '../asn1/writeDer.ts';
import {
  childrenOf,
  contentOf,
  contentRange,
  encapsulated,
  isContext,
  isUniversal,
  tag,
  topOf,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { algorithmFacts } from './publicKey.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';

/**
 * Numbers are big-endian octets without leading zeros; `secret` is an EC scalar as it stands there, or a seed.
 * `chinese`: p, q, d mod (p-1), d mod (q-1) and (inverse of q) mod p, as far as they are there.
 */
export type PrivateKey =
  | { kind: 'ec'; curve: string; secret: Uint8Array }
  | { kind: 'ed25519'; secret: Uint8Array }
  | {
      kind: 'rsa';
      modulus: Uint8Array;
      publicExponent: Uint8Array;
      privateExponent: Uint8Array;
      chinese: Uint8Array[];
    };

/** null: not a private key that is readable here. Never throws. */
export function readPrivateKey(bytes: Uint8Array): PrivateKey | null {
  const outer = topOf(scan(bytes));
  if (outer === null || !isUniversal(outer, tag.sequence)) return null;
  const [, second, third] = childrenOf(outer);
  if (second === undefined) return null;
  if (isUniversal(second, tag.integer)) return rsaPrivateKey(outer);
  if (isUniversal(second, tag.octetString)) return ecPrivateKey(outer, null);
  if (third === undefined || !isUniversal(third, tag.octetString)) return null;
  const inner = encapsulated(bytes, contentRange(third));
  return inner && privateKeyOf(childrenOf(second), inner);
}

/** `algorithm`: the members of privateKeyAlgorithm. */
function privateKeyOf([type, parameters]: readonly Cursor[], inner: Cursor): PrivateKey | null {
  const identifier = readObjectIdentifier(type);
  if (identifier === null) return null;
  const { kind, curve } = algorithmFacts(identifier.oid, parameters);
  if (kind === 'rsa') return rsaPrivateKey(inner);
  if (kind === 'ec') return ecPrivateKey(inner, curve);
  const isSeed = kind === 'ed25519' && isUniversal(inner, tag.octetString);
  return isSeed && contentOf(inner).length === 32 ? { kind, secret: contentOf(inner) } : null;
}

function rsaPrivateKey(sequence: Cursor): PrivateKey | null {
  const numbers = childrenOf(sequence).filter((part) => isUniversal(part, tag.integer));
  const [, modulus, publicExponent, privateExponent, ...chinese] = numbers.map((part) =>
    withoutZeros(contentOf(part)),
  );
  if (modulus === undefined || publicExponent === undefined || privateExponent === undefined) return null;
  return { kind: 'rsa', modulus, publicExponent, privateExponent, chinese };
}

/** `outerCurve`: what PKCS#8 says of it; else the key's own parameters do. */
function ecPrivateKey(sequence: Cursor, outerCurve: string | null): PrivateKey | null {
  const parts = childrenOf(sequence);
  const secret = parts[1];
  const own = parts.find((part) => isContext(part, 0));
  const curve = outerCurve ?? (own ? algorithmFacts(oid.ecPublicKey, childrenOf(own)[0]).curve : null);
  if (secret === undefined || curve === null) return null;
  return { kind: 'ec', curve, secret: contentOf(secret) };
}

function withoutZeros(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  return first < 0 ? octets.subarray(octets.length) : octets.subarray(first);
}

/** ECPrivateKey (RFC 5915) of a P-256 key, 32 bytes. */
export const p256PrivateKey = (secret: Uint8Array): Uint8Array =>
  der.sequence(
    der.integer(Uint8Array.of(1)),
    der.octetString(secret),
    der.explicit(0, der.objectIdentifier(oid.secp256r1)),
  );

/** PKCS#8 of an Ed25519 key (RFC 8410 section 7), its seed of 32 bytes. */
export const ed25519PrivateKey = (seed: Uint8Array): Uint8Array =>
  der.sequence(
    der.integer(Uint8Array.of(0)),
    der.sequence(der.objectIdentifier(oid.ed25519)),
    der.octetString(der.octetString(seed)),
  );
