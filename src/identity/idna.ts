/**
 * U-labels -> A-labels, as the programs do it: UTS #46 non-transitional (browsers), the same limited to letters, marks
 * and digits (libidn2), IDNA2003 (RFC 3490; Python, Java).
 *
 * Limits, where full tables would be needed: unassigned code points are those of this engine's Unicode version, not of
 * the program's (IDNA2003 knows Unicode 3.2); the Bidi and ContextO rules are not checked; symbols that
 * UTS #46 maps to something other than their NFKC lower case are not told apart.
 */
import { decode, encode } from 'punycode/';

export type IdnMapping = 'uts46' | 'idna2008' | 'idna2003';

const ACE = 'xn--';
const MAX_LABEL = 63;
/** Mapped to nothing by nameprep table B.1 and by UTS #46 alike. */
const IGNORED = /[\u00ad\u034f\u1806\u180b-\u180d\u200b\u2060\ufe00-\ufe0f\ufeff]/g;
/** What would become one or more ASCII dots: disallowed by UTS #46. */
const DOTTED = /[\u2024-\u2026\u2488-\u249b]/;
/** RFC 5892 appendix A.1, A.2: a joiner follows a virama; a non-joiner may also stand between Arabic letters. */
const STRAY_JOINER =
  /(?<![\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca])(?:\u200d|(?<!\p{Script=Arabic})\u200c|\u200c(?!\p{Script=Arabic}))/u;
const JOINERS = /[\u200c\u200d]/g;
const NOT_A_DOT_YET = /[\u3002\uff0e\uff61]/g;
const FORBIDDEN = /(?![\u200c\u200d])[\p{C}\ufffd\u2ff0-\u2ffb]|(?! )\p{Z}/u;
const LETTERS_MARKS_DIGITS =
  /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}\-\u200c\u200d\u00b7\u0375\u05f3\u05f4\u30fb\u3007.*_]*$/u;

export const isAsciiText = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** The host with every U-label as an A-label; null: it cannot be converted. ASCII labels are lower-cased at most. */
export function toAscii(host: string, mapping: IdnMapping): string | null {
  const mapped = mapHost(host, mapping);
  if (mapped === null) return null;
  const labels: string[] = [];
  for (const label of mapped.split('.')) {
    const ascii = labelToAscii(label, mapping);
    if (ascii === null) return null;
    labels.push(ascii);
  }
  return labels.join('.');
}

function mapHost(host: string, mapping: IdnMapping): string | null {
  if (mapping !== 'idna2003' && DOTTED.test(host)) return null;
  const text = host.replace(NOT_A_DOT_YET, '.').replace(IGNORED, '');
  const mapped = mapping === 'idna2003' ? nameprep(text) : foldCase(text.normalize('NFKC')).normalize('NFKC');
  const dotted = mapped.replace(NOT_A_DOT_YET, '.');
  if (FORBIDDEN.test(dotted)) return null;
  return mapping === 'idna2008' && !LETTERS_MARKS_DIGITS.test(dotted) ? null : dotted;
}

/** RFC 3491: case folding with NFKC; sharp s becomes `ss`, final sigma the ordinary one, joiners nothing. */
function nameprep(text: string): string {
  const folded = foldCase(text.replace(JOINERS, '').normalize('NFKC'));
  return folded.replaceAll('ß', 'ss').replaceAll('ς', 'σ').normalize('NFKC');
}

/** Letter by letter: the final sigma must not depend on what stands before it. */
const foldCase = (text: string): string => text.replace(/./gsu, (character) => character.toLowerCase());

function labelToAscii(label: string, mapping: IdnMapping): string | null {
  const ascii = isAsciiText(label) ? label : encodeLabel(label, mapping);
  if (ascii === null || mapping === 'uts46') return ascii; // browsers leave the length to the later checks
  return ascii.length > MAX_LABEL ? null : ascii;
}

function encodeLabel(label: string, mapping: IdnMapping): string | null {
  if (/^\p{M}/u.test(label)) return null;
  if (label.startsWith(ACE)) return null; // RFC 3490 section 4.1 step 5; UTS #46: what does not decode
  if (mapping !== 'idna2003' && STRAY_JOINER.test(label)) return null;
  return ACE + encode(label);
}

/** The U-label of an A-label (`xn--…`, any case); null: it is none, or does not convert back to itself. */
export function aLabelToUnicode(label: string, mapping: IdnMapping): string | null {
  const ascii = label.toLowerCase();
  if (!ascii.startsWith(ACE)) return null;
  const unicode = decodeLabel(ascii.slice(ACE.length));
  if (unicode === null || isAsciiText(unicode)) return null;
  return toAscii(unicode, mapping) === ascii ? unicode : null;
}

function decodeLabel(text: string): string | null {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** RFC 3490 section 4.2 as Java does it: what cannot be converted stays as it is. Lower-cased; null: not a name. */
export function toUnicode(name: string): string | null {
  const ascii = toAscii(name, 'idna2003');
  if (ascii === null) return null;
  return ascii
    .split('.')
    .map((label) => aLabelToUnicode(label, 'idna2003') ?? label)
    .join('.')
    .toLowerCase();
}
