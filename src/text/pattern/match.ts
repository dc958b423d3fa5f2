/**
 * Runs a program over a text, as PCRE does: the first way that leads to the end, back to the last choice where one
 * fails. Choices are kept on a list of its own, never on JavaScript's stack, and the work is counted.
 */
import { otherCase, wordOctets } from './octets.ts';
import type { AssertionKind, Instruction, Program } from './program.ts';

/** `limit`: not found out within the steps allowed. */
export type Found = 'yes' | 'no' | 'limit';

/** What was open when a `try` began: how many choices there were, and where. */
type Frame = { kind: 'ahead' | 'not-ahead' | 'atomic'; choices: number; at: number; outer: Frame | null };

/** Never changed: whoever writes a register makes a new list. */
type Registers = readonly number[];

/** Goes on at `to` with the text from `at`; afterwards from each place before it down to `least`. */
type Choice = { to: number; at: number; least: number; registers: Registers; frame: Frame | null };

const unset = -1;

/** Whether the program fits somewhere in `text` (an octet a character). Steps taken are handed to `count`. */
export function run(program: Program, text: string, limit: number): { found: Found; steps: number } {
  const machine = new Machine(program, text, limit);
  for (let start = 0; start <= text.length; start += 1) {
    const found = machine.from(start);
    if (found !== 'no') return { found, steps: machine.steps };
  }
  return { found: 'no', steps: machine.steps };
}

class Machine {
  readonly #code: readonly Instruction[];
  readonly #text: string;
  readonly #limit: number;
  readonly #none: Registers;
  /** A step costs more where there is more to copy. */
  readonly #copying: number;
  #choices: Choice[] = [];
  #at = 0;
  #to = 0;
  #registers: Registers = [];
  #frame: Frame | null = null;
  steps = 0;

  constructor({ code, registers }: Program, text: string, limit: number) {
    this.#code = code;
    this.#text = text;
    this.#limit = limit;
    this.#none = new Array<number>(registers).fill(unset);
    this.#copying = registers >> 3;
  }

  from(start: number): Found {
    [this.#at, this.#to, this.#registers, this.#frame] = [start, 0, this.#none, null];
    this.#choices = [];
    for (;;) {
      this.steps += 1;
      if (this.steps > this.#limit) return 'limit';
      const instruction = this.#code[this.#to];
      if (instruction === undefined || instruction.op === 'accept') return 'yes';
      this.#to += 1;
      if (!this.#does(instruction) && !this.#back()) return 'no';
    }
  }

  /** false: fails here. */
  #does(instruction: Exclude<Instruction, { op: 'accept' }>): boolean {
    switch (instruction.op) {
      case 'one':
        this.#at += 1;
        return this.#at <= this.#text.length && instruction.of[this.#text.charCodeAt(this.#at - 1)] === 1;
      case 'run':
        return this.#run(instruction);
      case 'fork':
        this.#choose(instruction.second);
        this.#to = instruction.first;
        return true;
      case 'jump':
        this.#to = instruction.to;
        return true;
      case 'assert':
        return this.#holds(instruction.kind);
      case 'open':
        this.#write(instruction.register, this.#at);
        return true;
      case 'close':
        this.#write(instruction.register + 1, this.#registers[instruction.register] ?? unset, this.#at);
        return true;
      case 'again':
        return this.#again(instruction.register, instruction.caseless);
      case 'enter':
        this.#write(instruction.register, 0, unset);
        return true;
      case 'loop':
        this.#loop(instruction);
        return true;
      case 'try':
        if (instruction.kind === 'not-ahead') this.#choose(instruction.end);
        this.#frame = {
          kind: instruction.kind,
          choices: this.#choices.length,
          at: this.#at,
          outer: this.#frame,
        };
        return true;
      case 'leave':
        return this.#leave();
    }
  }

  #choose(to: number, at = this.#at, least = at): void {
    this.#choices.push({ to, at, least, registers: this.#registers, frame: this.#frame });
  }

  /** To the last choice; false: there is none. */
  #back(): boolean {
    const choice = this.#choices.at(-1);
    if (choice === undefined) return false;
    this.#to = choice.to;
    this.#at = choice.at;
    this.#registers = choice.registers;
    this.#frame = choice.frame;
    if (choice.at > choice.least) choice.at -= 1;
    else this.#choices.pop();
    return true;
  }

  #write(register: number, ...values: number[]): void {
    this.steps += this.#copying;
    const registers = [...this.#registers];
    for (const [index, value] of values.entries()) registers[register + index] = value;
    this.#registers = registers;
  }

  #run({ of, least, most }: Extract<Instruction, { op: 'run' }>): boolean {
    const start = this.#at;
    const furthest = Math.min(this.#text.length, start + most);
    while (this.#at < furthest && of[this.#text.charCodeAt(this.#at)] === 1) this.#at += 1;
    this.steps += this.#at - start;
    if (this.#at < start + least) return false;
    if (this.#at > start + least) this.#choose(this.#to, this.#at - 1, start + least);
    return true;
  }

  #loop({ register, least, most, greedy, end }: Extract<Instruction, { op: 'loop' }>): void {
    const [count = 0, since = unset] = [this.#registers[register], this.#registers[register + 1]];
    const body = this.#to;
    const wasEmpty = most === Infinity && count > 0 && since === this.#at;
    if (count >= least && (wasEmpty || count >= most)) this.#to = end;
    else if (count < least || greedy) {
      if (count >= least) this.#choose(end);
      this.#write(register, count + 1, this.#at);
    } else {
      const before = this.#registers;
      this.#write(register, count + 1, this.#at);
      this.#choose(body);
      this.#registers = before;
      this.#to = end;
    }
  }

  /** The end of what a `try` tried: its choices are given up. A `not-ahead` that came so far fails. */
  #leave(): boolean {
    const frame = this.#frame;
    if (frame === null) return false;
    const { kind, choices, at, outer } = frame;
    this.#choices.length = kind === 'not-ahead' ? choices - 1 : choices;
    this.#frame = outer;
    if (kind === 'ahead') this.#at = at;
    return kind !== 'not-ahead';
  }

  #again(register: number, caseless: boolean): boolean {
    const [start = unset, end = unset] = [this.#registers[register + 1], this.#registers[register + 2]];
    if (start === unset) return false;
    this.steps += end - start;
    for (let index = start; index < end; index += 1, this.#at += 1) {
      const [wanted, found] = [this.#text.charCodeAt(index), this.#text.charCodeAt(this.#at)];
      if (wanted !== found && !(caseless && otherCase(wanted) === found)) return false;
    }
    return true;
  }

  #holds(kind: AssertionKind): boolean {
    const [text, at] = [this.#text, this.#at];
    switch (kind) {
      case 'start':
        return at === 0;
      case 'end':
        return at === text.length || (at === text.length - 1 && text.charAt(at) === '\n');
      case 'line-start':
        return at === 0 || (at < text.length && text.charAt(at - 1) === '\n');
      case 'line-end':
        return at === text.length || text.charAt(at) === '\n';
      default:
        return (isWord(text, at - 1) !== isWord(text, at)) === (kind === 'word');
    }
  }
}

const isWord = (text: string, at: number): boolean => wordOctets[text.charCodeAt(at)] === 1;
