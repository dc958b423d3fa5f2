/**
 * The same text as other programs would read it: with escapes resolved, odd blanks and dashes made plain, tags of a web
 * page left out. Each view knows which characters of the original one of its own stands for.
 */
import { lastAtMost, type CharRange } from '../textMap.ts';

/** `place`: the characters of the original that a part of `text` stands for. */
export type TextView = { text: string; place: (part: CharRange) => CharRange };

/** How often escapes are resolved: JSON in JSON in a URL is three deep. */
const MOST_PASSES = 3;

/**
 * `texts`: ways to read `text` as letters. `octets`: those in which a character may be an octet that was written as an
 * escape (`\x30\x82`). The work is a small multiple of the length.
 */
export function viewsOf(text: string): { texts: TextView[]; octets: TextView[] } {
  const written: TextView = { text, place: (part) => part };
  const plain = madePlain(written) ?? written;
  const texts = [plain];
  const octets = [written];
  let last = plain;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const resolved = withoutEscapes(last);
    if (resolved === null) break;
    if (pass === 0) octets.push(resolved);
    last = madePlain(resolved) ?? resolved;
    if (pass === 0) texts.push(last);
  }
  if (texts.at(-1) !== last) texts.push(last);
  const bare = withoutTags(last);
  if (bare !== null) texts.push(bare);
  return { texts, octets };
}

const notAscii = /[^\t\n\r -~]/;
/** Controls, what nobody sees, blanks, line separators and dashes of other widths, letters of full width. */
const odd =
  /(?![\t\n\r -~])[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Pd}\u2212\u2500\u2501\u23af\u2043\u02d7\ufe00-\ufe0f\uff01-\uff5e]/gu;

/** null: nothing to change. */
function madePlain(view: TextView): TextView | null {
  return notAscii.test(view.text) ? rewritten(view, odd, plainCharacter) : null;
}

const blank = /[\p{Zs}\p{Zl}\p{Zp}]/u;
const invisible = /[\p{Cc}\p{Cf}\ufe00-\ufe0f]/u;
/** En, em and wider: each stands for several hyphens. */
const longDash = /[\u2013-\u2015\u2500\u2501\u23af]/;

function plainCharacter([written]: RegExpExecArray): string {
  const code = written.codePointAt(0) ?? 0;
  if (code === 0x85) return '\n';
  if (invisible.test(written)) return '';
  if (blank.test(written)) return code === 0x2028 || code === 0x2029 ? '\n' : ' ';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return longDash.test(written) ? '--' : '-';
}

const escapes =
  /%([0-9a-f]{2})|\\{1,2}u\{?([0-9a-f]{4})\}?|\\x([0-9a-f]{2})|\\([0-3][0-7]{2})|\\(\r?\n|[nrtbfv0"'`/\\])|&#x0{0,5}([0-9a-f]{1,4});|&#0{0,5}(\d{1,5});|&([a-z]{2,8});|`([nrt])/gi;

/** Escapes of URLs, JSON, programs and web pages; null: there are none. */
function withoutEscapes(view: TextView): TextView | null {
  return /[%\\&`]/.test(view.text) ? rewritten(view, escapes, meaning) : null;
}

function meaning(match: RegExpExecArray): string | null {
  const [, percent, unicode, byte, octal, letter, hexEntity, entity, name, powerShell] = match;
  const hex = percent ?? unicode ?? byte ?? hexEntity;
  if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
  if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
  if (entity !== undefined) return String.fromCharCode(Number(entity));
  if (name !== undefined) return entities.get(name.toLowerCase()) ?? null;
  return (
    controls.get(letter ?? powerShell ?? '') ?? (letter?.endsWith('\n') === true ? '' : (letter ?? null))
  );
}

const controls = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
]);

const entities = new Map([
  ...['nbsp', 'ensp', 'emsp', 'thinsp'].map((name): [string, string] => [name, ' ']),
  ...['mdash', 'ndash', 'horbar'].map((name): [string, string] => [name, '--']),
  ...['minus', 'hyphen', 'dash'].map((name): [string, string] => [name, '-']),
  ...['shy', 'zwnj', 'zwj'].map((name): [string, string] => [name, '']),
  ['plus', '+'],
  ['equals', '='],
  ['sol', '/'],
  ['lowbar', '_'],
  ['colon', ':'],
  ['comma', ','],
  ['quot', '"'],
  ['apos', "'"],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['newline', '\n'],
  ['tab', '\t'],
]);

const tags =
  /<\/?(?:(span|b|i|em|strong|font|code|mark|wbr|a|tt|kbd|samp|u|s|small|su[bp]|label|img)|br|p|div|pre|li|ul|ol|tr|t[dh]|table|tbody|section|article|blockquote|h[1-6r]|body|html|textarea)\b[^<>]{0,400}>/gi;

/** null: no tags of a web page. */
function withoutTags(view: TextView): TextView | null {
  return view.text.includes('<')
    ? rewritten(view, tags, ([, inline]) => (inline === undefined ? '\n' : ''))
    : null;
}

/** The text with a blank for each of the `ranges` (in order, disjoint). */
export function withBlanks(text: string, ranges: readonly CharRange[]): TextView {
  if (ranges.length === 0) return { text, place: (part) => part };
  const pieces = new Pieces();
  for (const range of ranges) pieces.replace(text, range, ' ');
  return { text: pieces.finish(text), place: (part) => pieces.place(part) };
}

/** `view` with what `pattern` (global) matches written otherwise; `write` gives null for what stays. null: all does. */
function rewritten(
  view: TextView,
  pattern: RegExp,
  write: (match: RegExpExecArray) => string | null,
): TextView | null {
  const { text } = view;
  const pieces = new Pieces();
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const written = write(match);
    if (written !== null) pieces.replace(text, { start: match.index, end: pattern.lastIndex }, written);
  }
  if (pieces.isEmpty) return null;
  return { text: pieces.finish(text), place: (part) => view.place(pieces.place(part)) };
}

/** What was replaced: where it stands now (`at`, so many characters wide) and where it stood (`from` to `to`). */
class Pieces {
  #text = '';
  #copied = 0;
  readonly #at: number[] = [];
  readonly #widths: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  get isEmpty(): boolean {
    return this.#at.length === 0;
  }

  replace(source: string, { start, end }: CharRange, written: string): void {
    this.#text += source.slice(this.#copied, start);
    this.#at.push(this.#text.length);
    this.#widths.push(written.length);
    this.#from.push(start);
    this.#to.push(end);
    this.#text += written;
    this.#copied = end;
  }

  finish(source: string): string {
    return this.#text + source.slice(this.#copied);
  }

  place({ start, end }: CharRange): CharRange {
    const from = this.#source(start).start;
    return { start: from, end: start < end ? this.#source(end - 1).end : from };
  }

  /** The characters of the source that the one at `offset` stands for. */
  #source(offset: number): CharRange {
    const index = lastAtMost(this.#at, offset);
    if (index < 0) return { start: offset, end: offset + 1 };
    const beyond = offset - (this.#at[index] ?? 0) - (this.#widths[index] ?? 0);
    const [from, to] = [this.#from[index] ?? 0, this.#to[index] ?? 0];
    return beyond < 0 ? { start: from, end: to } : { start: to + beyond, end: to + beyond + 1 };
  }
}
