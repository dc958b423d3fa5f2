/**
 * Dumps with an address before each line: xxd, hexdump (-C too), od (octal or hexadecimal, words in the order of a
 * little-endian machine), Wireshark. The addresses say how many octets a line has, so the text beside it is not taken
 * for digits.
 */
import { startsLikeAsn1 } from './derKind.ts';
import { Steps } from '../text/steps.ts';
import type { ReadOctets } from './hexInput.ts';
import type { CharRange } from './textMap.ts';

type Row = { address: string; rest: string };
type Rows = { rows: Row[]; start: number; end: number };

/** How the numbers of a dump are read: their base, and whether the octets of a word come last first. */
type Style = { radix: 16 | 8; isSwapped: boolean };
const styles: readonly Style[] = [
  { radix: 16, isSwapped: false },
  { radix: 16, isSwapped: true },
  { radix: 8, isSwapped: true },
];
const addressRadixes = [16, 8, 10] as const;
/** No dump has more in a line. */
const WIDEST = 64;

/** The octets of the first dump in `text` that begins as DER does, null when there is none. */
export function readHexDump(text: string): ReadOctets | null {
  for (const { range, readings } of hexDumps(text)) {
    const bytes = readings.find(startsLikeAsn1);
    if (bytes !== undefined) return { bytes, body: null, range, bad: null, isOdd: false };
  }
  return null;
}

/** What lines that repeat (`*`) stand for, in all dumps of a text and all readings of them. */
const MOST_REPEATED = 2 ** 24;

/** Every dump in `text`, with the octets that it may say: what the numbers are is not written anywhere. */
export function hexDumps(text: string): { range: CharRange; readings: Uint8Array[] }[] {
  const repeated = new Steps(MOST_REPEATED);
  const dumps: { range: CharRange; readings: Uint8Array[] }[] = [];
  for (let dump = rowsOf(text, 0); dump !== null; dump = rowsOf(text, dump.end)) {
    const { rows, start, end } = dump;
    const readings = addressRadixes.flatMap((radix) => {
      const counts = octetCounts(rows, radix);
      if (counts === null) return [];
      return styles.flatMap((style) => octetsOf(rows, counts, style, repeated) ?? []);
    });
    dumps.push({ range: { start, end }, readings });
  }
  return dumps;
}

const dumpLine = /^[\t #>*|;/-]{0,20}(?:0x)?([0-9a-f]{4,16}):?(?:[ \t|]{1,8}(.{0,400})|)$/i;
/** The first line may have other text before it. */
const firstLine = /(?:^|[^0-9A-Za-z])(?:0x)?(0{4,16}):?(?:[ \t|]{1,8}([0-9a-f]{2}.{0,400})|)$/i;

/** The first lines in a row, from `from` on, that begin with an address, the first of them with zeros. */
function rowsOf(text: string, from: number): Rows | null {
  const rows: Row[] = [];
  let start = from;
  for (let at = from; at < text.length;) {
    if (rows.length === 0) {
      const zeros = text.indexOf('0000', at);
      if (zeros < 0) return null;
      at = Math.max(at, text.lastIndexOf('\n', zeros) + 1);
    }
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const line = end - at < 512 ? text.slice(at, end).trimEnd() : '';
    const match = rows.length > 0 ? dumpLine.exec(line) : firstLine.exec(line);
    if (match !== null) {
      if (rows.length === 0) start = at + match.index + match[0].search(/0/);
      rows.push({ address: match[1] ?? '', rest: match[2] ?? '' });
    } else if (line === '*' && rows.length > 0) {
      rows.push({ address: '*', rest: '' });
    } else if (rows.length > 0) {
      return { rows, start, end: at };
    }
    at = end + 1;
  }
  return rows.length > 0 ? { rows, start, end: text.length } : null;
}

/**
 * How many octets each row stands for, by the next row's address; -1 for the last one, whose end nothing says. null:
 * the addresses do not rise as such do.
 */
function octetCounts(rows: readonly Row[], radix: number): number[] | null {
  const counts: number[] = [];
  for (const [index, { address }] of rows.entries()) {
    const next = rows[index + 1];
    const isRepeat = address === '*';
    const from = isRepeat ? 0 : parseInt(address, radix);
    const count = next === undefined || next.address === '*' ? -1 : parseInt(next.address, radix) - from;
    if (!isRepeat && count >= 0 && (count === 0 || count > WIDEST)) return null;
    if (Number.isNaN(from) || Number.isNaN(count) || (count < -1 && !isRepeat)) return null;
    counts.push(count);
  }
  return counts;
}

function octetsOf(
  rows: readonly Row[],
  counts: readonly number[],
  style: Style,
  repeated: Steps,
): Uint8Array | null {
  const octets: number[] = [];
  let width = WIDEST;
  let textColumn = Infinity;
  let last: number[] = [];
  for (const [index, { address, rest }] of rows.entries()) {
    const count = counts[index] ?? -1;
    if (address === '*') {
      if (!repeat(octets, last, count, repeated)) return null;
      continue;
    }
    const row = rowOctets(rest.slice(0, textColumn), count < 0 ? Math.min(width, 16) : count, style);
    if (count > 0 && row.octets.length < count) return null;
    if (count > 0) {
      width = count;
      textColumn = row.column + Math.max(2, rest.slice(row.column).search(/\S/));
    }
    octets.push(...row.octets);
    last = row.octets;
  }
  return Uint8Array.from(octets);
}

/** `*`: lines like the one before, up to the next address. */
function repeat(octets: number[], row: readonly number[], next: number, repeated: Steps): boolean {
  const missing = next - octets.length;
  if (row.length === 0 || missing < 0 || !repeated.take(missing)) return missing === 0;
  for (let i = 0; i < missing; i++) octets.push(row[i % row.length] ?? 0);
  return true;
}

/** Up to `count` octets; `column`: behind the last number that was read. */
function rowOctets(rest: string, count: number, style: Style): { octets: number[]; column: number } {
  const octets: number[] = [];
  let column = 0;
  for (const match of rest.matchAll(/\S+/g)) {
    const word = wordOctets(match[0], style);
    if (word === null || octets.length >= count) break;
    octets.push(...word.slice(0, count - octets.length));
    column = match.index + match[0].length;
  }
  return { octets, column };
}

/** null: not a number of that style. A hexadecimal word has two digits an octet, an octal one three or (a pair) six. */
function wordOctets(word: string, { radix, isSwapped }: Style): number[] | null {
  if (radix === 8) {
    if (!/^[0-7]{3}$|^[0-1][0-7]{5}$/.test(word)) return null;
    const value = parseInt(word, 8);
    return word.length === 3 ? [value & 0xff] : [value & 0xff, value >> 8];
  }
  if (!/^(?:[0-9a-f]{2}){1,8}$/i.test(word)) return null;
  const octets = (word.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  return isSwapped ? octets.reverse() : octets;
}
