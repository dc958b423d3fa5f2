/**
 * A crt-list: `<certificate> [options] <SNI filter>...` a line (configuration manual, "crt-list" bind option;
 * crtlist_parse_line in src/ssl_crtlist.c, 2.6 and 3.0). Quotes and escapes mean nothing here.
 */
import { noTlsOptions, readTlsOption, type TlsOptions, type WordProblem } from './bindLine.ts';

export type Filter = { text: string; negated: boolean };

/** `options` null: the line has no `[...]`. `filters` empty: the certificate's own names select it. */
export type CrtListLine = { line: number; path: string; options: TlsOptions | null; filters: Filter[] };

/** Each line that names a certificate, and what is wrong with any line (`line` 1-based). */
export function readCrtList(text: string): {
  lines: CrtListLine[];
  problems: (WordProblem & { line: number })[];
} {
  const lines: CrtListLine[] = [];
  const problems: (WordProblem & { line: number })[] = [];
  for (const [index, lineText] of text.split(/\r?\n/u).entries()) {
    if (lineText.startsWith('#') || lineText.trim() === '') continue;
    const line = index + 1;
    const read = readLine(lineText);
    if ('code' in read) problems.push({ ...read, line });
    else {
      for (const problem of read.problems) problems.push({ ...problem, line });
      lines.push({ line, path: read.path, options: read.options, filters: read.filters });
    }
  }
  return { lines, problems };
}

type ReadLine = Omit<CrtListLine, 'line'> & { problems: WordProblem[] };

function readLine(text: string): ReadLine | WordProblem {
  const parts = /^([^[\]]*)(?:\[([^[\]]*)\]([^[\]]*))?$/u.exec(text);
  if (parts === null) return { code: 'haproxy-crt-list-syntax', params: { text: text.trim() } };
  const [path, ...between] = words(parts[1] ?? '');
  if (path === undefined) return { code: 'haproxy-crt-list-syntax', params: { text: text.trim() } };
  const problems: WordProblem[] = [];
  const options = parts[2] === undefined ? null : readOptions(words(parts[2]), problems);
  const filters = options === null ? between : words(parts[3] ?? '');
  if (options !== null && between.length > 0)
    problems.push({ code: 'haproxy-crt-list-syntax', params: { text: text.trim() } });
  return { path, options, filters: filters.map(readFilter), problems };
}

const words = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

const readFilter = (text: string): Filter =>
  text.startsWith('!') ? { text: text.slice(1), negated: true } : { text, negated: false };

const flags = new Set(['allow-0rtt', 'no-alpn', 'no-ca-names']);

/** Keywords of 3.0 that name other files of the same certificate. */
const storeKeywords = new Set(['crt', 'key', 'ocsp', 'issuer', 'sctl', 'ocsp-update']);

function readOptions(optionWords: string[], problems: WordProblem[]): TlsOptions {
  const options = noTlsOptions();
  let at = 0;
  while (at < optionWords.length) {
    const word = optionWords[at] ?? '';
    const value = optionWords[at + 1];
    if (flags.has(word)) {
      at += 1;
      continue;
    }
    if (value === undefined) problems.push({ code: 'haproxy-missing-bind-value', params: { word } });
    else if (!readTlsOption(options, word, value, problems) && !storeKeywords.has(word))
      problems.push({ code: 'haproxy-crt-list-keyword', params: { word } });
    at += 2;
  }
  return options;
}
