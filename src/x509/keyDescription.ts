/** A key in a few words: `EC P-256`, `RSA 2048`, `Ed25519`. These are names, the same in every language. */
import { childrenOf, type Cursor } from './cursor.ts';
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
  return words(key) ?? key.algorithm.name ?? key.algorithm.oid;
}

/** As far as an AlgorithmIdentifier tells (a private key's): `RSA`, `EC P-256`; null when it is unreadable. */
export function describeAlgorithm(algorithm: Cursor): string | null {
  const [type, parameters] = childrenOf(algorithm);
  const identifier = readObjectIdentifier(type);
  if (identifier === null) return null;
  return words(algorithmFacts(identifier.oid, parameters)) ?? identifier.name ?? identifier.oid;
}

function words({ kind, bits, curve }: KeyFacts): string | null {
  const name = kindNames[kind];
  if (kind === 'ec') return curve === null ? name : `EC ${curve}`;
  if ((kind === 'rsa' || kind === 'dsa') && bits !== null) return `${name ?? ''} ${bits}`;
  return name;
}
