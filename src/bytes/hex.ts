/** Hexadecimal (RFC 4648 section 8), either case. */

/** `bytes`, or the position of the first character that is neither a digit nor skipped (text.length: one digit short). */
export type Decoded = { ok: true; bytes: Uint8Array } | { ok: false; position: number };

/** `strict`: digits only. `skip-space`: space, tab, CR, LF between digits, and `:` as fingerprints have it. */
export type HexMode = 'strict' | 'skip-space';

const digitValues = new Int8Array(128).fill(-1);
for (let v = 0; v < 16; v++) {
  digitValues[v.toString(16).charCodeAt(0)] = v;
  digitValues[v.toString(16).toUpperCase().charCodeAt(0)] = v;
}

const pairs = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Lower case digits, two an octet, `separator` between octets. */
export function encodeHex(bytes: Uint8Array, separator = ''): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    const chunk = Array.from(bytes.subarray(start, start + 8192), (octet) => pairs[octet] ?? '');
    parts.push(chunk.join(separator));
  }
  return parts.join(separator);
}

/** Octets of hexadecimal text. */
export function decodeHex(text: string, mode: HexMode = 'strict'): Decoded {
  const bytes = new Uint8Array(text.length >> 1);
  let count = 0;
  let high = -1;
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    const value = code < 128 ? (digitValues[code] ?? -1) : -1;
    if (value < 0) {
      if (mode === 'skip-space' && isSeparator(code)) continue;
      return { ok: false, position };
    }
    if (high < 0) {
      high = value;
    } else {
      bytes[count++] = (high << 4) | value;
      high = -1;
    }
  }
  return high < 0 ? { ok: true, bytes: bytes.subarray(0, count) } : { ok: false, position: text.length };
}

const isSeparator = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0x3a;
