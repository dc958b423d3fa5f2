/**
 * A configuration as statements of words, well enough to tell where a secret stands in one: quotes, backslashes and
 * comments as the programs have them, and the blocks around a statement. What is commented out counts as well.
 */
import type { Software } from '../../hosting/model.ts';

/** `start` to `end`: the word in the text, without its quotes. */
export type Word = { text: string; start: number; end: number };

/** `around`: the first words of the blocks that it stands in, the innermost last. */
export type Statement = { words: Word[]; around: readonly (readonly string[])[] };

/** Blocks in blocks that are followed. */
const DEEPEST = 24;

/** All statements of `text`, in order. */
export function statementsOf(software: Software, text: string): Statement[] {
  const reading = new Reading(software, text);
  while (!reading.isDone) reading.next();
  return reading.statements;
}

class Reading {
  readonly statements: Statement[] = [];
  readonly #software: Software;
  readonly #text: string;
  readonly #around: string[][] = [];
  #words: Word[] = [];
  #at = 0;
  #isComment = false;

  constructor(software: Software, text: string) {
    this.#software = software;
    this.#text = text;
  }

  get isDone(): boolean {
    if (this.#at < this.#text.length) return false;
    this.#close();
    return true;
  }

  next(): void {
    const sign = this.#text.charAt(this.#at);
    if (sign === '\\' && /^\r?\n/.test(this.#text.slice(this.#at + 1, this.#at + 3))) this.#at += 2;
    else if (sign === '\n' || sign === '\r') this.#endLine();
    else if (/\s/.test(sign)) this.#at++;
    else if (sign === '#') this.#beginComment();
    else if (this.#software === 'nginx' && sign === ';') this.#endStatement();
    else if (isBrace(this.#software, this.#text, this.#at)) this.#brace(sign);
    else this.#word();
  }

  #endLine(): void {
    if (this.#software !== 'nginx' || this.#isComment) this.#close();
    this.#isComment = false;
    this.#at++;
  }

  #beginComment(): void {
    this.#close();
    this.#isComment = true;
    this.#at++;
  }

  #endStatement(): void {
    this.#close();
    this.#at++;
  }

  #brace(sign: string): void {
    const opening = this.#words.slice(0, 8).map((word) => word.text);
    this.#endStatement();
    if (this.#isComment) return;
    if (sign === '}') this.#around.pop();
    else if (this.#around.length < DEEPEST) this.#around.push(opening);
  }

  #word(): void {
    const isLong = !this.#isComment && (this.#software === 'nginx' || this.#software === 'caddy');
    const { word, end } = wordAt(this.#software, this.#text, this.#at, isLong ? '' : '\n');
    this.#words.push(word);
    this.#at = end;
  }

  #close(): void {
    if (this.#words.length > 0) this.statements.push({ words: this.#words, around: [...this.#around] });
    this.#words = [];
  }
}

/** In a Caddyfile a brace is one only where it is a word of its own: `{env.TOKEN}` is a placeholder. */
function isBrace(software: Software, text: string, at: number): boolean {
  const sign = text.charAt(at);
  if ((sign !== '{' && sign !== '}') || (software !== 'nginx' && software !== 'caddy')) return false;
  if (software === 'nginx') return true;
  return /^\s?$/.test(text.charAt(at - 1)) && /^\s?$/.test(text.charAt(at + 1));
}

/** A quoted word ends before `stop` at the latest. */
function wordAt(software: Software, text: string, start: number, stop: string): { word: Word; end: number } {
  const quote = text.charAt(start);
  const isQuoted = quote === '"' || quote === "'" || (quote === '`' && software === 'caddy');
  let end = isQuoted ? start + 1 : start;
  const isOpen = (sign: string): boolean =>
    isQuoted ? sign !== quote && sign !== stop : !endsWord(software, text, end);
  while (end < text.length && isOpen(text.charAt(end))) end += text[end] === '\\' && quote !== '`' ? 2 : 1;
  end = Math.min(end, text.length);
  if (!isQuoted) end = Math.max(end, start + 1);
  const from = isQuoted ? start + 1 : start;
  const isClosed = isQuoted && text[end] === quote;
  return { word: { text: text.slice(from, end), start: from, end }, end: isClosed ? end + 1 : end };
}

function endsWord(software: Software, text: string, at: number): boolean {
  const sign = text.charAt(at);
  if (/\s/.test(sign)) return true;
  return software === 'nginx' && (sign === ';' || (sign === '{' && text[at - 1] !== '$'));
}
