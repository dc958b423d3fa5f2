/** Private keys in base64 without armour: in a line of their own, in JSON, between quotes, wrapped at any width. */
import { base64Value } from '../base64Body.ts';
import type { CharRange } from '../textMap.ts';
import { base64From, frameOf, isDigit } from './body.ts';
import { keyStart } from './keyOctets.ts';

/** Octets that are enough to tell a key by. */
const ENOUGH = 192;

/** Where base64 of a private key stands in `text`. */
export function base64Keys(text: string): CharRange[] {
  const digits = new Digits(text);
  const found: CharRange[] = [];
  let covered = 0;
  for (let index = 0; index < digits.count; index++) {
    if (!mayBegin(digits, index)) continue;
    const key = keyStart(digits.octets(index, ENOUGH), 0);
    const start = key === null ? 0 : digits.place(index);
    if (key === null || start < covered) continue;
    const wanted = key.length === Infinity ? Infinity : Math.ceil((key.length * 8) / 6);
    const frame = frameOf(text, { start, end: start });
    const { end } = base64From(text, start, wanted, { ...frame, after: '' });
    found.push({ start, end });
    covered = end;
  }
  return found;
}

/** `M` and a letter up to P begin a SEQUENCE; the others are OpenSSH's format and Java's key stores. */
function mayBegin({ values }: Digits, index: number): boolean {
  const [first, second] = [values[index] ?? 0, values[index + 1] ?? 0];
  if (first === 12) return second < 16 && isHeader(values, index);
  return (
    (first === 27 && second === 55) || (first === 63 && second === 46) || (first === 51 && second === 44)
  );
}

/** The header of a SEQUENCE, and behind it that of an INTEGER of one octet or of a SEQUENCE. */
function isHeader(values: Uint8Array, index: number): boolean {
  const octet = (at: number): number => {
    const digit = index + Math.floor((at * 4) / 3);
    const [a, b] = [values[digit] ?? 0, values[digit + 1] ?? 0];
    const spare = (at % 3) * 2;
    return ((a << (2 + spare)) | (b >> (4 - spare))) & 0xff;
  };
  const length = octet(1);
  const content = length < 0x81 ? 2 : length < 0x85 ? length - 0x80 + 2 : 0;
  if (content === 0) return false;
  return octet(content) === 0x30 || (octet(content) === 0x02 && octet(content + 1) === 1);
}

/** Every this many digits their place in the text is kept. */
const STRIDE = 256;

/** The digits of base64 in a text, whatever stands between them. */
class Digits {
  readonly values: Uint8Array;
  readonly count: number;
  readonly text: string;
  readonly #places: number[] = [];

  constructor(text: string) {
    this.text = text;
    this.values = new Uint8Array(text.length);
    let count = 0;
    for (let at = 0; at < text.length; at++) {
      const value = valueAt(text, at);
      if (value > 63) continue;
      if (count % STRIDE === 0) this.#places.push(at);
      this.values[count++] = value;
    }
    this.count = count;
  }

  /** What the digits from `index` on say, up to `most` octets. */
  octets(index: number, most: number): Uint8Array {
    const size = Math.min(most, Math.floor(((this.count - index) * 6) / 8));
    const bytes = new Uint8Array(Math.max(0, size));
    let window = 0;
    for (let digit = 0, at = 0; at < size; digit++) {
      window = ((window << 6) | (this.values[index + digit] ?? 0)) & 0xffffff;
      if ((digit & 3) !== 0) bytes[at++] = window >> (6 - 2 * (digit & 3));
    }
    return bytes;
  }

  /** Where the digit at `index` stands. */
  place(index: number): number {
    let at = this.#places[Math.floor(index / STRIDE)] ?? 0;
    for (let left = index % STRIDE; left > 0; left--) {
      at++;
      while (at < this.text.length && valueAt(this.text, at) > 63) at++;
    }
    return at;
  }
}

/** 64 and more: no digit. */
function valueAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x2d) return isDigit(text, at) ? 62 : 64;
  return code < 128 ? (worth[code] ?? 64) : 64;
}
const worth = Uint8Array.from({ length: 128 }, (_, code) =>
  code === 0x5f ? 63 : Math.min(64, base64Value(code)),
);
