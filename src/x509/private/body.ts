/**
 * How far the base64 of a key goes on in a text, when no END line says it: over line ends, quotes, backslashes and
 * whatever stands before and behind each line, up to what is not base64 any more.
 */
import { base64Value, PAD } from '../base64Body.ts';
import type { CharRange } from '../textMap.ts';

/** What stands before the base64 on a line and behind it; both may be empty. */
export type LineFrame = { before: string; after: string };

/** Where the base64 ends, and its runs of digits. */
export type Base64Lines = { end: number; tokens: CharRange[]; digits: number };

/** More before a line or behind it is not looked at. */
const WIDEST = 160;

export const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code === 0x2d) return text.charCodeAt(at - 1) !== 0x2d && text.charCodeAt(at + 1) !== 0x2d;
  return base64Value(code) < 64 || code === 0x5f;
};
const isPad = (text: string, at: number): boolean => base64Value(text.charCodeAt(at)) === PAD;
const isLineEnd = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r';

/** The run of digits at `start`. */
export function tokenAt(text: string, start: number): CharRange {
  let end = start;
  while (end < text.length && isDigit(text, end)) end++;
  return { start, end };
}

/** `start`: the first digit. `wanted`: how many digits there should be; Infinity: unknown. */
export function base64From(text: string, start: number, wanted: number, frame: LineFrame): Base64Lines {
  const found: Base64Lines = { end: start, tokens: [], digits: 0 };
  const lines = settled(text, start, frame);
  let width = 0;
  for (
    let at: number | null = start;
    at !== null && found.digits < wanted;
    at = nextToken(text, found.end, lines)
  ) {
    const token = tokenAt(text, at);
    const left = wanted - found.digits;
    if (!goesOn(text, token, width, left)) break;
    width = width || token.end - token.start;
    found.tokens.push(token);
    found.digits += token.end - token.start;
    found.end = token.end;
    for (let pads = 0; pads < 3 && isPad(text, found.end); pads++) found.end++;
    if (found.end > token.end) break; // padding is its end
  }
  return found;
}

/** Lines of base64 are not longer, or there is but one. */
const LONGEST_LINE = 2048;

/** The frame with so much of `before` as the next line begins with too: the first line may have more before it. */
function settled(text: string, start: number, frame: LineFrame): LineFrame {
  const { before, after } = frame;
  const ahead = /\r\n|\r|\n/.exec(text.slice(start, start + LONGEST_LINE));
  if (before.trim() === '' || ahead === null) return frame;
  const line = start + ahead.index + ahead[0].length;
  for (let from = 0; from < before.length; from++) {
    if (from > 0 && (/[A-Za-z0-9]/.test(before.charAt(from - 1)) || before[from] === ' ')) continue;
    const wanted = before.slice(from);
    if (behindPrefix(text, line, wanted) > line) return { before: wanted, after };
  }
  return { before: '', after };
}

/** Whether a run of digits is more of the same. `width`: of the first run; `left`: how many digits are missing. */
function goesOn(text: string, token: CharRange, width: number, left: number): boolean {
  const length = token.end - token.start;
  if (length === 0) return false;
  if (width === 0 && left < Infinity) return true;
  if (length >= left) return true;
  if (length === width && (width >= 24 || left < Infinity)) return true;
  const written = text.slice(token.start, Math.min(token.end, token.start + 256));
  if (looksRandom(written)) return true;
  if (width < 24 || length >= width || length >= 16) return false;
  return isPad(text, token.end) || (isMixed(written) && isAlone(text, token));
}

/** Capitals and small letters in a mixture that words, also those of a directive's name, do not have. */
export function looksRandom(written: string): boolean {
  const letters = written.replace(/[^A-Za-z0-9]/g, '');
  if (letters.length < 12 || !/[A-Z]/.test(letters) || !/[a-z]/.test(letters)) return false;
  return letters.replace(/[A-Z]?[a-z]{3,}|[A-Z]{3,}/g, '').length >= letters.length * 0.3;
}

const isMixed = (written: string): boolean =>
  Number(/[A-Z]/.test(written)) + Number(/[a-z]/.test(written)) + Number(/[0-9]/.test(written)) >= 2;

/** Nothing but punctuation on its line beside it. */
function isAlone(text: string, { start, end }: CharRange): boolean {
  let from = start;
  while (from > 0 && start - from < WIDEST && isDecor(text, from - 1) && !isLineEnd(text, from - 1)) from--;
  let to = end;
  while (to < text.length && to - end < WIDEST && isDecor(text, to) && !isLineEnd(text, to)) to++;
  return (from === 0 || isLineEnd(text, from - 1)) && (to === text.length || isLineEnd(text, to));
}

const decor = new Set(' \t\n\r"\'`\\,;:.+&|()[]>#*=~/-_');
const isDecor = (text: string, at: number): boolean => decor.has(text.charAt(at));

/** Line ends between two lines of a key: one, or two where empty lines were put in. */
const MOST_LINE_ENDS = 4;

/** Where the next run of digits begins behind `from`; null: something stands there that a key does not have. */
export function nextToken(text: string, from: number, frame: LineFrame): number | null {
  let lines = 0;
  let at = from;
  while (at < text.length && at - from < 4 * WIDEST) {
    if (isLineEnd(text, at)) {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      if (++lines > MOST_LINE_ENDS) return null;
      at = behindPrefix(text, at, frame.before);
      continue;
    }
    if (isDigit(text, at) && !isLoneSign(text, at)) return at;
    const suffix = lines === 0 ? behindPrefix(text, at, frame.after) : at;
    if (suffix > at && (suffix >= text.length || isLineEnd(text, suffix))) at = suffix;
    else if (isDecor(text, at)) at++;
    else return null;
  }
  return null;
}

/** `+` between two strings, `//` before a line: digits of base64 that stand alone. */
function isLoneSign(text: string, at: number): boolean {
  if (!'+/-_'.includes(text.charAt(at))) return false;
  let end = at;
  while (end - at < 4 && '+/-_'.includes(text.charAt(end)) && end < text.length) end++;
  return end - at < 4 && !isDigit(text, end);
}

/** Behind what stands at `at` as `wanted` does, whatever its numbers are; `at` when it does not. */
export function behindPrefix(text: string, at: number, wanted: string): number {
  if (wanted.trim() === '') return at;
  let [here, there] = [at, 0];
  while (there < wanted.length) {
    const [word, same] = [wordEnd(text, here), wordEnd(wanted, there)];
    if (same > there) {
      const [a, b] = [text.slice(here, word), wanted.slice(there, same)];
      const isNumber = /\d/.test(a) && /\d/.test(b);
      // The last number of a prefix may touch the digits of base64: it keeps its width.
      const end = isNumber && same === wanted.length ? here + b.length : word;
      if (!isNumber && (same === wanted.length ? !text.startsWith(b, here) : a !== b)) return at;
      here = isNumber || same < wanted.length ? end : here + b.length;
      there = same;
      continue;
    }
    if (isBlank(wanted, there)) {
      while (there < wanted.length && isBlank(wanted, there)) there++;
      while (isBlank(text, here)) here++;
      continue;
    }
    if (text[here] !== wanted[there]) return at;
    here++;
    there++;
  }
  return here;
}

const isBlank = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '\t';

function wordEnd(text: string, start: number): number {
  let end = start;
  while (end - start < WIDEST && /[A-Za-z0-9]/.test(text.charAt(end))) end++;
  return end;
}

/** What stands on the line of `part` before it and behind it. */
export function frameOf(text: string, { start, end }: CharRange): LineFrame {
  let from = start;
  while (from > 0 && start - from < WIDEST && !isLineEnd(text, from - 1)) from--;
  let to = end;
  while (to < text.length && to - end < WIDEST && !isLineEnd(text, to)) to++;
  return { before: text.slice(from, start), after: text.slice(end, to) };
}

/** No more lines than this are passed over in a key that was damaged. */
const MOST_DAMAGED = 200;

/**
 * `base64From` behind a BEGIN line: it goes on over lines that something happened to (a character that is none of
 * base64, an ellipsis), as long as they have such digits and no words. Returns its end, `start` when there is nothing.
 */
export function damagedBase64From(text: string, start: number, frame: LineFrame): number {
  let end = start;
  for (let line = 0; line < MOST_DAMAGED; line++) {
    const at = nextToken(text, end, frame);
    const body = at === null ? null : base64From(text, at, Infinity, frame);
    if (body !== null && body.tokens.length > 0) {
      end = body.end;
      continue;
    }
    const lineEnd = damagedLine(text, end);
    if (lineEnd === null) break;
    end = lineEnd;
  }
  return text.length - end < WIDEST && cutEnd.test(text.slice(end)) ? text.length : end;
}
/** The END line of a text that was cut off inside it. */
const cutEnd = /^\s*-[-A-Za-z0-9 ]*$/;

/** The end of the rest of this line, or else of the next one, where that is digits with something odd in them. */
function damagedLine(text: string, from: number): number | null {
  let start = from;
  for (let line = 0; line < 2; line++) {
    let end = start;
    while (end < text.length && end - start < 2 * WIDEST && !isLineEnd(text, end)) end++;
    const words = text.slice(start, end).split(/[^A-Za-z0-9+/=_-]+/);
    const isOdd = words.some((word) => word.length >= 16 && looksRandom(word));
    if (isOdd && ordinaryWords(words) <= 1) return end;
    if (ordinaryWords(words) > 1) return null;
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return null;
}

/** How many are words and no digits of base64. */
export const ordinaryWords = (words: readonly string[]): number =>
  words.filter((word) => /^[A-Za-z][a-z_-]{2,}$|^[A-Z]{3,12}$|_[a-z]/.test(word) && !looksRandom(word))
    .length;

/**
 * Where the base64 begins that goes up to `end`, upwards line by line; `end` when there is none. Nothing before `limit`
 * is looked at.
 */
export function base64Before(text: string, end: number, limit: number, frame: LineFrame): number {
  let found = end;
  let width = 0;
  let empty = 0;
  for (let lineEnd = end; lineEnd >= limit;) {
    let start = lineEnd;
    while (start > limit && !isLineEnd(text, start - 1)) start--;
    const line = lineTokens(text, { start, end: lineEnd }, frame);
    const refused = line.tokens.findLastIndex((token) => !belongs(text, token, width));
    const [first] = line.tokens.slice(refused + 1);
    if (first !== undefined) {
      found = first.start;
      width = Math.max(width, first.end - first.start);
    }
    empty = first === undefined ? empty + 1 : 0;
    if (!line.isWhole || refused >= 0 || empty > MOST_LINE_ENDS) break;
    lineEnd = start - (text.startsWith('\r\n', start - 2) ? 2 : 1);
  }
  return found;
}

function belongs(text: string, token: CharRange, width: number): boolean {
  const length = token.end - token.start;
  const written = text.slice(token.start, Math.min(token.end, token.start + 256));
  if (looksRandom(written) || (length === width && width >= 24)) return true;
  return width === 0 && isAlone(text, token) && (isMixed(written) || isPad(text, token.end));
}

/** The runs of digits of a line behind anything that a line of a key does not have; `isWhole`: there is no such thing. */
function lineTokens(
  text: string,
  line: CharRange,
  frame: LineFrame,
): { tokens: CharRange[]; isWhole: boolean } {
  let tokens: CharRange[] = [];
  let isWhole = true;
  for (let at = behindPrefix(text, line.start, frame.before); at < line.end;) {
    if (isDigit(text, at) && !isLoneSign(text, at)) {
      const token = tokenAt(text, at);
      tokens.push({ start: at, end: Math.min(token.end, line.end) });
      at = token.end;
    } else if (isDecor(text, at)) {
      at++;
    } else {
      const suffix = behindPrefix(text, at, frame.after);
      if (suffix === line.end && suffix > at) break;
      tokens = [];
      isWhole = false;
      at++;
    }
  }
  return { tokens, isWhole };
}
