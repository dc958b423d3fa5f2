/** Foreign text is hostile: what cannot be seen, or changes how the rest is seen, is written out. */

/**
 * C0 and C1 controls and DEL; format characters (`\p{Cf}`: zero-width, bidirectional, soft hyphen, tags); everything
 * that Unicode lets a renderer draw as nothing (`\p{DI}`: variation selectors, fillers, joiners); line and paragraph
 * separators; spaces other than U+0020; lone surrogates; private use; and four more that draw nothing (U+2800 a braille
 * cell without dots, U+FFFC, U+16FE4, U+1D159). Not the format characters that are drawn: signs that stand around
 * Arabic, Syriac and Kaithi numbers.
 */
const hidden =
  /(?![ \u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Zs}\p{Cs}\p{Co}\u2800\ufffc\u{16fe4}\u{1d159}]/gu;

/**
 * Where a script needs its joiners they are part of how a word is spelled and change how it is drawn (RFC 5892 appendix
 * A.1 and A.2): after a virama, and a zero-width non-joiner between two Arabic letters that would join.
 */
const virama =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua8c4\ua953\ua9c0\uaaf6\uabed]$/u;
/** Letters of the Arabic block that join to the one before them alone, or to none (Unicode, ArabicShaping.txt). */
const joinsBackwards =
  /[\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef]/u;
const arabicLetter =
  /^[\u0620\u0622-\u063f\u0641-\u064a\u066e\u066f\u0671-\u0673\u0675-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff]/u;

const zeroWidthNonJoiner = '\u200c';
const zeroWidthJoiner = '\u200d';

function isSpelling(character: string, text: string, at: number): boolean {
  if (character !== zeroWidthNonJoiner && character !== zeroWidthJoiner) return false;
  const before = text[at - 1] ?? '';
  if (virama.test(before)) return true;
  const joins = arabicLetter.test(before) && !joinsBackwards.test(before);
  return character === zeroWidthNonJoiner && joins && arabicLetter.test(text[at + 1] ?? '');
}

function written(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  return point <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

/** `kept`: a character that stays as it is, empty for none. */
const writtenOut = (text: string, kept: string): string =>
  text.replace(hidden, (character, at: number) =>
    character === kept || isSpelling(character, text, at) ? character : written(character),
  );

/** `text` with every such character as `\xNN` (up to U+00FF) or `\u{...}`; a backslash stays as it is. */
export const visibleText = (text: string): string => writtenOut(text, '');

/** A line of a page: what is longer holds up a browser for seconds, and nobody reads it there. */
const longestLine = 1000;

/** Behind the first characters of a longer text: how many more there are. */
const andMore = (count: number): string => `…(+${count})`;

/** As `visibleText`, of no more than the first `most` characters; those left out are counted behind an ellipsis. */
export const visibleLine = (text: string, most = longestLine): string =>
  text.length <= most ? visibleText(text) : visibleText(text.slice(0, most)) + andMore(text.length - most);

/** A line of a program's text, without its line end: as `visibleLine`, and a tab stays a tab. */
export const visibleCode = (line: string): string =>
  line.length <= longestLine
    ? writtenOut(line, '\t')
    : writtenOut(line.slice(0, longestLine), '\t') + andMore(line.length - longestLine);

/** A plain value as JSON that says the same, what cannot be seen in it as `\uXXXX` (RFC 8259 section 7). */
export const visibleJson = (value: string | number | boolean | null): string =>
  JSON.stringify(value).replace(hidden, (character) => character.split('').map(jsonUnit).join(''));

const jsonUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
