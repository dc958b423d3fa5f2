/**
 * Base64 as it looks after it went through JSON, a URL, a web page, a mail client, a word processor or a program's
 * source: what those made of its characters.
 */
import { base64Value, SKIP, type BodyReading, type OddCharacters } from './base64Body.ts';

/** How many characters of the line that starts at `at` are no part of the body. */
export type LinePrefix = (text: string, at: number) => number;

/** Reads the base64url alphabet (RFC 4648 section 5) and what follows; `prefix` begins every line. */
export const lenientBody = (prefix: LinePrefix | null): BodyReading => ({
  odd: oddCharacters,
  linePrefix: prefix ?? (() => 0),
});

function oddCharacters(text: string, at: number, end: number): OddCharacters | null {
  switch (text[at]) {
    case '-':
      return isDashes(text, at) ? null : { length: 1, value: 62 };
    case '_':
      return { length: 1, value: 63 };
    case '\\':
      return backslash(text, at);
    case '%':
      return escaped(percent, text, at);
    case '&':
      return entity(text, at);
    case '<':
      return skipped(layoutTag, text, at);
    case '"':
    case "'":
      return skipped(glue, text, at);
    case '`':
      return skipped(glue, text, at) ?? skipped(powerShellLineEnd, text, at);
    default:
      return at < end && isInvisible(text.charCodeAt(at)) ? { length: 1, value: SKIP } : null;
  }
}

/** Four and more belong to a BEGIN or END line. */
const isDashes = (text: string, at: number): boolean =>
  text.startsWith('----', at) ||
  text.startsWith('----', at - 1) ||
  text.startsWith('----', at - 2) ||
  text.startsWith('----', at - 3);

const percent = /%([0-9a-f]{2})/iy;
const unicodeEscape = /\\{1,2}u00([0-9a-f]{2})/iy;
const byteEscape = /\\x([0-9a-f]{2})/iy;
const hexEntity = /&#x0{0,4}([0-9a-f]{1,2});/iy;
const decimalEntity = /&#0{0,4}(\d{1,3});/y;
const spaceEntity = /&(?:nbsp|ensp|emsp|thinsp|shy|zwnj|NewLine|Tab);/y;
const layoutTag = /<\/?(?:br|p|div|span|wbr|pre|code)\b[^<>]{0,60}>/iy;
/** From the quote that closes one string of a program to the one that opens the next. */
const glue = /(["'`])[\s+,.&|\\;()]{0,80}\1/y;
/** A line end, written out once or twice over, or a backslash that continues a line. */
const writtenLineEnd = /\\{1,2}[nrt]|\\\r?\n/y;

const powerShellLineEnd = /`[nr]/y;

/** PHP writes `\/`, .NET `\u002B`. */
function backslash(text: string, at: number): OddCharacters | null {
  if (text[at + 1] === '/') return { length: 2, value: 63 };
  return (
    skipped(writtenLineEnd, text, at) ?? escaped(unicodeEscape, text, at) ?? escaped(byteEscape, text, at)
  );
}

const entity = (text: string, at: number): OddCharacters | null =>
  escaped(hexEntity, text, at) ?? escaped(decimalEntity, text, at, 10) ?? skipped(spaceEntity, text, at);

/** What the code in an escape is worth; null: no escape, or of a character that base64 does not have. */
function escaped(pattern: RegExp, text: string, at: number, radix = 16): OddCharacters | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return null;
  const code = parseInt(match[1] ?? '', radix);
  const value = isInvisible(code) ? SKIP : base64Value(code);
  return value < 66 ? { length: match[0].length, value } : null;
}

function skipped(pattern: RegExp, text: string, at: number): OddCharacters | null {
  const length = matchLength(pattern, text, at);
  return length > 0 ? { length, value: SKIP } : null;
}

export function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Blanks of other widths, marks of direction and joining, the byte order mark: nobody sees them. */
const isInvisible = (code: number): boolean =>
  code === 0xa0 ||
  code === 0xad ||
  (code >= 0x2000 && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202f) ||
  (code >= 0x205f && code <= 0x2064) ||
  code === 0x3000 ||
  code === 0xfeff;
