/**
 * PCRE (pcre2pattern) -> the notation of JavaScript, for what a library of JavaScript can parse and both surely mean:
 * every group and every flag is written out, so that nothing depends on what either has for a default.
 *
 * `(?<g3>…)` is the third capturing group, `(?<a5>…)` an atomic one (JavaScript has none).
 */
import { readBrackets } from './brackets.ts';
import { hex, readCode, spaces } from './escapes.ts';

export type Flags = { i: boolean; m: boolean; s: boolean };
export type Translated = { source: string; groups: number };

/** PCRE's own limit for groups inside groups (`pcre2_set_parens_nest_limit`). */
const deepest = 250;
/** nginx refuses a longer word. */
const longest = 4096;
/** PCRE's own limit for `{n,m}`. */
const mostRepeats = 65_535;

/** null: not known, or nothing PCRE accepts. `pattern` holds an octet a character. */
export function translate(pattern: string, caseless: boolean): Translated | null {
  if (pattern.length > longest) return null;
  return new Translator(pattern, caseless).run();
}

/** An open group. `inside`: whether a group is open in it that stands for flags set in the middle. */
type Open = { flags: Flags; inside: boolean; start: number; canRepeat: boolean };

class Translator {
  readonly #text: string;
  readonly #out: string[] = [];
  readonly #open: Open[] = [];
  readonly #names = new Map<string, number>();
  #at = 0;
  #flags: Flags;
  #inside = false;
  #groups = 0;
  #atomic = 0;
  #furthestReference = 0;
  /** Where in `#out` the last item starts that a quantifier may follow. */
  #item: number | null = null;

  constructor(text: string, caseless: boolean) {
    this.#text = text;
    this.#flags = { i: caseless, m: false, s: false };
  }

  run(): Translated | null {
    while (this.#at < this.#text.length) if (!this.#next()) return null;
    if (this.#open.length > 0 || this.#furthestReference > this.#groups) return null;
    return { source: this.#out.join('') + (this.#inside ? ')' : ''), groups: this.#groups };
  }

  /** false: not known. */
  #next(): boolean {
    const character = this.#text.charAt(this.#at);
    switch (character) {
      case '\\':
        return this.#escape();
      case '[':
        return this.#brackets();
      case '(':
        return this.#openGroup();
      case ')':
        return this.#closeGroup();
      case '|':
        return this.#alternative();
      case '^':
      case '$':
        return this.#assertion(character, this.#at + 1);
      case '*':
      case '+':
      case '?':
        return this.#quantifier(character, this.#at + 1);
      case '{':
        return this.#braces();
      default:
        return this.#put(character === '.' ? '.' : hex(character.charCodeAt(0)), this.#at + 1);
    }
  }

  #put(source: string, end: number): true {
    this.#item = this.#out.length;
    this.#out.push(source);
    this.#at = end;
    return true;
  }

  #assertion(source: string, end: number): true {
    this.#put(source, end);
    this.#item = null;
    return true;
  }

  #brackets(): boolean {
    const read = readBrackets(this.#text, this.#at, this.#flags.i);
    return read !== null && this.#put(read.source, read.end);
  }

  #escape(): boolean {
    const at = this.#at + 1;
    const letter = this.#text.charAt(at);
    if (/[dDwWsS]/.test(letter)) return this.#put(`\\${letter}`, at + 1);
    const space = spaces.get(letter.toLowerCase());
    if (space !== undefined) {
      return this.#put(`[${letter === letter.toLowerCase() ? '' : '^'}${space}]`, at + 1);
    }
    const assertion = assertions.get(letter);
    if (assertion !== undefined) return this.#assertion(assertion, at + 1);
    if (letter === 'N' && this.#text.charAt(at + 1) !== '{') return this.#put(`[^${hex(0x0a)}]`, at + 1);
    if (letter === 'R')
      return this.#put(`${this.#atomicGroup()}\\x0d\\x0a|[${spaces.get('v') ?? ''}])`, at + 1);
    if (letter === 'Q') return this.#literally(at + 1);
    if (letter === 'E') {
      this.#at = at + 1;
      return true;
    }
    const read = readCode(this.#text, at);
    return read === null ? this.#reference() : this.#put(hex(read.code), read.end);
  }

  /** `\Q…\E`, or to the end. */
  #literally(start: number): true {
    const closing = this.#text.indexOf('\\E', start);
    const end = closing < 0 ? this.#text.length : closing;
    for (let at = start; at < end; at += 1) this.#put(hex(this.#text.charCodeAt(at)), at + 1);
    this.#at = Math.min(end + 2, this.#text.length);
    return true;
  }

  /** `\1`, `\g{-1}`, `\k<name>`: a group by number, counted back, or by a name already seen. */
  #reference(): boolean {
    const [whole, digits, ...others] = this.#match(references);
    const [number, name] = [
      digits ?? others[0] ?? others[1],
      others.slice(2).find((one) => one !== undefined),
    ];
    const group = number === undefined ? this.#names.get(name ?? '') : Number(number);
    if (whole === undefined || group === undefined) return false;
    return this.#referTo(group < 0 ? this.#groups + 1 + group : group, whole);
  }

  /** `\\10` may be a group or an octal number: not known. */
  #referTo(group: number, whole: string): boolean {
    if (group < 1 || /^\\\d\d/.test(whole)) return false;
    this.#furthestReference = Math.max(this.#furthestReference, group);
    return this.#put(`\\k<g${group}>`, this.#at + whole.length);
  }

  #openGroup(): boolean {
    if (this.#text.startsWith('(?P=', this.#at)) return this.#reference();
    const [whole = '', kind, pointed, quoted, set, unset, end] = this.#match(groupStarts);
    if (whole === '' || this.#open.length >= deepest) return false;
    if (kind === '#') return this.#comment();
    if (end !== undefined) return this.#flagged(whole, { set: set ?? '', unset: unset ?? '', end });
    const canRepeat = kind !== '=' && kind !== '!';
    if (kind === '>') return this.#push(this.#atomicGroup(), whole, canRepeat);
    if (kind !== undefined) return this.#push(`(?${kind}`, whole, canRepeat);
    this.#groups += 1;
    const name = pointed ?? quoted;
    if (name !== undefined) {
      if (this.#names.has(name)) return false;
      this.#names.set(name, this.#groups);
    }
    return this.#push(`(?<g${this.#groups}>`, whole, canRepeat);
  }

  #push(source: string, written: string, canRepeat: boolean): true {
    this.#open.push({ flags: this.#flags, inside: this.#inside, start: this.#out.length, canRepeat });
    this.#inside = false;
    return this.#assertion(source, this.#at + written.length);
  }

  #comment(): boolean {
    const end = this.#text.indexOf(')', this.#at);
    this.#at = end + 1;
    return end >= 0;
  }

  /** `(?i)` holds to the end of the group around it, in its further alternatives too. */
  #flagged(written: string, { set, unset, end }: { set: string; unset: string; end: string }): boolean {
    if (set === '' && unset === '') return false;
    const holds = (flag: keyof Flags): boolean =>
      !unset.includes(flag) && (set.includes(flag) || this.#flags[flag]);
    const flags = { i: holds('i'), m: holds('m'), s: holds('s') };
    if (end === ':') this.#push(withFlags(flags), written, true);
    else {
      this.#assertion(`${this.#inside ? ')' : ''}${withFlags(flags)}`, this.#at + written.length);
      this.#inside = true;
    }
    this.#flags = flags;
    return true;
  }

  #closeGroup(): boolean {
    const group = this.#open.pop();
    if (group === undefined) return false;
    this.#put(this.#inside ? '))' : ')', this.#at + 1);
    this.#inside = group.inside;
    this.#flags = group.flags;
    this.#item = group.canRepeat ? group.start : null;
    return true;
  }

  #alternative(): true {
    return this.#assertion(this.#inside ? `)|${withFlags(this.#flags)}` : '|', this.#at + 1);
  }

  /** `{2,3}`; any other brace is a character, but for what PCRE reads so since 10.43 only. */
  #braces(): boolean {
    const [whole, least, , most] = this.#match(/\{(\d{1,5})(,(\d{0,5}))?\}/y);
    if (whole === undefined) {
      const [newer] = this.#match(/\{[ \t\d]*(?:,[ \t\d]*)?\}/y);
      return !/\d/.test(newer ?? '') && this.#put(hex(0x7b), this.#at + 1);
    }
    const allowed = Number(least) <= mostRepeats && Number(most ?? 0) <= mostRepeats;
    return allowed && this.#quantifier(whole, this.#at + whole.length);
  }

  /** A `+` behind it makes it possessive: what it took is not given back. */
  #quantifier(written: string, end: number): boolean {
    const start = this.#item;
    if (start === null) return false;
    const mode = this.#text.charAt(end);
    if (mode === '+') this.#out[start] = this.#atomicGroup() + (this.#out[start] ?? '');
    const suffix = mode === '+' ? ')' : mode === '?' ? '?' : '';
    return this.#assertion(written + suffix, suffix === '' ? end : end + 1);
  }

  #atomicGroup(): string {
    this.#atomic += 1;
    return `(?<a${this.#atomic}>`;
  }

  #match(expression: RegExp): (string | undefined)[] {
    const sticky = expression;
    sticky.lastIndex = this.#at;
    return sticky.exec(this.#text) ?? [];
  }
}

/** `\A`, `\G` and `\Z` are `^` and `$` without `m`; nothing comes after `\z`. */
const assertions: ReadonlyMap<string, string> = new Map([
  ['b', '\\b'],
  ['B', '\\B'],
  ['A', '(?-m:^)'],
  ['G', '(?-m:^)'],
  ['Z', '(?-m:$)'],
  ['z', '(?![^])'],
]);

/** Digits alone; in `\g` a number, maybe counted back; a name in any of its notations. */
const references =
  /\\([1-9]\d*)|\\g(-?[1-9]\d?)(?!\d)|\\g\{(-?[1-9]\d?)\}|\\k<(\w+)>|\\k'(\w+)'|\\[kg]\{([A-Za-z_]\w*)\}|\(\?P=(\w+)\)/y;

/** `(`, `(?:` and its kind, `(?<name>` in three notations, `(?i-s:` and `(?i)`. */
const groupStarts =
  /\((?:(?![?*])|\?(?:([:=!>#])|P?<([A-Za-z_]\w{0,31})>|'([A-Za-z_]\w{0,31})'|([ims]*)(?:-([ims]*))?([:)])))/y;

function withFlags(flags: Flags): string {
  const letters = (wanted: boolean): string =>
    (['i', 'm', 's'] as const).filter((flag) => flags[flag] === wanted).join('');
  const unset = letters(false);
  return `(?${letters(true)}${unset === '' ? '' : `-${unset}`}:`;
}
