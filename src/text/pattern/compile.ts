/** What the library parsed -> instructions. Groups inside groups are at most 250 deep (`translate.ts`). */
import regjsparser, { type AstNode, type CharacterClass, type Group, type Quantifier } from 'regjsparser';
import {
  digits,
  every,
  inverted,
  notLineFeed,
  setOf,
  union,
  whiteSpace,
  withBothCases,
  wordOctets,
} from './octets.ts';
import type { AssertionKind, Instruction, Octets, Program } from './program.ts';
import type { Flags } from './translate.ts';

type Features = { namedGroups: true; modifiers: true };
type Node = AstNode<Features>;

/** null: PCRE would not accept it either, or it has something that `translate.ts` lets through and this does not know. */
export function compile(source: string, caseless: boolean): Program | null {
  const parsed = parse(source);
  if (parsed === null) return null;
  const compiler = new Compiler(source);
  if (!compiler.add(parsed, { i: caseless, m: false, s: false })) return null;
  return compiler.finish();
}

function parse(source: string): Node | null {
  try {
    return regjsparser.parse<Features>(source, '', { namedGroups: true, modifiers: true });
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

class Compiler {
  readonly #code: Instruction[] = [];
  /** Only groups that are referred to are remembered: three registers each. */
  readonly #groups = new Map<string, number>();
  #registers = 0;

  constructor(source: string) {
    for (const [, name = ''] of source.matchAll(/\\k<(g\d+)>/g)) {
      if (!this.#groups.has(name)) this.#groups.set(name, this.#take(3));
    }
  }

  finish(): Program {
    this.#code.push({ op: 'accept' });
    return { code: this.#code, registers: this.#registers };
  }

  #take(count: number): number {
    this.#registers += count;
    return this.#registers - count;
  }

  /** false: not known. */
  add(node: Node, flags: Flags): boolean {
    switch (node.type) {
      case 'disjunction':
        return this.#alternatives(node.body, flags);
      case 'alternative':
        return this.#all(node.body, flags);
      case 'group':
        return this.#group(node, flags);
      case 'quantifier':
        return this.#repeated(node, flags);
      case 'anchor':
        return this.#assertion(node.kind, flags);
      case 'reference': {
        const register = this.#groups.get(node.name?.value ?? '');
        if (register === undefined) return false;
        this.#code.push({ op: 'again', register, caseless: flags.i });
        return true;
      }
      default: {
        const of = octetsOf(node, flags);
        if (of === null) return false;
        this.#code.push({ op: 'one', of });
        return true;
      }
    }
  }

  #all(nodes: readonly Node[], flags: Flags): boolean {
    return nodes.every((node) => this.add(node, flags));
  }

  #alternatives(alternatives: readonly Node[], flags: Flags): boolean {
    const jumps: { op: 'jump'; to: number }[] = [];
    for (const [index, alternative] of alternatives.entries()) {
      const isLast = index === alternatives.length - 1;
      const fork = { op: 'fork' as const, first: this.#code.length + 1, second: 0 };
      if (!isLast) this.#code.push(fork);
      if (!this.add(alternative, flags)) return false;
      if (isLast) break;
      const jump = { op: 'jump' as const, to: 0 };
      this.#code.push(jump);
      jumps.push(jump);
      fork.second = this.#code.length;
    }
    for (const jump of jumps) jump.to = this.#code.length;
    return true;
  }

  #group(group: Group<Features>, flags: Flags): boolean {
    if (group.behavior === 'lookahead') return this.#try('ahead', group.body, flags);
    if (group.behavior === 'negativeLookahead') return this.#try('not-ahead', group.body, flags);
    if (group.behavior === 'ignore') {
      return this.#all(group.body, changed(flags, group.modifierFlags));
    }
    if (group.behavior !== 'normal') return false;
    const name = group.name?.value ?? '';
    if (name.startsWith('a')) return this.#try('atomic', group.body, flags);
    const register = this.#groups.get(name);
    if (register === undefined) return this.#all(group.body, flags);
    this.#code.push({ op: 'open', register });
    if (!this.#all(group.body, flags)) return false;
    this.#code.push({ op: 'close', register });
    return true;
  }

  #try(kind: 'ahead' | 'not-ahead' | 'atomic', body: readonly Node[], flags: Flags): boolean {
    const started = { op: 'try' as const, kind, end: 0 };
    this.#code.push(started);
    if (!this.#all(body, flags)) return false;
    this.#code.push({ op: 'leave' });
    started.end = this.#code.length;
    return true;
  }

  #repeated({ body: [body], min, max, greedy }: Quantifier<Features>, flags: Flags): boolean {
    const most = max ?? Infinity;
    const of = greedy ? octetsOf(body, flags) : null;
    if (of !== null) {
      this.#code.push({ op: 'run', of, least: min, most });
      return true;
    }
    const register = this.#take(2);
    this.#code.push({ op: 'enter', register });
    const head = this.#code.length;
    const loop = { op: 'loop' as const, register, least: min, most, greedy, end: 0 };
    this.#code.push(loop);
    if (!this.add(body, flags)) return false;
    this.#code.push({ op: 'jump', to: head });
    loop.end = this.#code.length;
    return true;
  }

  #assertion(kind: 'start' | 'end' | 'boundary' | 'not-boundary', { m }: Flags): boolean {
    const kinds: Record<typeof kind, AssertionKind> = {
      start: m ? 'line-start' : 'start',
      end: m ? 'line-end' : 'end',
      boundary: 'word',
      'not-boundary': 'not-word',
    };
    this.#code.push({ op: 'assert', kind: kinds[kind] });
    return true;
  }
}

function changed(flags: Flags, modifiers: { enabling: string; disabling: string } | undefined): Flags {
  if (modifiers === undefined) return flags;
  const holds = (flag: keyof Flags): boolean =>
    !modifiers.disabling.includes(flag) && (modifiers.enabling.includes(flag) || flags[flag]);
  return { i: holds('i'), m: holds('m'), s: holds('s') };
}

/** The set that an item of one octet stands for; null: it is no such item. */
function octetsOf(node: Node, flags: Flags): Octets | null {
  switch (node.type) {
    case 'dot':
      return flags.s ? every : notLineFeed;
    case 'value':
      return flags.i ? withBothCases(single(node.codePoint)) : single(node.codePoint);
    case 'characterClassEscape':
      return escapeOctets(node.value);
    case 'characterClass':
      return classOctets(node, flags);
    default:
      return null;
  }
}

const single = (code: number): Octets => setOf([code, code]);

function escapeOctets(letter: 'd' | 'D' | 'w' | 'W' | 's' | 'S'): Octets {
  const sets = { d: digits, w: wordOctets, s: whiteSpace };
  if (letter === 'd' || letter === 'w' || letter === 's') return sets[letter];
  return inverted(letter === 'D' ? digits : letter === 'W' ? wordOctets : whiteSpace);
}

function classOctets({ body, negative }: CharacterClass<Features>, { i }: Flags): Octets | null {
  const sets = body.map((member): Octets | null => {
    if (member.type === 'value') return single(member.codePoint);
    if (member.type === 'characterClassRange') return setOf([member.min.codePoint, member.max.codePoint]);
    return member.type === 'characterClassEscape' ? escapeOctets(member.value) : null;
  });
  if (!sets.every((set) => set !== null)) return null;
  const set = i ? withBothCases(union(sets)) : union(sets);
  return negative ? inverted(set) : set;
}
