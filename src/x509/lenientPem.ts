/**
 * PEM as people paste it: dashes that a word processor made longer, too few or too many of them, capitals lost, a
 * label that went through a URL, lines with a mark or number before them. Each is read and remarked on.
 */
import { lenientBody, matchLength, type LinePrefix } from './lenientBase64.ts';
import type { Marker, PemProblem, PemReading } from './pem.ts';
import type { CharRange } from './textMap.ts';

export const leniently: PemReading = {
  markers: lenientMarkers,
  body: (text, begin) => lenientBody(linePrefix(text, begin)),
  remarks: invisibleCharacters,
};

/** More than RFC 7468 needs before and behind a label are not looked at. */
const MOST_DASHES = 5;
/** Labels are short; an escaped blank takes six characters. */
const LONGEST_LABEL = 80;
const keyword = /BEGIN|END/gi;
/** Words that occur in the labels of what is read here: enough to tell a sloppy line from prose. */
const known = /CERT|CRL|PKCS|KEY|CMS|OCSP|PARAM|REQUEST/;

function lenientMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  let from = 0;
  keyword.lastIndex = 0;
  for (let match = keyword.exec(text); match !== null; match = keyword.exec(text)) {
    const word = { start: match.index, end: keyword.lastIndex };
    const marker = markerAt(text, word, from);
    if (marker === null) continue;
    markers.push(marker);
    from = marker.end;
    keyword.lastIndex = from;
  }
  return markers;
}

/** `from`: where the marker before ends; its dashes are not this one's. */
function markerAt(text: string, word: CharRange, from: number): Marker | null {
  const start = dashesBefore(text, word.start, from);
  if (start === null) return null;
  const window = text.slice(word.end, word.end + LONGEST_LABEL);
  const dashes = window.search(closingDashes);
  if (dashes < 0) return null;
  const label = plainLabel(window.slice(0, dashes));
  if (label === null) return null;
  const end = dashesEnd(text, word.end + dashes);
  const written = text.slice(start, end);
  const kind = text.charAt(word.start).toUpperCase() === 'B' ? 'begin' : 'end';
  const proper = `-----${kind.toUpperCase()} ${label}-----`;
  if (written !== proper && !known.test(label)) return null;
  const isProper = written === proper || written.replace(escapedBlank, ' ') === proper;
  const remarks: PemProblem[] = isProper
    ? []
    : [{ code: 'pem-odd-line', params: { written, proper }, range: { start, end } }];
  return { kind, label, start, end, remarks };
}

/** Hyphen-minus and whatever a word processor or a font made of it. */
const isDash = (code: number): boolean =>
  code === 0x2d ||
  (code >= 0x2010 && code <= 0x2015) ||
  code === 0x2212 ||
  code === 0xfe63 ||
  code === 0xff0d;
/** Two hyphens, or one that stands for several. */
const closingDashes = /[-\u2010-\u2015\u2212\ufe63\uff0d]{2}|[\u2013-\u2015]/;

/** Where the dashes before `end` begin (a blank may stand between); null: fewer than two, and no long one. */
function dashesBefore(text: string, end: number, from: number): number | null {
  const last = text[end - 1] === ' ' ? end - 1 : end;
  let start = last;
  while (start > from && last - start < MOST_DASHES && isDash(text.charCodeAt(start - 1))) start--;
  return closingDashes.test(text.slice(start, last)) ? start : null;
}

function dashesEnd(text: string, start: number): number {
  let end = start;
  while (end - start < MOST_DASHES && isDash(text.charCodeAt(end))) end++;
  return end;
}

const escapedBlank = /%20|\\u0020|&nbsp;|\+/gi;

/** ` X509 CRL ` -> `X509 CRL`: blanks as URLs, JSON and web pages write them; null: no label. */
function plainLabel(written: string): string | null {
  const blanks = written.replace(escapedBlank, ' ').replace(invisible, ' ');
  const label = blanks.replace(/\s+/g, ' ').trim();
  if (!/^[\x20-\x7e]*$/.test(label)) return null;
  return known.test(label.toUpperCase()) ? label.toUpperCase() : label;
}

/** The time, host and program before each line of a log are wider than any quotation mark. */
const WIDEST_PREFIX = 160;
const numbered = /^[ \t]*\d{1,7}(?:[:|.)][ \t]*|[ \t]+(?:[:|.)][ \t]*)?)$/;
const anyNumber = /[ \t]{0,160}\d{1,7}(?:[:|.)][ \t]*|[ \t]+(?:[:|.)][ \t]*)?)/y;

/**
 * What stands before BEGIN on its line and, with other numbers, before the next line too: a quotation mark of a mail, a
 * comment sign, the `+` of a patch, a line number, the time and program of a log. null: blanks, or something that only
 * this line has.
 */
function linePrefix(text: string, { start, end }: Marker): LinePrefix | null {
  let lineStart = start;
  while (lineStart > 0 && start - lineStart < WIDEST_PREFIX && !isLineEnd(text, lineStart - 1)) lineStart--;
  const before = text.slice(lineStart, start);
  if (before.trim() === '') return null;
  const nextLine = end + (/^[^\r\n]{0,24}(?:\r\n|\r|\n)/.exec(text.slice(end, end + 26))?.[0].length ?? 0);
  if (nextLine === end) return null;
  if (numbered.test(before)) return (line, at) => matchLength(anyNumber, line, at);
  const sign = withOtherNumbers(before.trimEnd());
  return sign(text, nextLine) > 0 ? sign : null;
}

/** Finds `sign`, whatever its numbers are. One at its end keeps its width: digits of base64 may follow. */
function withOtherNumbers(sign: string): LinePrefix {
  const parts = sign.match(/\d+|\D+/g) ?? [];
  return (text, at) => {
    let end = at;
    for (const [index, part] of parts.entries()) {
      const digits = countDigits(text, end);
      const atEnd = index === parts.length - 1;
      if (/\d/.test(part)) {
        if (atEnd ? digits < part.length : digits === 0) return 0;
        end += atEnd ? part.length : digits;
      } else if (text.startsWith(part, end)) end += part.length;
      else return 0;
    }
    return end - at;
  };
}

function countDigits(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at += 1;
  return at - start;
}

const isLineEnd = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r';

const invisible = /[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/g;

function invisibleCharacters(text: string, { start, end }: CharRange): PemProblem[] {
  const found = text.slice(start, end).search(invisible);
  if (found < 0) return [];
  const at = start + found;
  const point = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  return [{ code: 'pem-odd-characters', params: { point }, range: { start: at, end: at + 1 } }];
}
