/**
 * Base64 as it stands in a text (RFC 4648 section 4, RFC 7468 section 3): decoded together with a map between the
 * bytes and the characters that carry them, so that a node of the structure can be shown in the PEM text.
 */
import type { ByteRange } from '../bytes/range.ts';

/** A half-open span of characters (UTF-16 code units) of the input text. */
export type CharRange = { start: number; end: number };

/**
 * `bytes`: what the characters before the first bad one say. `bad`: that character, null when all were read;
 * `incomplete`: the digits do not end at a byte (RFC 4648 section 3.2: a group of four was cut).
 * `runs`: character offset of each unbroken run of digits; `digits`: how many digits came before that run.
 */
export type Base64Body = {
  bytes: Uint8Array;
  bad: CharRange | null;
  incomplete: boolean;
  runs: Uint32Array;
  digits: Uint32Array;
  digitCount: number;
};

const SKIP = 64;
const PAD = 65;
const BAD = 66;
const values = digitValues();

function digitValues(): Uint8Array {
  const table = new Uint8Array(128).fill(BAD);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let value = 0; value < 64; value++) table[alphabet.charCodeAt(value)] = value;
  for (const space of ' \t\n\v\f\r') table[space.charCodeAt(0)] = SKIP;
  table['='.charCodeAt(0)] = PAD;
  return table;
}

/**
 * Decodes `text` between `start` and `end`. Blanks and line ends may stand anywhere, and so may the two characters
 * `\n` or `\r` that a line end becomes inside JSON or a shell variable.
 */
export function decodeBase64Body(text: string, start: number, end: number): Base64Body {
  const bytes = new Uint8Array(Math.ceil(((end - start) * 3) / 4));
  const runs = new Offsets();
  const digits = new Offsets();
  let count = 0;
  let length = 0;
  let window = 0;
  let padding = 0;
  let inRun = false;
  let bad: CharRange | null = null;
  for (let at = start; at < end; at++) {
    const value = values[text.charCodeAt(at)] ?? BAD;
    if (value < 64 && padding === 0) {
      if (!inRun) {
        runs.push(at);
        digits.push(count);
        inRun = true;
      }
      window = ((window << 6) | value) & 0xffffff;
      count++;
      if ((count & 3) !== 1) bytes[length++] = (window >> (6 - 2 * ((count - 1) & 3))) & 0xff;
    } else if (value === PAD) {
      padding++;
    } else if (value !== SKIP && isEscapedLineEnd(text, at)) {
      at++;
      inRun = false;
    } else if (value === SKIP) {
      inRun = false;
    } else {
      bad = { start: at, end: at + characterLength(text, at) };
      break;
    }
  }
  const spare = padding > 0 ? (count + padding) & 3 : count & 3;
  return {
    bytes: bytes.subarray(0, length),
    bad,
    incomplete: bad === null && spare !== 0,
    runs: runs.trimmed(),
    digits: digits.trimmed(),
    digitCount: count,
  };
}

const isEscapedLineEnd = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 0x5c && (text[at + 1] === 'n' || text[at + 1] === 'r');

const characterLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** The characters that carry the bytes of `range`; null when it is empty or lies outside the body. */
export function charactersOfBytes(body: Base64Body, range: ByteRange): CharRange | null {
  if (range.start >= range.end || range.end > body.bytes.length) return null;
  const first = Math.floor((range.start * 8) / 6);
  const last = Math.floor((range.end * 8 - 1) / 6);
  return { start: characterOfDigit(body, first), end: characterOfDigit(body, last) + 1 };
}

/** Offset of the first byte that the character at `offset` carries bits of; null when it is not a digit. */
export function byteOfCharacter(body: Base64Body, offset: number): number | null {
  const run = lastAtMost(body.runs, offset);
  if (run < 0) return null;
  const digit = at(body.digits, run) + offset - at(body.runs, run);
  const nextRun = run + 1 < body.digits.length ? at(body.digits, run + 1) : body.digitCount;
  if (digit >= nextRun) return null;
  const byte = Math.floor((digit * 6) / 8);
  return byte < body.bytes.length ? byte : null;
}

function characterOfDigit(body: Base64Body, digit: number): number {
  const run = lastAtMost(body.digits, digit);
  return at(body.runs, run) + digit - at(body.digits, run);
}

const at = (offsets: Uint32Array, index: number): number => offsets[index] ?? 0;

/** Index of the last element that is not greater than `wanted`, -1 when there is none. */
function lastAtMost(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A growing column of offsets: a body of 20 MB has some 300,000 lines. */
class Offsets {
  private column = new Uint32Array(64);
  private length = 0;

  push(offset: number): void {
    if (this.length === this.column.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.column);
      this.column = larger;
    }
    this.column[this.length++] = offset;
  }

  trimmed(): Uint32Array {
    return this.column.slice(0, this.length);
  }
}
