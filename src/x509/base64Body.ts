/** Base64 as it stands in a text (RFC 4648 section 4, RFC 7468 section 3), decoded together with its map. */
import { DigitRuns, type CharRange, type TextMap } from './textMap.ts';

/**
 * `bytes`: what the characters before the first bad one say. `bad`: that character, null when all were read;
 * `incomplete`: the digits do not end at a byte (RFC 4648 section 3.2: a group of four was cut).
 */
export type Base64Body = TextMap & { bytes: Uint8Array; bad: CharRange | null; incomplete: boolean };

/** What a character is worth besides a digit's 0 to 63. */
export const SKIP = 64;
export const PAD = 65;
const BAD = 66;
const values = digitValues();

/** The worth of an ASCII character: a digit's value, `SKIP`, `PAD`, or something above. */
export const base64Value = (code: number): number => values[code] ?? BAD;

/** Characters that together mean one: how many, and what they are worth. */
export type OddCharacters = { length: number; value: number };

/** How characters outside the alphabet are read, where a reader takes more than RFC 7468 does. */
export type BodyReading = {
  /** The characters at `at` (the body ends at `end`); null: bad. */
  odd(text: string, at: number, end: number): OddCharacters | null;
  /** How many characters at the beginning of a line, at `at`, do not belong to the body. */
  linePrefix(text: string, at: number): number;
};

/** The two characters `\n` or `\r` that a line end becomes inside JSON or a shell variable. */
const escapedLineEnds: BodyReading = {
  odd: (text, at) =>
    text.charCodeAt(at) === 0x5c && (text[at + 1] === 'n' || text[at + 1] === 'r')
      ? { length: 2, value: SKIP }
      : null,
  linePrefix: () => 0,
};

function digitValues(): Uint8Array {
  const table = new Uint8Array(128).fill(BAD);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let value = 0; value < 64; value++) table[alphabet.charCodeAt(value)] = value;
  for (const space of ' \t\n\v\f\r') table[space.charCodeAt(0)] = SKIP;
  table['='.charCodeAt(0)] = PAD;
  return table;
}

/** Decodes `text` between `start` and `end`, up to `mostDigits`. Blanks and line ends may stand anywhere. */
export function decodeBase64Body(
  text: string,
  start: number,
  end: number,
  reading: BodyReading = escapedLineEnds,
  mostDigits = end - start,
): Base64Body {
  const bytes = new Uint8Array(Math.ceil((Math.min(end - start, mostDigits) * 3) / 4));
  const runs = new DigitRuns();
  let length = 0;
  let window = 0;
  let padding = 0;
  let bad: CharRange | null = null;
  for (let at = start; at < end && runs.count < mostDigits; at++) {
    if (padding === 0 && (runs.count & 3) === 0) {
      const stop = Math.min(end, at + mostDigits - runs.count);
      const groups = decodeGroups(text, { start: at, end: stop }, bytes, length);
      if (groups > 0) {
        runs.digit(at, groups * 4);
        length += groups * 3;
        at += groups * 4 - 1;
        continue;
      }
    }
    const code = text.charCodeAt(at);
    let value = values[code] ?? BAD;
    let more = 0;
    if (value === BAD) {
      const odd = reading.odd(text, at, end);
      if (odd !== null) {
        value = odd.value;
        more = odd.length - 1;
      }
    }
    if (value < 64 && padding === 0) {
      runs.digit(at);
      window = ((window << 6) | value) & 0xffffff;
      if ((runs.count & 3) !== 1) bytes[length++] = (window >> (6 - 2 * ((runs.count - 1) & 3))) & 0xff;
      if (more > 0) runs.interrupt();
    } else if (value === PAD) {
      padding++;
    } else if (value === SKIP) {
      runs.interrupt();
      if (code === 0x0a || code === 0x0d) more = reading.linePrefix(text, at + 1);
    } else {
      bad = { start: at, end: at + characterLength(text, at) };
      break;
    }
    at += more;
  }
  const spare = padding > 0 ? (runs.count + padding) & 3 : runs.count & 3;
  return {
    ...runs.map(6, length),
    bytes: bytes.subarray(0, length),
    bad,
    incomplete: bad === null && spare !== 0,
  };
}

/** Writes to `bytes`, from `length` on, what the whole groups of four plain digits say that `range` begins with: how many. */
function decodeGroups(text: string, range: CharRange, bytes: Uint8Array, length: number): number {
  let from = range.start;
  for (let to = length; from + 4 <= range.end; from += 4, to += 3) {
    const first = base64Value(text.charCodeAt(from));
    const second = base64Value(text.charCodeAt(from + 1));
    const third = base64Value(text.charCodeAt(from + 2));
    const fourth = base64Value(text.charCodeAt(from + 3));
    if ((first | second | third | fourth) > 63) break;
    bytes[to] = (first << 2) | (second >> 4);
    bytes[to + 1] = (second << 4) | (third >> 2);
    bytes[to + 2] = (third << 6) | fourth;
  }
  return (from - range.start) / 4;
}

const characterLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
