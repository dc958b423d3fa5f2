/** Octets that are written out as numbers: hexadecimal in every manner of programs and tools, and decimals. */
import { lastAtMost, type CharRange } from '../textMap.ts';
import type { NumberedOctets } from './dumps.ts';

/** Fewer are no key. */
const SHORTEST = 16;

/**
 * How a number is written that begins at `at`: where its digits stand, and the octet they say; `pairs`: two digits an
 * octet. null: no such number.
 */
type Style = (text: string, at: number) => { digits: CharRange; octet: number | 'pairs' } | null;

/** Runs of hexadecimal and of decimal numbers, as the octets they say. */
export function numberedOctets(text: string): NumberedOctets[] {
  return [...runsOf(text, manyHex, hexadecimal), ...runsOf(text, manyDecimals, decimal)];
}

const between = String.raw`[\s,:;.|"'\`{}()[\]+_\\-]{0,12}(?:\((?:byte|char)\))?\s?`;
const prefixes = String.raw`(?:0x|\\{1,2}x|&H|\$|#|x')`;
/** Where a run of numbers may begin: some of them in a row, or many digits. */
const manyHex = new RegExp(
  String.raw`(?<![0-9a-z])${prefixes}?(?:[0-9a-f]{32}|[0-9a-f]{1,16}h?(?:${between}${prefixes}?[0-9a-f]{1,16}h?(?![0-9a-z])){5})`,
  'gi',
);
const manyDecimals =
  /(?<![0-9a-z.])-?\d{1,3}(?:(?:[\s,:;|"'`{}()[\]+_\\]{1,12}(?:\((?:byte|char)\))?\s?)-?\d{1,3}(?![0-9a-z.])){11}/gi;

function runsOf(text: string, many: RegExp, style: Style): NumberedOctets[] {
  const found: NumberedOctets[] = [];
  many.lastIndex = 0;
  for (let match = many.exec(text); match !== null; match = many.exec(text)) {
    const run = runAt(text, match.index, style);
    if (run.bytes.length >= SHORTEST) found.push(run);
    many.lastIndex = Math.max(match.index + 1, run.end);
  }
  return found;
}

const isWord = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
};

type Run = NumberedOctets & { end: number };

function runAt(text: string, start: number, style: Style): Run {
  const octets = new Octets();
  const before: number[] = [];
  const places: CharRange[] = [];
  let end = start;
  for (let number = style(text, start); number !== null; number = style(text, behindSeparators(text, end))) {
    const { digits, octet } = number;
    before.push(octets.length);
    places.push(digits);
    end = digits.end;
    if (octet !== 'pairs') octets.push(octet);
    else for (let at = digits.start; at + 2 <= end; at += 2) octets.push(pairAt(text, at));
  }
  const placeOctet = (octet: number): CharRange => {
    const index = lastAtMost(before, octet);
    const digits = places[index] ?? { start, end };
    const count = (before[index + 1] ?? octets.length) - (before[index] ?? 0);
    if (count < 2) return digits;
    const first = digits.start + 2 * (octet - (before[index] ?? 0));
    return { start: first, end: first + 2 };
  };
  const place = (part: CharRange): CharRange => ({
    start: placeOctet(part.start).start,
    end: placeOctet(part.end - 1).end,
  });
  return { bytes: octets.taken(), place, end };
}

/** Octets as they come. */
class Octets {
  length = 0;
  #bytes = new Uint8Array(64);

  push(octet: number): void {
    if (this.length === this.#bytes.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.length++] = octet;
  }

  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}

const digitAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : (code | 0x20) - 0x57;
};
const pairAt = (text: string, at: number): number => digitAt(text, at) * 16 + digitAt(text, at + 1);

const prefix = /0x|\\{1,2}x|&H|\$|#|[xX]'/iy;

/** Behind the hexadecimal digits at `start`; `start` when another letter follows them: it is a word. */
function hexEnd(text: string, start: number): number {
  let end = start;
  while (isHexDigit(text.charCodeAt(end))) end++;
  const isSuffixed = text[end] === 'h' || text[end] === 'H';
  return isWord(text, isSuffixed ? end + 1 : end) ? start : end;
}

const isHexDigit = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

/** `30`, `3082`, `0x30`, `\x30`, `&H30`, `30h`; behind a prefix one digit is enough. */
function hexadecimal(text: string, at: number): ReturnType<Style> {
  prefix.lastIndex = at;
  const start = prefix.test(text) ? prefix.lastIndex : at;
  if (start === at && isWord(text, at - 1)) return null;
  const digits = { start, end: hexEnd(text, start) };
  const length = digits.end - digits.start;
  if (length === 1 && start > at) return { digits, octet: digitAt(text, start) };
  return length > 1 ? { digits, octet: 'pairs' } : null;
}

const decimalDigits = /-?\d{1,3}(?![0-9a-z.])/iy;

/** `48`, `-126` as in Java. */
function decimal(text: string, at: number): ReturnType<Style> {
  decimalDigits.lastIndex = at;
  const written = decimalDigits.exec(text)?.[0];
  if (written === undefined || Number(written) > 255 || Number(written) < -128) return null;
  return { octet: Number(written) & 0xff, digits: { start: at, end: at + written.length } };
}

/** Punctuation and casts between numbers. */
const separators = /(?:\((?:byte|char)\)|[\s,:;.|"'`{}()[\]+_]|-(?!\d)|\\(?!x)|(?<=[0-9a-f])h\b){0,60}/iy;

function behindSeparators(text: string, at: number): number {
  separators.lastIndex = at;
  return separators.test(text) ? separators.lastIndex : at;
}
