/** Distinguished names: RFC 5280 section 4.1.2.4 in, RFC 4514 text out. */
import { equalBytes } from '../bytes/equalBytes.ts';
import * as oid from '../asn1/oid.ts';
import { own } from '../text/own.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { childrenOf, contentOf, isUniversal, rangeOf, tag, type Cursor } from './cursor.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import { decodeString, escapeOctets } from './strings.ts';
import type { Name, NameAttribute } from './types.ts';

/**
 * The attributes of a Name in encoded order; whatever is not an AttributeTypeAndValue inside is passed over.
 * null: not a SEQUENCE. `path` is that of the field (`tbsCertificate.subject`).
 */
export function readName(cursor: Cursor | undefined, path: string): Name | null {
  if (cursor === undefined || !isUniversal(cursor, tag.sequence)) return null;
  const attributes: NameAttribute[] = [];
  for (const [rdn, relative] of childrenOf(cursor).entries()) {
    if (!isUniversal(relative, tag.set)) continue;
    for (const [index, pair] of childrenOf(relative).entries()) {
      const attribute = readAttribute(pair, rdn, `${path}[${rdn}][${index}].value`);
      if (attribute !== null) attributes.push(attribute);
    }
  }
  return { path, range: rangeOf(cursor), attributes };
}

function readAttribute(pair: Cursor, rdn: number, path: string): NameAttribute | null {
  const [type, value] = childrenOf(pair);
  const identifier = readObjectIdentifier(type);
  if (identifier === null || value === undefined) return null;
  const tagNumber = value.document.tagNumber(value.node);
  const bytes = contentOf(value);
  const universal = value.document.tagClass(value.node) === 0;
  const text = (universal ? decodeString(tagNumber, bytes) : null) ?? escapeOctets(bytes);
  return { path, range: rangeOf(value), ...identifier, rdn, tagNumber, bytes, text };
}

/** RFC 4514 section 3: the short names every implementation must know, and what people write for e-mail. */
const shortNames: Record<string, string> = {
  [oid.commonName]: 'CN',
  [oid.countryName]: 'C',
  [oid.localityName]: 'L',
  [oid.stateOrProvinceName]: 'ST',
  [oid.streetAddress]: 'STREET',
  [oid.organizationName]: 'O',
  [oid.organizationalUnitName]: 'OU',
  [oid.userId]: 'UID',
  [oid.domainComponent]: 'DC',
};

/**
 * RFC 4514 section 2: last RelativeDistinguishedName first, `,` between them, `+` inside one (also last first, as
 * OpenSSL prints it: the standard leaves that order open); types outside its table
 * are dotted with the value as `#hex` of its DER (the whole TLV of `der`).
 */
export function distinguishedNameText(name: Name, der: Uint8Array): string {
  const parts: string[] = [];
  for (const attribute of name.attributes) {
    const text = attributeText(attribute, der);
    parts[attribute.rdn] =
      parts[attribute.rdn] === undefined ? text : `${text}+${parts[attribute.rdn] ?? ''}`;
  }
  return parts
    .filter((part) => part !== '')
    .reverse()
    .join(',');
}

function attributeText(attribute: NameAttribute, der: Uint8Array): string {
  const short = own(shortNames, attribute.oid);
  if (short !== undefined) return `${short}=${escapeValue(attribute.text)}`;
  return `${attribute.oid}=#${bytesToHex(der.subarray(attribute.range.start, attribute.range.end))}`;
}

/** RFC 4514 section 2.4. NUL must be escaped; other control characters may stand. */
export const escapeValue = (text: string): string =>
  text
    .replace(/["+,;<>\\]/g, (character) => `\\${character}`)
    .replaceAll('\0', '\\00')
    .replace(/^[ #]|(?<=.) $/g, (character) => `\\${character}`);

/** All values of one attribute type, e.g. `2.5.4.3` for commonName, in encoded order. */
export const attributeValues = (name: Name, oid: string): NameAttribute[] =>
  name.attributes.filter((attribute) => attribute.oid === oid);

/** Whether two names are the same octet for octet, as chain building compares them (RFC 5280 section 7.1, exact). */
export function sameName(a: { name: Name; der: Uint8Array }, b: { name: Name; der: Uint8Array }): boolean {
  const left = a.der.subarray(a.name.range.start, a.name.range.end);
  const right = b.der.subarray(b.name.range.start, b.name.range.end);
  return equalBytes(left, right);
}
