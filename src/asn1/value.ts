/** The content of one node as a value to be shown. */
import ipaddr from 'ipaddr.js';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeHex } from '../bytes/hex.ts';
import type { ByteRange } from '../bytes/range.ts';
import type { Asn1Document } from './document.ts';
import type { NodeNames } from './nameNodes.ts';

import { ctLogs } from './ctLogs.ts';
import { decodeOid, oidName } from './oids.ts';
import { bitNames, numberName } from './schema/namedValues.ts';
import { schemaType } from './schema/registry.ts';
import { decodeText, type TextEncoding } from './text.ts';
import { readTime } from './time.ts';

/**
 * Octets to be shown as hexadecimal: all of them are `bytes`, in the document; `hex` shows the first `previewOctets`,
 * and `truncated` says whether there are more.
 */
export type OctetPreview = { bytes: ByteRange; hex: string; truncated: boolean };

/**
 * - `integer`: `decimal` is null above 64 bits, where people read hexadecimal. `hex` of a negative number is its two's
 *   complement, as encoded. `name`: of a number that has one in its type, as 2 is v3.
 * - `object-identifier`: `dotted` null when the octets are none.
 * - `string`: what `truncated` leaves out begins after `previewCharacters`; `text` may hold controls and NUL: show it
 *   through `visibleText`.
 * - `bit-string`: `bytes` without the octet that counts the unused bits. `names`: of the bits that are set, null for a type
 *   that names none.
 * - `time`: `text` is empty for the timestamp of an SCT, which counts milliseconds.
 * - `log-id`: of a log of certificate transparency; `name` null when it is not in our table.
 * - `ip-address`: address, or address and mask (as prefix length where it is one) in name constraints; RFC 5952 form.
 * - `octets`: anything else that is primitive.
 * - `malformed`: a value of the type `expected` cannot have these octets.
 */
export type NodeValue =
  | { kind: 'constructed' }
  | { kind: 'end-of-contents' }
  | { kind: 'null' }
  | { kind: 'boolean'; value: boolean }
  | ({
      kind: 'integer' | 'enumerated';
      decimal: string | null;
      negative: boolean;
      name: string | null;
    } & OctetPreview)
  | { kind: 'object-identifier'; dotted: string | null; name: string | null }
  | { kind: 'time'; text: string; date: Date | null }
  | { kind: 'string'; text: string; encoding: TextEncoding; malformed: boolean; truncated: boolean }
  | ({ kind: 'bit-string'; unusedBits: number; names: string[] | null } & OctetPreview)
  | { kind: 'ip-address'; text: string }
  | ({ kind: 'log-id'; name: string | null } & OctetPreview)
  | ({ kind: 'octet-string' | 'octets' } & OctetPreview)
  | ({ kind: 'malformed'; expected: string } & OctetPreview);

/** Octets shown of a value in hexadecimal, and read of a character string. */
export const previewOctets = 64;
export const previewTextOctets = 4096;

/**
 * The value of node `i`. `names` (from `nameNodes` of the same document) says what implicitly tagged nodes are, such
 * as a dNSName or an iPAddress; without it those are `octets`.
 */
export function describeValue(document: Asn1Document, i: number, names?: NodeNames): NodeValue {
  if (document.constructed(i)) return { kind: 'constructed' };
  const content = { start: document.content(i), end: document.end(i) };
  if (names?.field(i) === 'iPAddress') {
    const text = ipAddressText(document.bytes.subarray(content.start, content.end));
    if (text !== null) return { kind: 'ip-address', text };
  }
  const type = names?.type(i);
  if (document.tagClass(i) === 4) return describeTlsField(document.bytes, type, content);
  const tag = document.tagClass(i) === 0 ? document.tagNumber(i) : implicitTag(type);
  return describeContent(document.bytes, tag, content, type);
}

/** A field of an SCT (RFC 6962 section 3.2). */
function describeTlsField(bytes: Uint8Array, type: string | undefined, content: ByteRange): NodeValue {
  const octets = bytes.subarray(content.start, content.end);
  if (type === 'SctTimestamp') return { kind: 'time', text: '', date: millisecondsSince1970(octets) };
  if (type === 'LogID')
    return { kind: 'log-id', name: ctLogs.get(encodeBase64(octets)) ?? null, ...preview(bytes, content) };
  const [number] = octets;
  if (octets.length !== 1 || number === undefined) return { kind: 'octets', ...preview(bytes, content) };
  const name = numberName(type, number);
  return { kind: 'integer', decimal: String(number), negative: false, name, ...preview(bytes, content) };
}

/** Longer numbers (keys) are read in hexadecimal only. */
const longestDecimal = 64;

/** The whole of an INTEGER of up to 64 octets in decimal, whatever its size; null: another value. */
export function wholeDecimal(document: Asn1Document, i: number): string | null {
  const octets = document.bytes.subarray(document.content(i), document.end(i));
  if (document.identifier(i) !== 0x02 || octets.length === 0 || octets.length > longestDecimal) return null;
  return BigInt.asIntN(octets.length * 8, BigInt(`0x${encodeHex(octets)}`)).toString();
}

/** Null: beyond what a Date can hold. */
function millisecondsSince1970(octets: Uint8Array): Date | null {
  const date = new Date(octets.reduce((sum, octet) => sum * 256 + octet, 0));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The universal tag under an implicit one, by the type's name; null when that is unknown or several. */
function implicitTag(typeName: string | undefined): number | null {
  const type = typeName === undefined ? null : schemaType(typeName);
  return type?.kind === 'universal' ? type.tag : null;
}

function describeContent(
  bytes: Uint8Array,
  tag: number | null,
  content: ByteRange,
  type: string | undefined,
): NodeValue {
  const octets = bytes.subarray(content.start, content.end);
  switch (tag) {
    case 0:
      return { kind: 'end-of-contents' };
    case 1:
      return octets.length === 1
        ? { kind: 'boolean', value: octets[0] !== 0 }
        : malformed(bytes, content, 'BOOLEAN');
    case 2:
    case 10:
      return integer(bytes, content, tag === 2 ? 'integer' : 'enumerated', type);
    case 3:
      return bitString(bytes, content, type);
    case 4:
      return { kind: 'octet-string', ...preview(bytes, content) };
    case 5:
      return octets.length === 0 ? { kind: 'null' } : malformed(bytes, content, 'NULL');
    case 6: {
      const dotted = decodeOid(octets);
      return { kind: 'object-identifier', dotted, name: dotted === null ? null : oidName(dotted) };
    }
    case 23:
    case 24:
      return time(octets, tag);
    default:
      return string(octets, tag) ?? { kind: 'octets', ...preview(bytes, content) };
  }
}

function preview(bytes: Uint8Array, range: ByteRange): OctetPreview {
  const shown = Math.min(range.end, range.start + previewOctets);
  return {
    bytes: range,
    hex: encodeHex(bytes.subarray(range.start, shown)),
    truncated: shown < range.end,
  };
}

const malformed = (bytes: Uint8Array, content: ByteRange, expected: string): NodeValue => ({
  kind: 'malformed',
  expected,
  ...preview(bytes, content),
});

function integer(
  bytes: Uint8Array,
  content: ByteRange,
  kind: 'integer' | 'enumerated',
  type: string | undefined,
): NodeValue {
  const octets = bytes.subarray(content.start, content.end);
  if (octets.length === 0) return malformed(bytes, content, kind === 'integer' ? 'INTEGER' : 'ENUMERATED');
  const bits = octets.length * 8;
  const decimal = bits <= 64 ? BigInt.asIntN(bits, BigInt(`0x${encodeHex(octets)}`)).toString() : null;
  const name = decimal === null ? null : numberName(type, Number(decimal));
  return { kind, decimal, negative: (octets[0] ?? 0) >= 0x80, name, ...preview(bytes, content) };
}

function bitString(bytes: Uint8Array, content: ByteRange, type: string | undefined): NodeValue {
  const unusedBits = bytes[content.start] ?? 0;
  const octets = { start: content.start + 1, end: content.end };
  if (content.start === content.end || unusedBits > 7 || (unusedBits > 0 && octets.start === octets.end))
    return malformed(bytes, content, 'BIT STRING');
  const names = bitNames(type, bytes.subarray(octets.start, octets.end));
  return { kind: 'bit-string', unusedBits, names, ...preview(bytes, octets) };
}

function time(octets: Uint8Array, tag: number): NodeValue {
  const text = decodeText(20, octets.subarray(0, previewOctets))?.text ?? '';
  return { kind: 'time', text, date: octets.length > previewOctets ? null : readTime(tag, text) };
}

function string(octets: Uint8Array, tag: number | null): NodeValue | null {
  if (tag === null) return null;
  const truncated = octets.length > previewTextOctets;
  const decoded = decodeText(tag, truncated ? octets.subarray(0, wholeCharacters(octets, tag)) : octets);
  return decoded === null ? null : { kind: 'string', ...decoded, truncated };
}

/** Where a text can be cut at `previewTextOctets` (a multiple of 4) or shortly before: not inside a UTF-8 sequence. */
function wholeCharacters(octets: Uint8Array, tag: number): number {
  let end = previewTextOctets;
  while (tag === 12 && end > previewTextOctets - 4 && ((octets[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

/**
 * An iPAddress of RFC 5280 section 4.2.1.6 (4 or 16 octets) or, with a mask, 4.2.1.10 (8 or 32). Null: another length.
 */
export function ipAddressText(octets: Uint8Array): string | null {
  if (octets.length === 4 || octets.length === 16) return address(octets);
  if (octets.length !== 8 && octets.length !== 32) return null;
  const half = octets.length / 2;
  const mask = ipaddr.fromByteArray([...octets.subarray(half)]);
  return `${address(octets.subarray(0, half))}/${mask.prefixLengthFromSubnetMask() ?? address(octets.subarray(half))}`;
}

function address(octets: Uint8Array): string {
  const parsed = ipaddr.fromByteArray([...octets]);
  return parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString();
}
