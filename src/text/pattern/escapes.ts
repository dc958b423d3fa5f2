/** What a backslash means in PCRE (pcre2pattern, "Backslash"), for octets. Text and patterns hold an octet a character. */

/** `\xHH`, which means the same everywhere in an expression of JavaScript. */
export const hex = (code: number): string => `\\x${code.toString(16).padStart(2, '0')}`;

const simple: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['e', 0x1b],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
]);

/** Sets of octets that JavaScript has no letter for, as members of a class. */
export const spaces: ReadonlyMap<string, string> = new Map([
  ['h', '\\x09\\x20\\xa0'],
  ['v', '\\x0a-\\x0d\\x85'],
]);

export type ReadCode = { code: number; end: number };

/**
 * The one octet that the escape at `at` (after the backslash) stands for. null: it stands for something else, or what
 * it means depends on the version of PCRE.
 */
export function readCode(text: string, at: number): ReadCode | null {
  const letter = text.charAt(at);
  if (letter === '') return null;
  if (!/[0-9A-Za-z]/.test(letter)) return { code: letter.charCodeAt(0), end: at + 1 };
  const code = simple.get(letter);
  if (code !== undefined) return { code, end: at + 1 };
  if (letter === '0') return numbered(/0[0-7]{0,2}/y, text, at, 8);
  if (letter === 'c') return control(text, at + 1);
  return letter === 'x' ? hexadecimal(text, at + 1) : null;
}

function numbered(expression: RegExp, text: string, at: number, base: 8 | 16): ReadCode | null {
  expression.lastIndex = at;
  const digits = expression.exec(text)?.[0];
  if (digits === undefined) return null;
  return { code: Number.parseInt(digits === '' ? '0' : digits, base), end: at + digits.length };
}

function hexadecimal(text: string, at: number): ReadCode | null {
  if (text.charAt(at) !== '{') return numbered(/[0-9A-Fa-f]{0,2}/y, text, at, 16);
  const read = numbered(/[0-9A-Fa-f]{1,8}/y, text, at + 1, 16);
  return read !== null && text.charAt(read.end) === '}' && read.code <= 0xff
    ? { code: read.code, end: read.end + 1 }
    : null;
}

function control(text: string, at: number): ReadCode | null {
  const character = text.charAt(at);
  const printable = character >= ' ' && character <= '~';
  return printable ? { code: character.toUpperCase().charCodeAt(0) ^ 0x40, end: at + 1 } : null;
}
