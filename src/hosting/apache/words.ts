/**
 * The words of a directive, as httpd's `ap_getword_conf` takes them (server/util.c, 2.4): blanks part words, single
 * or double quotes keep blanks, and inside quotes a backslash escapes the quote and itself. A `#` is no comment here.
 * `${NAME}` is replaced inside each word, so a value with blanks stays one word.
 */

/** Values of `Define`. A name defined without a value is not here. */
export type Variables = ReadonlyMap<string, string>;

/** Whether a variable of this many characters may still be put in; false: the name stays as it is written. */
export type Allow = (characters: number) => boolean;

/** `undefinedNames`: of `${NAME}` that stayed as written. */
export type Words = { words: string[]; undefinedNames: string[] };

export function splitWords(text: string, variables: Variables, allow: Allow): Words {
  const words: string[] = [];
  const undefinedNames: string[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const word = readWord(text, at);
    words.push(resolveVariables(word.text, variables, allow, undefinedNames));
    at = skipBlanks(text, word.end);
  }
  return { words, undefinedNames };
}

const blank = /\s/u;

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && blank.test(text.charAt(at))) at += 1;
  return at;
}

function readWord(text: string, start: number): { text: string; end: number } {
  const first = text.charAt(start);
  if (first === '"' || first === "'") return readQuoted(text, start, first);
  let end = start;
  while (end < text.length && !blank.test(text.charAt(end))) end += 1;
  return { text: text.slice(start, end), end };
}

/** A quote that is not closed runs to the end of the line, as httpd reads it. */
function readQuoted(text: string, start: number, quote: string): { text: string; end: number } {
  const parts: string[] = [];
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    const next = text.charAt(at + 1);
    const escaped = text.charAt(at) === '\\' && (next === quote || next === '\\');
    parts.push(escaped ? next : text.charAt(at));
    at += escaped ? 2 : 1;
  }
  return { text: parts.join(''), end: at + 1 };
}

/** `ap_resolve_env`: a name with a colon is left alone, and so is one that is not defined. */
function resolveVariables(
  word: string,
  variables: Variables,
  allow: Allow,
  undefinedNames: string[],
): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = word.indexOf('${'); start >= 0; start = word.indexOf('${', at)) {
    const end = word.indexOf('}', start);
    if (end < 0) break;
    const name = word.slice(start + 2, end);
    const value = variables.get(name);
    if (value === undefined && !name.includes(':')) undefinedNames.push(name);
    const isTaken = value !== undefined && allow(value.length);
    parts.push(word.slice(at, start), isTaken ? value : word.slice(start, end + 1));
    at = end + 1;
  }
  parts.push(word.slice(at));
  return parts.join('');
}
