/**
 * Writes DER (X.690 section 10): each function returns a whole TLV, and nests as the ASN.1 does:
 * `sequence(objectIdentifier(oid.subjectAltName), octetString(value))`.
 */
import { encodeOid } from './oids.ts';

/** Identifier octets of the types written here (X.690 section 8, X.680 section 8.4). */
const identifier = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
  contextSpecific: 0x80,
  constructed: 0x20,
} as const;

const encoder = new TextEncoder();

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(identifier.sequence, parts);
export const set = (...parts: readonly Uint8Array[]): Uint8Array => tlv(identifier.set, parts);
export const octetString = (...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(identifier.octetString, parts);
/** Of whole octets. */
export const bitString = (...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(identifier.bitString, [Uint8Array.of(0), ...parts]);
export const boolean = (value: boolean): Uint8Array =>
  tlv(identifier.boolean, [Uint8Array.of(value ? 0xff : 0)]);
export const nothing = (): Uint8Array => tlv(identifier.null, []);
export const utf8String = (text: string): Uint8Array => tlv(identifier.utf8String, [encoder.encode(text)]);
/** `[number]` around whole TLVs. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(identifier.contextSpecific | identifier.constructed | number, parts);
/** `[number] IMPLICIT` of a primitive type: its content octets. */
export const implicit = (number: number, content: Uint8Array): Uint8Array =>
  tlv(identifier.contextSpecific | number, [content]);

/** @throws RangeError when `dotted` is no object identifier: a mistake of the caller. */
export function objectIdentifier(dotted: string): Uint8Array {
  const content = encodeOid(dotted);
  if (content === null) throw new RangeError(`${dotted} is no object identifier`);
  return tlv(identifier.objectIdentifier, [content]);
}

/** A number that is not negative, from its big-endian octets, leading zeros or not. */
export function integer(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : octets.subarray(first);
  const sign = (digits[0] ?? 0) & 0x80 ? [Uint8Array.of(0)] : [];
  return tlv(identifier.integer, [...sign, digits]);
}

/** Bits by their number, 0 first; zero bits at the end are left out (X.690 section 11.2.2). */
export function namedBits(positions: readonly number[]): Uint8Array {
  const last = Math.max(-1, ...positions);
  const octets = new Uint8Array(Math.floor(last / 8) + 1);
  for (const position of positions) {
    const index = position >> 3;
    octets[index] = (octets[index] ?? 0) | (0x80 >> (position & 7));
  }
  return tlv(identifier.bitString, [Uint8Array.of(last < 0 ? 0 : 7 - (last & 7)), octets]);
}

/** Time of RFC 5280 section 4.1.2.5: UTCTime until 2049, GeneralizedTime from then on; whole seconds. */
export function time(instant: Date): Uint8Array {
  const digits = `${instant.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  return instant.getUTCFullYear() < 2050
    ? tlv(identifier.utcTime, [encoder.encode(digits.slice(2))])
    : tlv(identifier.generalizedTime, [encoder.encode(digits)]);
}

function tlv(identifierOctet: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = [identifierOctet, ...lengthOctets(length)];
  const bytes = new Uint8Array(header.length + length);
  bytes.set(header);
  let position = header.length;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100)) octets.unshift(rest % 0x100);
  return [0x80 | octets.length, ...octets];
}
