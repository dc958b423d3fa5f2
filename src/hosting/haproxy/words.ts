/**
 * One configuration line -> words, as HAProxy's own `parse_line` does it (src/tools.c, 2.6 and 3.0; configuration
 * manual section 2.2 "Quoting and escaping"): blanks part words, `#` begins a comment, single quotes keep
 * everything, double quotes keep blanks and expand `$NAME`, a backslash escapes what has a meaning.
 */
import type { Params } from '../../decision.ts';
import { own } from '../../text/own.ts';

export type WordProblem = {
  code:
    | 'haproxy-unmatched-quote'
    | 'haproxy-bad-hex-escape'
    | 'haproxy-environment-variable'
    | 'haproxy-bad-variable';
  params: Params;
};

/** `words` may be empty (blank line or comment). After a problem other than a variable, the words end there. */
export type Line = { words: string[]; problems: WordProblem[] };

type State = {
  text: string;
  at: number;
  word: string;
  started: boolean;
  quote: '' | '"' | "'";
  words: string[];
  problems: WordProblem[];
};

const blank = /\s/u;
const simpleEscapes: Record<string, string> = { ' ': ' ', '\\': '\\', t: '\t', n: '\n', r: '\r', '#': '#' };

/** Splits a line without its line end. */
export function splitLine(text: string): Line {
  const state: State = { text, at: 0, word: '', started: false, quote: '', words: [], problems: [] };
  let reading = true;
  while (reading && state.at < text.length) reading = step(state);
  if (state.started) state.words.push(state.word);
  if (state.quote !== '')
    state.problems.push({ code: 'haproxy-unmatched-quote', params: { quote: state.quote } });
  return { words: state.words, problems: state.problems };
}

/** Reads one character, escape, quote or variable; false at the end of what can be read. */
function step(state: State): boolean {
  const character = state.text.charAt(state.at);
  if (character === '#' && state.quote === '') return false;
  if (opensOrCloses(character, state.quote)) {
    state.quote = state.quote === '' ? (character as '"' | "'") : '';
    state.started = true;
    state.at += 1;
    return true;
  }
  if (character === '\\' && state.quote !== "'") return readEscape(state);
  if (state.quote === '' && blank.test(character)) {
    endWord(state);
    state.at += 1;
    return true;
  }
  if (character === '$' && state.quote === '"') return readVariable(state);
  return emit(state, character, 1);
}

const opensOrCloses = (character: string, quote: State['quote']): boolean =>
  (character === '"' || character === "'") && (quote === '' || quote === character);

function endWord(state: State): void {
  if (state.started) state.words.push(state.word);
  state.word = '';
  state.started = false;
}

function emit(state: State, text: string, length: number): true {
  state.word += text;
  state.started = true;
  state.at += length;
  return true;
}

/** A backslash that escapes nothing stays (`\1`); `\xHH` is a byte, `\$` only has a meaning in double quotes. */
function readEscape(state: State): boolean {
  const next = state.text.charAt(state.at + 1);
  const simple = own(simpleEscapes, next);
  if (simple !== undefined) return emit(state, simple, 2);
  if (next === "'" || next === '"' || (next === '$' && state.quote === '"')) return emit(state, next, 2);
  if (next !== 'x') return emit(state, '\\', 1);
  const hex = state.text.slice(state.at + 2, state.at + 4);
  if (/^[0-9a-f]{2}$/iu.test(hex)) return emit(state, String.fromCharCode(parseInt(hex, 16)), 4);
  state.problems.push({ code: 'haproxy-bad-hex-escape', params: { escape: `\\x${hex}` } });
  return false;
}

const variable = /^\$(?:\{([A-Za-z_.][A-Za-z0-9_]*)(?:\[\*\])?(?:-([^}]*))?\}|([A-Za-z_.][A-Za-z0-9_]*))/u;

/** The environment is not known here: a default (`${NAME-text}`) is taken, else nothing; both are reported. */
function readVariable(state: State): boolean {
  const found = variable.exec(state.text.slice(state.at, state.at + 1024));
  if (found === null) {
    state.problems.push({ code: 'haproxy-bad-variable', params: {} });
    return false;
  }
  const name = found[1] ?? found[3] ?? '';
  state.problems.push({ code: 'haproxy-environment-variable', params: { name } });
  return emit(state, found[2] ?? '', found[0].length);
}
