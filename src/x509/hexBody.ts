/** Hexadecimal as it stands in a text (RFC 4648 section 8), decoded together with its map. */
import { DigitRuns, type CharRange, type TextMap } from './textMap.ts';

/** As `Base64Body`. `incomplete`: the digits end inside a byte. */
export type HexBody = TextMap & { bytes: Uint8Array; bad: CharRange | null; incomplete: boolean };

/**
 * Decodes `text` between `start` and `end`, either case. White space, quotes and `, : ; - |` may stand anywhere; so
 * may `0x` and `\x` before a byte, as programs write them.
 */
export function decodeHexBody(text: string, start: number, end: number): HexBody {
  const bytes = new Uint8Array((end - start) >> 1);
  const runs = new DigitRuns();
  let high = 0;
  let bad: CharRange | null = null;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const isPrefix = (runs.count & 1) === 0 && (code === 0x30 || code === 0x5c) && text[at + 1] === 'x';
    const value = isPrefix ? -1 : digitValue(code);
    if (value >= 0) {
      runs.digit(at);
      if ((runs.count & 1) === 0) bytes[(runs.count >> 1) - 1] = high | value;
      high = value << 4;
    } else if (isPrefix) {
      at++;
      runs.interrupt();
    } else if (isHexSeparator(code)) {
      runs.interrupt();
    } else {
      bad = { start: at, end: at + 1 };
      break;
    }
  }
  const length = runs.count >> 1;
  return {
    ...runs.map(4, length),
    bytes: bytes.subarray(0, length),
    bad,
    incomplete: bad === null && (runs.count & 1) === 1,
  };
}

/** -1: not a digit. */
function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Blanks, line ends and punctuation that stands between numbers. */
export const isHexSeparator = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || ',:;-|"\'\\'.includes(String.fromCharCode(code));
