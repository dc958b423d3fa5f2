/** Base64 (RFC 4648 section 4): the standard alphabet, with padding. */
import type { Decoded } from './hex.ts';

/** `strict`: nothing but the alphabet and padding. `skip-space`: white space anywhere, as PEM has it. */
export type Base64Mode = 'strict' | 'skip-space';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(128).fill(-1);
const codes = new Uint8Array(64);
for (let v = 0; v < 64; v++) {
  values[alphabet.charCodeAt(v)] = v;
  codes[v] = alphabet.charCodeAt(v);
}
const pad = 0x3d;

/** One line, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(pad);
  let o = 0;
  for (let p = 0; p < bytes.length; p += 3) {
    const left = bytes.length - p;
    const group = ((bytes[p] ?? 0) << 16) | ((bytes[p + 1] ?? 0) << 8) | (bytes[p + 2] ?? 0);
    out[o] = codes[group >> 18] ?? 0;
    out[o + 1] = codes[(group >> 12) & 63] ?? 0;
    if (left > 1) out[o + 2] = codes[(group >> 6) & 63] ?? 0;
    if (left > 2) out[o + 3] = codes[group & 63] ?? 0;
    o += 4;
  }
  return new TextDecoder().decode(out);
}

/**
 * Octets of base64 text. Refused, with the position of the first character that does not belong: characters outside
 * the alphabet, misplaced or missing padding (`text.length`), and trailing bits that are not zero (RFC 4648 section 3.5;
 * OpenSSL ignores those).
 */
export function decodeBase64(text: string, mode: Base64Mode = 'strict'): Decoded {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let count = 0;
  let group = 0;
  let digits = 0; // in the group
  let last = 0; // position of the last digit
  let position = 0;
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0) {
      if (mode === 'skip-space' && isSpace(code)) continue;
      break;
    }
    last = position;
    group = (group << 6) | value;
    if (++digits < 4) continue;
    bytes[count] = group >> 16;
    bytes[count + 1] = group >> 8;
    bytes[count + 2] = group;
    count += 3;
    digits = 0;
    group = 0;
  }
  const bad = checkPadding(text, position, digits, mode);
  if (bad !== null) return { ok: false, position: bad };
  if (digits === 0) return { ok: true, bytes: bytes.subarray(0, count) };
  const spare = digits === 2 ? group & 0x0f : group & 0x03;
  if (spare !== 0) return { ok: false, position: last };
  bytes[count++] = digits === 2 ? group >> 4 : group >> 10;
  if (digits === 3) bytes[count++] = group >> 2;
  return { ok: true, bytes: bytes.subarray(0, count) };
}

/** Position of the first fault in what follows the last digit, or null: `digits` of a group ask for `4 - digits` pads. */
function checkPadding(text: string, from: number, digits: number, mode: Base64Mode): number | null {
  if (digits === 1) return from;
  let wanted = digits === 0 ? 0 : 4 - digits;
  for (let position = from; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (mode === 'skip-space' && isSpace(code)) continue;
    if (code !== pad || wanted === 0) return position;
    wanted--;
  }
  return wanted > 0 ? text.length : null;
}

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);
