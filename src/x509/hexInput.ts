/** Hexadecimal: digits with or without separators, dumps with addresses, and lists of numbers in a program's source. */
import { elementLength } from './derExtent.ts';
import { addDer } from './derItems.ts';
import { startsLikeAsn1 } from './derKind.ts';
import { decodeHexBody, isHexSeparator } from './hexBody.ts';
import { readHexDump } from './hexDump.ts';
import type { InputCollector } from './inputCollector.ts';
import { endOfDigits, type CharRange, type TextMap } from './textMap.ts';

export type HexProblemCode = 'hex-bad-character' | 'hex-odd-digits';

/**
 * `body`: the map to the text, null where the digits of an octet do not stand together. `bad`: the character that
 * stopped the reading, null at the end of the text. `isOdd`: half an octet was left.
 */
export type ReadOctets = {
  bytes: Uint8Array;
  body: TextMap | null;
  range: CharRange;
  bad: CharRange | null;
  isOdd: boolean;
};

/** Whether the text holds octets of DER written out in digits; they become items. */
export function readHex(text: string, found: InputCollector): boolean {
  for (const read of [readHexDump, readShortNumbers, readDecimals, readDigits]) {
    const octets = read(text);
    if (octets === null || octets.bytes.length < 8 || !startsLikeAsn1(octets.bytes)) continue;
    addOctets(octets, found);
    return true;
  }
  return false;
}

function addOctets({ bytes, body, range, bad, isOdd }: ReadOctets, found: InputCollector): void {
  const length = elementLength(bytes, 0) ?? 0;
  const index = addDer(bytes, () => range, body, found);
  if (bytes.length >= length) return;
  if (bad !== null) found.report('hex-bad-character', { range: bad, item: index });
  else if (isOdd) found.report('hex-odd-digits', { range, item: index });
  else found.report('input-cut-short', { params: { length, got: bytes.length }, range, item: index });
}

/** How far into a text the first octet is looked for: comments and a declaration come before it. */
const WINDOW = 64 * 1024;

/** `0x30, 0x82, 0x2, …`: a list in which small numbers have one digit. */
function readShortNumbers(text: string): ReadOctets | null {
  const window = text.slice(0, WINDOW);
  const start = window.search(/0x30\s{0,9},\s{0,9}0x[0-9a-f]{1,2}\s{0,9},/i);
  if (start < 0 || !/0x[0-9a-f]\b/i.test(window.slice(start))) return null;
  return readList(text, start, /0x([0-9a-f]{1,2})(?![0-9a-f])/iy, (digits) => parseInt(digits, 16));
}

/** `48, 130, …`, or `48, -126, …` as in Java. */
function readDecimals(text: string): ReadOctets | null {
  const opening = /(^|[^\w.])48\s{0,9},\s{0,9}-?\d{1,3}\s{0,9},\s{0,9}-?\d{1,3}\b/.exec(
    text.slice(0, WINDOW),
  );
  if (opening === null) return null;
  const start = opening.index + (opening[1]?.length ?? 0);
  return readList(text, start, /(-?\d{1,3})(?!\w)/y, Number);
}

/** Numbers with nothing but separators between them, from `start` on. */
function readList(
  text: string,
  start: number,
  number: RegExp,
  valueOf: (digits: string) => number,
): ReadOctets {
  const bytes = new Uint8Array(Math.ceil((text.length - start) / 2));
  let count = 0;
  let end = start;
  for (let at = start; at < text.length;) {
    number.lastIndex = at;
    const match = number.exec(text);
    if (match === null) break;
    bytes[count++] = valueOf(match[1] ?? '');
    end = number.lastIndex;
    at = end;
    while (isHexSeparator(text.charCodeAt(at)) && text[at] !== '-') at++;
  }
  const range = { start, end };
  return { bytes: bytes.subarray(0, count), body: null, range, bad: stoppedAt(text, end), isOdd: false };
}

const firstDigits =
  /(?:^|[^0-9a-z]|0x|\\x)(30(?:[\s:,;-]{0,2}(?:0x|\\x)?|[\s"'\\]{0,6}\\x)(?:[0-7][0-9a-f]|8[0-4])[\s\S]{12})/i;

/** Pairs of digits that may run on: `308202a1`, `30 82`, `30:82`, `0x30, 0x82`, `\x30\x82`. */
function readDigits(text: string): ReadOctets | null {
  const match = firstDigits.exec(text.slice(0, WINDOW));
  if (match === null) return null;
  const start = match.index + match[0].length - (match[1]?.length ?? 0);
  if (isInsideDigits(text, start)) return null;
  const body = decodeHexBody(text, start, text.length);
  const last = body.bytes.length > 0 ? (endOfDigits(body) ?? start) : start;
  const range = { start, end: last };
  return { bytes: body.bytes, body, range, bad: body.bad && stoppedAt(text, last), isOdd: body.incomplete };
}

/** A pair of digits stands right before: what begins here is not the beginning. */
const isInsideDigits = (text: string, start: number): boolean =>
  /(?:^|[^0-9a-f])[0-9a-f]{2}[\s:,-]{0,3}$/i.test(text.slice(Math.max(0, start - 8), start));

/** What follows the digits, behind separators and brackets; null: nothing. */
function stoppedAt(text: string, end: number): CharRange | null {
  let at = end;
  while (at < text.length && (isHexSeparator(text.charCodeAt(at)) || ')]}'.includes(text.charAt(at)))) at++;
  return at < text.length ? { start: at, end: at + 1 } : null;
}
