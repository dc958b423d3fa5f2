/** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7; RFC 3279, 5480, 8410, 9881) -> kind, size and curve. */
import * as oid from '../asn1/oid.ts';
import { oidName } from '../asn1/oids.ts';
import type { ByteRange } from '../bytes/range.ts';
import { own } from '../text/own.ts';
import {
  childrenOf,
  contentOf,
  contentRange,
  encapsulated,
  isUniversal,
  rangeOf,
  tag,
  type Cursor,
} from './cursor.ts';
import { readAlgorithmIdentifier, readObjectIdentifier } from './objectIdentifier.ts';
import type { SubjectPublicKeyInfo } from './types.ts';

export type KeyFacts = { kind: SubjectPublicKeyInfo['kind']; bits: number | null; curve: string | null };

/** Algorithms whose size does not depend on the key. */
const fixed: Record<string, KeyFacts> = {
  [oid.x25519]: { kind: 'x25519', bits: 255, curve: null },
  [oid.x448]: { kind: 'x448', bits: 448, curve: null },
  [oid.ed25519]: { kind: 'ed25519', bits: 255, curve: null },
  [oid.ed448]: { kind: 'ed448', bits: 448, curve: null },
  [oid.mlDsa44]: { kind: 'ml-dsa', bits: null, curve: null },
  [oid.mlDsa65]: { kind: 'ml-dsa', bits: null, curve: null },
  [oid.mlDsa87]: { kind: 'ml-dsa', bits: null, curve: null },
};

const RSA = [oid.rsaEncryption, oid.rsassaPSS];

/** Field sizes and the names people use, by curve OID (RFC 5480 section 2.1.1.1, RFC 5639, SEC 2). */
const curves: Record<string, { curve: string; bits: number }> = {
  [oid.secp192r1]: { curve: 'P-192', bits: 192 },
  [oid.secp224r1]: { curve: 'P-224', bits: 224 },
  [oid.secp256r1]: { curve: 'P-256', bits: 256 },
  [oid.secp384r1]: { curve: 'P-384', bits: 384 },
  [oid.secp521r1]: { curve: 'P-521', bits: 521 },
  [oid.secp256k1]: { curve: 'secp256k1', bits: 256 },
  [oid.brainpoolP256r1]: { curve: 'brainpoolP256r1', bits: 256 },
  [oid.brainpoolP384r1]: { curve: 'brainpoolP384r1', bits: 384 },
  [oid.brainpoolP512r1]: { curve: 'brainpoolP512r1', bits: 512 },
};

/** null: not `SEQUENCE { AlgorithmIdentifier, BIT STRING }`. */
export function readPublicKey(cursor: Cursor | undefined, path: string): SubjectPublicKeyInfo | null {
  if (cursor === undefined || !isUniversal(cursor, tag.sequence)) return null;
  const [first, second] = childrenOf(cursor);
  const algorithm = readAlgorithmIdentifier(first, `${path}.algorithm`);
  if (algorithm === null || first === undefined || second === undefined) return null;
  const key = bitStringContent(second);
  if (key === null) return null;
  const facts = algorithmFacts(algorithm.oid, childrenOf(first)[1]);
  const bits = facts.kind === 'rsa' ? modulusBits(cursor, key) : facts.bits;
  return { path, range: rangeOf(cursor), algorithm, ...facts, bits, key };
}

/** Content of a primitive BIT STRING behind its unused-bits octet; null: not one. */
export function bitStringContent(cursor: Cursor): ByteRange | null {
  const content = contentRange(cursor);
  if (!isUniversal(cursor, tag.bitString) || content.start === content.end) return null;
  return { start: content.start + 1, end: content.end };
}

/** What the AlgorithmIdentifier alone tells; the size of an RSA key is not in it. */
export function algorithmFacts(algorithm: string, parameters: Cursor | undefined): KeyFacts {
  if (RSA.includes(algorithm)) return { kind: 'rsa', bits: null, curve: null };
  if (algorithm === oid.ecPublicKey)
    return { kind: 'ec', bits: null, curve: null, ...namedCurve(parameters) };
  if (algorithm === oid.dsa)
    return { kind: 'dsa', bits: integerBits(parameters && childrenOf(parameters)[0]), curve: null };
  return own(fixed, algorithm) ?? { kind: 'unknown', bits: null, curve: null };
}

function namedCurve(parameters: Cursor | undefined): Partial<KeyFacts> {
  const identifier = readObjectIdentifier(parameters);
  if (identifier === null) return {};
  return own(curves, identifier.oid) ?? { curve: oidName(identifier.oid) ?? identifier.oid };
}

/** RFC 8017 appendix A.1.1: the key is `SEQUENCE { modulus, publicExponent }`. */
function modulusBits({ document }: Cursor, key: ByteRange): number | null {
  const sequence = encapsulated(document.bytes, key);
  return sequence === null ? null : integerBits(childrenOf(sequence)[0]);
}

function integerBits(cursor: Cursor | undefined): number | null {
  if (cursor === undefined || !isUniversal(cursor, tag.integer)) return null;
  const bytes = contentOf(cursor);
  const first = bytes.findIndex((octet) => octet !== 0);
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32((bytes[first] ?? 0) << 24);
}
