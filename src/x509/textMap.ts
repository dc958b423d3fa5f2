/**
 * Which characters of a text carry which bytes: so that a node of the structure can be shown in the PEM, base64 or
 * hexadecimal that it came from, and a place in that text opens its node.
 */
import type { ByteRange } from '../bytes/range.ts';

/** A half-open span of characters (UTF-16 code units) of the input text. */
export type CharRange = { start: number; end: number };

/**
 * `runs`: character offset of each unbroken run of digits; `digits`: how many digits came before that run.
 * `digitBits`: 6 in base64, 4 in hexadecimal. The digits carry `byteCount` bytes; byte 0 of what the map is of is byte
 * `origin` of them (not 0 for the second of several elements in one text).
 */
export type TextMap = {
  runs: Uint32Array;
  digits: Uint32Array;
  digitCount: number;
  digitBits: 4 | 6;
  byteCount: number;
  origin: number;
};

/** The map of a part of the bytes that `map` is of. */
export const mapOfPart = (map: TextMap, { start, end }: ByteRange): TextMap => ({
  runs: map.runs,
  digits: map.digits,
  digitCount: map.digitCount,
  digitBits: map.digitBits,
  byteCount: Math.min(map.byteCount, map.origin + end),
  origin: map.origin + start,
});

/**
 * The characters that carry the bytes of `range`, those that carry but some bits of its first and last byte included;
 * null when it is empty or not all of it is in the text.
 */
export function charactersOfBytes(map: TextMap, range: ByteRange): CharRange | null {
  const [start, end] = [range.start + map.origin, range.end + map.origin];
  if (range.start < 0 || start >= end || end > map.byteCount) return null;
  const first = Math.floor((start * 8) / map.digitBits);
  const last = Math.floor((end * 8 - 1) / map.digitBits);
  return { start: characterOfDigit(map, first), end: characterOfDigit(map, last) + 1 };
}

/** Offset of the first byte that the character at `offset` carries bits of; null when it is not a digit. */
export function byteOfCharacter(map: TextMap, offset: number): number | null {
  const run = lastAtMost(map.runs, offset);
  if (run < 0) return null;
  const digit = at(map.digits, run) + offset - at(map.runs, run);
  const nextRun = run + 1 < map.digits.length ? at(map.digits, run + 1) : map.digitCount;
  if (digit >= nextRun) return null;
  const byte = Math.floor((digit * map.digitBits) / 8);
  return byte >= map.origin && byte < map.byteCount ? byte - map.origin : null;
}

/** Behind the last character that is a digit; null: there is none. */
export const endOfDigits = (map: TextMap): number | null =>
  map.digitCount === 0 ? null : characterOfDigit(map, map.digitCount - 1) + 1;

function characterOfDigit(map: TextMap, digit: number): number {
  const run = lastAtMost(map.digits, digit);
  return at(map.runs, run) + digit - at(map.digits, run);
}

const at = (offsets: Uint32Array, index: number): number => offsets[index] ?? 0;

/** Index of the last element that is not greater than `wanted`, -1 when there is none. */
export function lastAtMost(sorted: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Collects runs of digits. */
export class DigitRuns {
  count = 0;
  private readonly runs: number[] = [];
  private readonly digits: number[] = [];
  private inRun = false;

  /** The next digit stands at `offset`, and behind it as many more as make `length`. */
  digit(offset: number, length = 1): void {
    if (!this.inRun) {
      this.runs.push(offset);
      this.digits.push(this.count);
      this.inRun = true;
    }
    this.count += length;
  }

  /** What comes next is not a digit. */
  interrupt(): void {
    this.inRun = false;
  }

  map(digitBits: TextMap['digitBits'], byteCount: number): TextMap {
    return {
      runs: new Uint32Array(this.runs),
      digits: new Uint32Array(this.digits),
      digitCount: this.count,
      digitBits,
      byteCount,
      origin: 0,
    };
  }
}
