/**
 * Caddyfile text -> tokens, as Caddy's lexer does it (caddyconfig/caddyfile/lexer.go, 2.6.2; heredocs are of 2.7):
 * blanks part tokens, `#` at the start of a token begins a comment, `"` and a backtick quote, a backslash escapes
 * a quote or the end of a line.
 */
import type { Line } from '../model.ts';

/** `firstOnLine`: nothing stands before it on its line. A quoted `{` opens nothing. */
export type Token = { text: string; quoted: boolean; firstOnLine: boolean; source: Line };

export type LexProblem = {
  code: 'caddy-unclosed-quote' | 'caddy-unclosed-heredoc' | 'caddy-environment-variable';
  name: string;
  line: number;
};

type Lexer = {
  text: string;
  at: number;
  line: number;
  file: string;
  heredocs: 'known' | 'unknown';
  newLine: boolean;
  tokens: Token[];
  problems: LexProblem[];
};

const blank = /\s/u;

/** `heredocs`: whether this version of Caddy has them. */
export function tokenize(
  text: string,
  file: string,
  heredocs: 'known' | 'unknown',
): { tokens: Token[]; problems: LexProblem[] } {
  const problems: LexProblem[] = [];
  const replaced = replaceEnvironment(text, problems);
  const lexer: Lexer = {
    text: replaced,
    at: 0,
    line: 1,
    file,
    heredocs,
    newLine: true,
    tokens: [],
    problems,
  };
  while (lexer.at < lexer.text.length) step(lexer);
  return { tokens: lexer.tokens, problems };
}

/** `{$NAME}` and `{$NAME:default}` are replaced before anything is read; the environment is not known here. */
function replaceEnvironment(text: string, problems: LexProblem[]): string {
  if (!text.includes('{$')) return text;
  const lines = text.split('\n').map((line, index) => {
    const parts: string[] = [];
    let at = 0;
    for (let start = line.indexOf('{$'); start >= 0; start = line.indexOf('{$', at)) {
      const end = line.indexOf('}', start);
      if (end < 0) break;
      const [name = '', ...fallback] = line.slice(start + 2, end).split(':');
      if (name !== '') problems.push({ code: 'caddy-environment-variable', name, line: index + 1 });
      parts.push(line.slice(at, start), name === '' ? line.slice(start, end + 1) : fallback.join(':'));
      at = end + 1;
    }
    return parts.join('') + line.slice(at);
  });
  return lines.join('\n');
}

function step(lexer: Lexer): void {
  const character = lexer.text.charAt(lexer.at);
  if (character === '\n') {
    lexer.at += 1;
    lexer.line += 1;
    lexer.newLine = true;
  } else if (isContinuation(lexer, lexer.at)) {
    lexer.at = lexer.text.indexOf('\n', lexer.at) + 1;
    lexer.line += 1;
  } else if (blank.test(character)) lexer.at += 1;
  else if (character === '#') skipComment(lexer);
  else if (character === '"' || character === '`') readQuoted(lexer, character);
  else readBare(lexer);
}

function skipComment(lexer: Lexer): void {
  const end = lexer.text.indexOf('\n', lexer.at);
  lexer.at = end < 0 ? lexer.text.length : end;
}

const isContinuation = (lexer: Lexer, at: number): boolean =>
  lexer.text.charAt(at) === '\\' && /^\\\r?\n/u.test(lexer.text.slice(at, at + 3));

function push(lexer: Lexer, text: string, quoted: boolean, line: number): void {
  const source = { file: lexer.file, line };
  lexer.tokens.push({ text, quoted, firstOnLine: lexer.newLine, source });
  lexer.newLine = false;
}

/** In `"` only `\"` is an escape; between backticks nothing is. */
function readQuoted(lexer: Lexer, quote: '"' | '`'): void {
  const start = lexer.line;
  let text = '';
  let at = lexer.at + 1;
  while (at < lexer.text.length && lexer.text.charAt(at) !== quote) {
    if (quote === '"' && lexer.text.startsWith('\\"', at)) at += 1;
    const character = lexer.text.charAt(at);
    if (character === '\n') lexer.line += 1;
    if (character !== '\r') text += character;
    at += 1;
  }
  if (at >= lexer.text.length)
    lexer.problems.push({ code: 'caddy-unclosed-quote', name: quote, line: start });
  lexer.at = at + 1;
  push(lexer, text, true, start);
}

function readBare(lexer: Lexer): void {
  const start = lexer.at;
  let at = lexer.at;
  while (at < lexer.text.length && !blank.test(lexer.text.charAt(at)) && !isContinuation(lexer, at)) at += 1;
  lexer.at = at;
  const text = lexer.text.slice(start, at);
  const marker = lexer.heredocs === 'known' ? /^<<([A-Za-z0-9_-]+)$/u.exec(text)?.[1] : undefined;
  if (marker === undefined) push(lexer, text, false, lexer.line);
  else readHeredoc(lexer, marker);
}

/** `<<MARKER` to a line with `MARKER` alone, whose indentation is taken off every line. */
function readHeredoc(lexer: Lexer, marker: string): void {
  const { text, line: opened } = lexer;
  const lines: string[] = [];
  for (let end = text.indexOf('\n', lexer.at); end >= 0;) {
    const start = end + 1;
    end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    const indent = closingIndent(line, marker);
    if (indent === null) {
      lines.push(line);
      continue;
    }
    lexer.at = start + indent.length + marker.length;
    lexer.line += lines.length + 1;
    const unindented = lines.map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each));
    push(lexer, unindented.join('\n'), true, opened);
    return;
  }
  lexer.problems.push({ code: 'caddy-unclosed-heredoc', name: marker, line: opened });
  lexer.at = text.length;
}

/** What stands before the marker on its line; null: another line. */
function closingIndent(line: string, marker: string): string | null {
  const indent = /^[ \t]*/u.exec(line)?.[0] ?? '';
  const isMarker = line.startsWith(marker, indent.length);
  return isMarker && /^\s?$/u.test(line.charAt(indent.length + marker.length)) ? indent : null;
}
