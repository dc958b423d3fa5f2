/**
 * A shell script of gnutls-serv commands -> words, as POSIX sh parts them (IEEE Std 1003.1 section 2.2): single and
 * double quotes, backslash, `#` comments, backslash-newline. Nothing is expanded.
 */

export type Word = { text: string; line: number };
/** `openQuote`: a quote was not closed before the end of the file. */
export type CommandLines = { commands: Word[][]; openQuote: Word | null };

/** The commands of a file in order, each with its words; `line` is 1-based. `take` false: no word more. */
export function readCommandLines(text: string, take: (line: number) => boolean): CommandLines {
  const commands: Word[][] = [];
  let command: Word[] = [];
  let line = 1;
  const end = (): void => {
    if (command.length > 0) commands.push(command);
    command = [];
  };
  for (const [token] of text.matchAll(tokens)) {
    if (!take(line)) break;
    if (token === '\n' || token === ';') end();
    else if (token === '&') end();
    else if (token.startsWith('#')) continue;
    else if (!/^(?:\s|\\\n)+$/u.test(token)) command.push({ text: unquote(token), line });
    line += newlines(token);
  }
  end();
  const open = commands.flat().find((word) => openQuote.test(word.text));
  return { commands, openQuote: open ?? null };
}

/** Blanks and continued lines, an end of a command, a comment, or a word with its quoted parts. */
const tokens =
  /(?:[ \t\r]|\\\n)+|[\n;&]|#[^\n]*|(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[^\n]|[^\s;&'"\\])+|['"\\][\s\S]*/gu;

const newlines = (token: string): number => token.split('\n').length - 1;

/** What `unquote` leaves of a word whose quote has no end. */
const openQuote = /^\0/u;

function unquote(token: string): string {
  if (/^['"\\]/u.test(token) && !complete.test(token)) return `\0${token.slice(0, 40)}`;
  return token.replaceAll(
    /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([^\n])/gu,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replaceAll(/\\([$`"\\\n])/gu, '$1') ?? escaped ?? '',
  );
}

const complete = /^(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[^\n]|[^\s;&'"\\])+$/u;

/** A word as sh reads it back. */
export const quoteWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
