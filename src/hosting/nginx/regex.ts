/** `server_name ~expression`: PCRE as far as JavaScript says the same. */

/** Syntax that PCRE has and JavaScript lacks or reads otherwise. */
const pcreOnly =
  /\(\?(?:>|\||\(|R\)|&|P=|P>|\d|#|[a-zA-Z]*x)|[*+?}]\+|\\[QEKRXGhHzZAC]|\(\*[A-Z]|\\g|\[\[:\^?(?!alnum|alpha|digit|xdigit|lower|upper)/u;

const posixClasses: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  xdigit: '0-9A-Fa-f',
  lower: 'a-z',
  upper: 'A-Z',
};

export type NamePattern = { expression: RegExp; captures: boolean };

/**
 * `pattern` is what follows `~`. Names are lower-cased before they are matched, and an upper-case letter in the
 * pattern makes it case-insensitive (as does `(?i)`). null: PCRE may read it otherwise than JavaScript.
 */
export function readNamePattern(pattern: string): NamePattern | null {
  const leading = /^(\^?)\(\?i\)/u.exec(pattern);
  const bare = leading === null ? pattern : (leading[1] ?? '') + pattern.slice(leading[0].length);
  if (pcreOnly.test(bare) || /\(\?-?[a-z]+[):]/u.test(bare)) return null;
  const source = bare
    .replaceAll(/\(\?P</gu, '(?<')
    .replaceAll(/\(\?'(\w+)'/gu, '(?<$1>')
    .replaceAll(/\[:(\w+):\]/gu, (whole, name: string) => posixClasses[name] ?? whole);
  try {
    const expression = new RegExp(source, leading !== null || /[A-Z]/u.test(pattern) ? 'i' : '');
    return { expression, captures: /(?<!\\)\((?!\?)|\(\?</u.test(source) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
