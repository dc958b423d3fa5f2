/** A key in a few words: `EC P-256`, `RSA 2048`, `Ed25519`. These are names, the same in every language. */
import * as oid from '../asn1/oid.ts';
import { childrenOf, isContext, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import { algorithmFacts, type KeyFacts } from './publicKey.ts';
import type { SubjectPublicKeyInfo } from './types.ts';

const kindNames: Record<KeyFacts['kind'], string | null> = {
  rsa: 'RSA',
  ec: 'EC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  dsa: 'DSA',
  x25519: 'X25519',
  x448: 'X448',
  'ml-dsa': 'ML-DSA',
  unknown: null,
};

/** `RSA 2048`, `EC P-256`, `Ed25519`; the algorithm's name or OID for a kind unknown here. */
export function describeKey(key: SubjectPublicKeyInfo): string {
  const { name, oid } = key.algorithm;
  return parameterSet(name) ?? words(key) ?? name ?? oid;
}

/** As far as an AlgorithmIdentifier tells (a private key's): `RSA`, `EC P-256`; null when it is unreadable. */
export function describeAlgorithm(algorithm: Cursor): string | null {
  const [type, parameters] = childrenOf(algorithm);
  const identifier = readObjectIdentifier(type);
  if (identifier === null) return null;
  const { name, oid } = identifier;
  return parameterSet(name) ?? words(algorithmFacts(oid, parameters)) ?? name ?? oid;
}

/** By the parameters [0] of an ECPrivateKey (RFC 5915 section 3); the curve may be left out. */
export function describeEcKey(parts: readonly Cursor[]): string {
  const parameters = parts.find((part) => isContext(part, 0));
  const curve = parameters && algorithmFacts(oid.ecPublicKey, childrenOf(parameters)[0]).curve;
  return curve ? `EC ${curve}` : 'EC';
}

/** How FIPS 203, 204 and 205 write the parameter sets that NIST's identifiers name. */
const families: readonly [RegExp, string][] = [
  [/^id-ml-dsa-/, 'ML-DSA-'],
  [/^id-slh-dsa-sha2-/, 'SLH-DSA-SHA2-'],
  [/^id-slh-dsa-shake-/, 'SLH-DSA-SHAKE-'],
  [/^id-alg-ml-kem-/, 'ML-KEM-'],
];

function parameterSet(name: string | null): string | null {
  const family = families.find(([start]) => name !== null && start.test(name));
  return name !== null && family ? name.replace(...family) : null;
}

function words({ kind, bits, curve }: KeyFacts): string | null {
  const name = kindNames[kind];
  if (kind === 'ec') return curve === null ? name : `EC ${curve}`;
  if ((kind === 'rsa' || kind === 'dsa') && bits !== null) return `${name ?? ''} ${bits}`;
  return name;
}
