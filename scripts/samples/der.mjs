/**
 * A DER writer just large enough for the lab certificates. Each function returns the whole TLV. It mirrors the
 * ASN.1 modules of RFC 5280; X.690 section 10 (DER) fixes lengths and the order of SET OF.
 */

const utf8 = new TextEncoder();

/** @param {number} tag identifier octet @param {...Uint8Array} parts content */
export function tlv(tag, ...parts) {
  const content = concat(...parts);
  return concat(Uint8Array.of(tag), lengthOctets(content.length), content);
}

function lengthOctets(length) {
  if (length < 0x80) return Uint8Array.of(length);
  const octets = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const sequence = (...parts) => tlv(0x30, ...parts);
export const set = (...parts) => tlv(0x31, ...parts);
export const octetString = (bytes) => tlv(0x04, bytes);
export const bitString = (bytes, unusedBits = 0) => tlv(0x03, Uint8Array.of(unusedBits), bytes);
export const boolean = (value) => tlv(0x01, Uint8Array.of(value ? 0xff : 0));
export const nothing = () => tlv(0x05);
export const utf8String = (text) => tlv(0x0c, utf8.encode(text));
export const printableString = (text) => tlv(0x13, utf8.encode(text));
export const ia5String = (text) => tlv(0x16, utf8.encode(text));
/** Context-specific, constructed. */
export const explicit = (number, ...parts) => tlv(0xa0 | number, ...parts);
/** Context-specific, primitive. */
export const implicit = (number, bytes) => tlv(0x80 | number, bytes);

/** @param {number | Uint8Array} value not negative; bytes are big-endian */
export function integer(value) {
  const bytes = typeof value === 'number' ? numberBytes(value) : value;
  return tlv(0x02, bytes[0] & 0x80 ? concat(Uint8Array.of(0), bytes) : bytes);
}

function numberBytes(value) {
  const bytes = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes.length ? bytes : [0]);
}

/** @param {string} dotted */
export function objectIdentifier(dotted) {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest];
  return tlv(0x06, Uint8Array.from(arcs.flatMap(base128)));
}

function base128(arc) {
  const digits = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift((rest % 128) | 0x80);
  }
  return digits;
}

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5). @param {string} day `2026-01-01` */
export function time(day) {
  const digits = `${day.replaceAll('-', '')}000000Z`;
  return day < '2050' ? tlv(0x17, utf8.encode(digits.slice(2))) : tlv(0x18, utf8.encode(digits));
}

/** @param {number[]} positions bits that are set, 0 first; trailing zero bits are left out as DER wants */
export function namedBits(positions) {
  const last = Math.max(...positions);
  const bytes = new Uint8Array(Math.floor(last / 8) + 1);
  for (const position of positions) bytes[position >> 3] |= 0x80 >> (position & 7);
  return bitString(bytes, 7 - (last & 7));
}
