/** The extensions field (RFC 5280 section 4.2) and the values other rooms need. */
import * as oid from '../asn1/oid.ts';
import { oidName } from '../asn1/oids.ts';
import {
  childrenOf,
  contentOf,
  contentRange,
  encapsulated,
  isContext,
  isUniversal,
  rangeOf,
  tag,
  type Cursor,
} from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import type { BasicConstraints, Extension } from './types.ts';

/** `field` is the EXPLICIT [3]. Whatever stands in its SEQUENCE is kept, in encoded order. */
export function readExtensions(field: Cursor | undefined, path: string): Extension[] {
  return readExtensionList(field && childrenOf(field)[0], path);
}

/** As `readExtensions`; `sequence` is the Extensions itself. */
export const readExtensionList = (sequence: Cursor | undefined, path: string): Extension[] =>
  sequence === undefined
    ? []
    : childrenOf(sequence).map((entry, index) => readExtension(entry, `${path}[${index}]`));

function readExtension(entry: Cursor, path: string): Extension {
  const range = rangeOf(entry);
  const parts = childrenOf(entry);
  const identifier = readObjectIdentifier(parts[0]);
  const value = parts.find((part) => isUniversal(part, tag.octetString));
  const flag = parts.find((part) => isUniversal(part, tag.boolean));
  const critical = flag !== undefined && contentOf(flag).some((octet) => octet !== 0);
  const expected = flag === undefined ? 2 : 3;
  const regular = isUniversal(entry, tag.sequence) && parts.length === expected && parts.at(-1) === value;
  if (identifier !== null && value !== undefined && regular) {
    return { path, range, ...identifier, critical, value: contentRange(value) };
  }
  const guess = value === undefined ? { start: range.end, end: range.end } : contentRange(value);
  return {
    path,
    range,
    oid: '',
    name: null,
    ...identifier,
    critical,
    value: guess,
    malformed: 'extension-structure',
  };
}

/** The first extension with this OID: what `keyUsage` and the like of a Certificate are read from. */
const first = (extensions: Extension[], oid: string): Extension | undefined =>
  extensions.find((extension) => extension.oid === oid);

function value(der: Uint8Array, extensions: Extension[], oid: string): Cursor | null {
  const extension = first(extensions, oid);
  return extension === undefined ? null : encapsulated(der, extension.value);
}

/** RFC 5280 section 4.2.1.3, by bit number. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

export function readKeyUsage(der: Uint8Array, extensions: Extension[]): string[] | null {
  const bits = value(der, extensions, oid.keyUsage);
  if (bits === null || !isUniversal(bits, tag.bitString)) return null;
  const octets = contentOf(bits).subarray(1);
  return KEY_USAGES.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

export function readExtKeyUsage(der: Uint8Array, extensions: Extension[]): string[] | null {
  const sequence = value(der, extensions, oid.extKeyUsage);
  if (sequence === null || !isUniversal(sequence, tag.sequence)) return null;
  return childrenOf(sequence).flatMap((purpose) => {
    const identifier = readObjectIdentifier(purpose);
    return identifier === null ? [] : [purposeName(identifier.oid)];
  });
}

/** RFC 5280 section 4.2.1.12 writes `id-kp-serverAuth`; people say `serverAuth`. */
const purposeName = (oid: string): string => (oidName(oid) ?? oid).replace(/^id-kp-/, '');

export function readBasicConstraints(der: Uint8Array, extensions: Extension[]): BasicConstraints | null {
  const sequence = value(der, extensions, oid.basicConstraints);
  if (sequence === null || !isUniversal(sequence, tag.sequence)) return null;
  const parts = childrenOf(sequence);
  const ca = parts.find((part) => isUniversal(part, tag.boolean));
  const limit = parts.find((part) => isUniversal(part, tag.integer));
  return {
    ca: ca !== undefined && contentOf(ca).some((octet) => octet !== 0),
    pathLength: limit === undefined ? null : smallInteger(contentOf(limit)),
  };
}

/** Big-endian; a negative number counts as 0 and one beyond 2^53 as that (either way: a limit). */
function smallInteger(bytes: Uint8Array): number {
  if (((bytes[0] ?? 0) & 0x80) !== 0) return 0;
  return bytes.reduce((sum, octet) => Math.min(sum * 256 + octet, Number.MAX_SAFE_INTEGER), 0);
}

export function readSubjectKeyIdentifier(der: Uint8Array, extensions: Extension[]): Uint8Array | null {
  const octets = value(der, extensions, oid.subjectKeyIdentifier);
  return octets !== null && isUniversal(octets, tag.octetString) ? contentOf(octets) : null;
}

/** Only keyIdentifier [0]; issuer and serial number are left to the tree. */
export function readAuthorityKeyIdentifier(der: Uint8Array, extensions: Extension[]): Uint8Array | null {
  const sequence = value(der, extensions, oid.authorityKeyIdentifier);
  if (sequence === null || !isUniversal(sequence, tag.sequence)) return null;
  const identifier = childrenOf(sequence).find((part) => isContext(part, 0));
  return identifier === undefined ? null : contentOf(identifier);
}
