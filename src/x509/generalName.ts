/** GeneralName (RFC 5280 section 4.2.1.6): one node -> type, octets and the text people read. */
import ipaddr from 'ipaddr.js';
import { decodeOid } from '../asn1/oids.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { childrenOf, contentOf, rangeOf, type Cursor } from './cursor.ts';
import { distinguishedNameText, readName } from './name.ts';
import { readObjectIdentifier } from './objectIdentifier.ts';
import { escapeOctets, isAscii } from './strings.ts';
import type { GeneralName, GeneralNameType, SanMalformation } from './types.ts';

/** By context tag number. */
const types: readonly GeneralNameType[] = [
  'otherName',
  'rfc822Name',
  'dNSName',
  'x400Address',
  'directoryName',
  'ediPartyName',
  'uniformResourceIdentifier',
  'iPAddress',
  'registeredID',
];

const IA5_TYPES: readonly GeneralNameType[] = ['rfc822Name', 'dNSName', 'uniformResourceIdentifier'];
const CONSTRUCTED: readonly GeneralNameType[] = ['otherName', 'x400Address', 'directoryName', 'ediPartyName'];

/** null: its tag is none of [0] to [8]. `path` is that of the GeneralName, without the choice. */
export function readGeneralName(cursor: Cursor, path: string): GeneralName | null {
  const type =
    cursor.document.tagClass(cursor.node) === 2 ? types[cursor.document.tagNumber(cursor.node)] : undefined;
  if (type === undefined) return null;
  const bytes = contentOf(cursor);
  return { path: `${path}.${type}`, range: rangeOf(cursor), type, bytes, text: nameText(type, cursor) };
}

function nameText(type: GeneralNameType, cursor: Cursor): string {
  const bytes = contentOf(cursor);
  switch (type) {
    case 'iPAddress':
      return addressText(bytes);
    case 'registeredID':
      return decodeOid(bytes) ?? escapeOctets(bytes);
    case 'directoryName':
      return directoryText(cursor);
    case 'otherName':
      return otherNameText(cursor);
    default:
      return escapeOctets(bytes);
  }
}

/** RFC 5952 for 4 and 16 octets; any other number of octets (a malformed name) as hex pairs with colons. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length === 16) return new ipaddr.IPv6([...bytes]).toRFC5952String();
  return bytesToHex(bytes).replace(/(..)(?=.)/g, '$1:');
}

function directoryText(cursor: Cursor): string {
  const name = readName(childrenOf(cursor)[0], '');
  return name === null ? escapeOctets(contentOf(cursor)) : distinguishedNameText(name, cursor.document.bytes);
}

function otherNameText(cursor: Cursor): string {
  const [type, value] = childrenOf(cursor);
  const identifier = readObjectIdentifier(type);
  if (identifier === null || value === undefined) return escapeOctets(contentOf(cursor));
  const inner = childrenOf(value)[0];
  return `${identifier.name ?? identifier.oid}:${inner === undefined ? '' : escapeOctets(contentOf(inner))}`;
}

/** What is wrong with one name by itself; null: nothing. */
export function generalNameFault(name: GeneralName, cursor: Cursor): SanMalformation | null {
  if (cursor.document.constructed(cursor.node) !== CONSTRUCTED.includes(name.type)) return 'san-not-der';
  if (IA5_TYPES.includes(name.type) && !isAscii(name.bytes)) return 'san-not-ia5';
  if (name.type === 'iPAddress' && name.bytes.length !== 4 && name.bytes.length !== 16)
    return 'san-ip-length';
  return null;
}
