/**
 * Configuration text -> tokens, as nginx's own `ngx_conf_read_token` does it: blanks part words, `;` `{` `}` end
 * them, a quote or `#` counts only where a word begins, `${` opens no block, a backslash escapes.
 */
import { own } from '../../text/own.ts';

export type Token =
  | { kind: 'word'; text: string; line: number }
  | { kind: ';'; line: number }
  | { kind: '{'; line: number }
  | { kind: '}'; line: number }
  | { kind: 'unexpected'; text: string; line: number }
  /** `openSince`: the line of the word or quote that does not end; null: nothing is open. */
  | { kind: 'end'; line: number; openSince: number | null };

const blank = (character: string): boolean => /[ \t\r\n]/u.test(character);

export class Tokenizer {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the reading has come to. */
  get line(): number {
    return this.#line;
  }

  next(): Token {
    this.#skipBlanksAndComments();
    const line = this.#line;
    const character = this.#text[this.#at];
    if (character === undefined) return { kind: 'end', line, openSince: null };
    if (character === ';' || character === '{' || character === '}') {
      this.#at += 1;
      return { kind: character, line };
    }
    return character === '"' || character === "'" ? this.#quoted(character, line) : this.#word(line);
  }

  /** Skips to behind the `}` that closes a block of another language (Lua); false: it never closes. */
  skipForeignBlock(): boolean {
    let depth = 1;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at];
      this.#advance(1);
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      if (depth === 0) return true;
    }
    return false;
  }

  #advance(count: number): void {
    for (let i = 0; i < count; i += 1) {
      if (this.#text[this.#at] === '\n') this.#line += 1;
      this.#at += 1;
    }
  }

  #skipBlanksAndComments(): void {
    for (;;) {
      const character = this.#text[this.#at];
      if (character === '#') this.#advance(lineEnd(this.#text, this.#at) - this.#at);
      else if (character !== undefined && blank(character)) this.#advance(1);
      else return;
    }
  }

  #word(line: number): Token {
    const start = this.#at;
    let inVariable = false;
    for (let character = this.#text[this.#at]; character !== undefined; character = this.#text[this.#at]) {
      if (character === '{' && inVariable) inVariable = false;
      else if (blank(character) || character === ';' || character === '{') break;
      else inVariable = character === '$';
      this.#advance(character === '\\' ? 2 : 1);
    }
    const text = unescape(this.#text.slice(start, this.#at));
    const ended = this.#at < this.#text.length;
    return ended ? { kind: 'word', text, line } : { kind: 'end', line: this.#line, openSince: line };
  }

  /** After the closing quote nginx wants a blank, `;`, `{` or `)`; anything else is reported by the next token. */
  #quoted(quote: string, line: number): Token {
    const start = this.#at + 1;
    this.#at = start;
    while (this.#at < this.#text.length && this.#text[this.#at] !== quote) {
      this.#advance(this.#text[this.#at] === '\\' ? 2 : 1);
    }
    if (this.#at >= this.#text.length) return { kind: 'end', line: this.#line, openSince: line };
    const text = unescape(this.#text.slice(start, this.#at));
    this.#at += 1;
    const following = this.#text[this.#at];
    if (following === undefined || blank(following) || /[;{)]/u.test(following)) {
      return { kind: 'word', text, line };
    }
    return { kind: 'unexpected', text: following, line: this.#line };
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const escapes: Record<string, string> = { '"': '"', "'": "'", '\\': '\\', t: '\t', r: '\r', n: '\n' };

/** `\"` `\'` `\\` `\t` `\r` `\n` are replaced; any other backslash stays. */
function unescape(text: string): string {
  return text.replaceAll(/\\(["'\\trn])/gu, (whole, character: string) => own(escapes, character) ?? whole);
}
