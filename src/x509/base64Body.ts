/** Base64 as it stands in a text (RFC 4648 section 4, RFC 7468 section 3), decoded together with its map. */
import { DigitRuns, type CharRange, type TextMap } from './textMap.ts';

/**
 * `bytes`: what the characters before the first bad one say. `bad`: that character, null when all were read;
 * `incomplete`: the digits do not end at a byte (RFC 4648 section 3.2: a group of four was cut).
 */
export type Base64Body = TextMap & { bytes: Uint8Array; bad: CharRange | null; incomplete: boolean };

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
  const runs = new DigitRuns();
  let length = 0;
  let window = 0;
  let padding = 0;
  let bad: CharRange | null = null;
  for (let at = start; at < end; at++) {
    const value = values[text.charCodeAt(at)] ?? BAD;
    if (value < 64 && padding === 0) {
      runs.digit(at);
      window = ((window << 6) | value) & 0xffffff;
      if ((runs.count & 3) !== 1) bytes[length++] = (window >> (6 - 2 * ((runs.count - 1) & 3))) & 0xff;
    } else if (value === PAD) {
      padding++;
    } else if (value !== SKIP && isEscapedLineEnd(text, at)) {
      at++;
      runs.interrupt();
    } else if (value === SKIP) {
      runs.interrupt();
    } else {
      bad = { start: at, end: at + characterLength(text, at) };
      break;
    }
  }
  const spare = padding > 0 ? (runs.count + padding) & 3 : runs.count & 3;
  return {
    ...runs.map(6, length),
    bytes: bytes.subarray(0, length),
    bad,
    incomplete: bad === null && spare !== 0,
  };
}

const isEscapedLineEnd = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 0x5c && (text[at + 1] === 'n' || text[at + 1] === 'r');

const characterLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
