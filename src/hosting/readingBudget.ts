/**
 * What one reading of a configuration may take, in steps, so that every input ends. The limits are far above what real
 * servers have; one that is reached is reported with its line, and the answer is then not known.
 */
import type { Problem } from '../decision.ts';
import { Steps } from '../text/steps.ts';
import type { Line, Server } from './model.ts';

/**
 * What is counted:
 * `words` of the files, each read once;
 * `directives` after includes, snippets and inherited settings have been put in place;
 * `files` included; `levels` of includes or of blocks inside each other;
 * `characters` that variables and arguments stand for;
 * `places`: sites, names and certificates, once for each address and port that has them, and the address and port
 * itself as three more;
 * `problems` reported;
 * `comparisons` of file names with patterns.
 */
export const mostCounted = {
  words: 500_000,
  directives: 500_000,
  files: 100_000,
  levels: 1_000,
  characters: 4_000_000,
  places: 400_000,
  problems: 10_000,
  comparisons: 500_000,
} as const;
/** What a new address and port counts for. */
export const listenerPlaces = 3;

export type Counted = keyof typeof mostCounted;

export type TooMuch = { counted: Counted; limit: number; source: Line | null };

/** The counters of one reading. */
export class ReadingBudget {
  readonly limits: Readonly<Record<Counted, number>>;
  readonly #steps = new Map<Counted, Steps>();
  /** Each limit that was reached, once, where it was reached first. */
  readonly reached: TooMuch[] = [];

  constructor(limits: Readonly<Record<Counted, number>> = mostCounted) {
    this.limits = limits;
  }

  /** Takes `count` more; false: that is more than the limit, and what was to be done must not be done. */
  take(counted: Counted, source: Line | null, count = 1): boolean {
    const steps = this.#steps.get(counted) ?? new Steps(this.limits[counted]);
    this.#steps.set(counted, steps);
    const before = steps.exhausted;
    if (steps.take(count)) return true;
    if (!before) this.#tell(counted, source);
    return false;
  }

  /** How much can still be taken. */
  left(counted: Counted): number {
    return Math.max(0, this.limits[counted] - (this.#steps.get(counted)?.taken ?? 0));
  }

  /** Whether the limit was reached before: then nothing more has to be prepared. */
  exhausted(counted: Counted): boolean {
    return this.#steps.get(counted)?.exhausted === true;
  }

  /** Whether `depth` is no deeper than anything may be nested. */
  allowsDepth(depth: number, source: Line | null): boolean {
    if (depth <= this.limits.levels) return true;
    if (!this.reached.some(({ counted }) => counted === 'levels')) this.#tell('levels', source);
    return false;
  }

  #tell(counted: Counted, source: Line | null): void {
    this.reached.push({ counted, limit: this.limits[counted], source });
  }
}

/**
 * What was read, with the limits that were reached as problems (`code` in the program's own table): they make every
 * answer uncertain. More problems than anybody reads are left out.
 */
export function limited(
  server: Server,
  problems: readonly Problem[],
  budget: ReadingBudget,
  code: string,
): { server: Server; problems: Problem[] } {
  const most = budget.limits.problems;
  const reached = budget.reached.map((one) => tooMuch(code, 'unsupported', one));
  if (reached.length > 0) server.uncertain = [...reached, ...server.uncertain];
  const cut = problems[most];
  if (cut === undefined) return { server, problems: [...reached, ...problems] };
  const left = tooMuch(code, 'warning', { counted: 'problems', limit: most, source: lineOf(cut) });
  const isTold = budget.reached.some(({ counted }) => counted === 'problems');
  return { server, problems: [...reached, ...problems.slice(0, most), ...(isTold ? [] : [left])] };
}

const tooMuch = (
  code: string,
  severity: Problem['severity'],
  { counted, limit, source }: TooMuch,
): Problem => ({ code, severity, params: { counted, limit }, source });

const lineOf = ({ source }: Problem): Line | null => (source !== null && 'line' in source ? source : null);
