/** A private key is recognised and forgotten: its kind is kept, and the public key that belongs to it. */
import { scan } from '../asn1/scan.ts';
import { childrenOf, isUniversal, tag, topOf, type Cursor } from './cursor.ts';
import type { PrivateKeyItem } from './inputReport.ts';
import { describeAlgorithm, describeEcKey } from './keyDescription.ts';
import type { CharRange } from './textMap.ts';

/** Where the key stood; `container`: the item it came out of. */
export type KeyOrigin = { label: string; range: CharRange; container: number | null };

/** Takes nothing from a key but what kind it is: neither its bytes nor its map into the text. */
export function privateKeyItem(der: Uint8Array, { label, range, container }: KeyOrigin): PrivateKeyItem {
  const outer = topOf(scan(der));
  const parts = outer === null ? [] : childrenOf(outer);
  const isSealed = isEncrypted(parts);
  const encrypted = label.startsWith('ENCRYPTED') || isSealed;
  const algorithm = encrypted ? null : keyAlgorithm(label, parts);
  const place = { label, range, lines: null, container };
  const sealed = isSealed ? der.slice() : null;
  return { kind: 'private-key', ...place, algorithm, encrypted, sealed, publicKey: null, matches: [] };
}

/** The item of an encrypted key whose password was given; `der` is its PKCS#8. */
export const openedKeyItem = (der: Uint8Array, { lines, ...origin }: PrivateKeyItem): PrivateKeyItem => ({
  ...privateKeyItem(der, { ...origin, label: 'PRIVATE KEY' }),
  label: origin.label,
  lines,
});

/** RFC 1421 encryption: what is inside is not ASN.1 until it is decrypted. */
export const encryptedKeyItem = ({ label, range, container }: KeyOrigin): PrivateKeyItem => ({
  kind: 'private-key',
  label,
  range,
  lines: null,
  container,
  algorithm: null,
  encrypted: true,
  sealed: null,
  publicKey: null,
  matches: [],
});

/** EncryptedPrivateKeyInfo (RFC 5958 section 3): `SEQUENCE { AlgorithmIdentifier, OCTET STRING }`. */
const isEncrypted = ([first, second]: Cursor[]): boolean =>
  first !== undefined &&
  second !== undefined &&
  isUniversal(first, tag.sequence) &&
  isUniversal(second, tag.octetString);

function keyAlgorithm(label: string, parts: Cursor[]): string | null {
  if (label === 'RSA PRIVATE KEY') return 'RSA';
  if (label === 'DSA PRIVATE KEY') return 'DSA';
  const [, second] = parts;
  if (second !== undefined && isUniversal(second, tag.sequence)) return describeAlgorithm(second);
  if (second !== undefined && isUniversal(second, tag.octetString)) return describeEcKey(parts);
  return parts.length >= 9 ? 'RSA' : null;
}
