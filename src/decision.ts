/**
 * The one shape in which hosting, identity, the chain and the simulation explain themselves: a question, the
 * candidates that were looked at, and for each the verdict, the rule that gave it and where that rule was read.
 *
 * No sentence is kept here: `rule` and `code` are looked up in `content/`, filled with `params`.
 */
import type { ByteRange } from './bytes/range.ts';

/** What a rule is filled with when its sentence is written. */
export type Params = Record<string, string | number>;

/** Where a rule was read: a configuration line (1-based), a certificate node (RFC path), or a hello field. */
export type Source = { file: string; line: number } | { path: string; range: ByteRange } | { hello: string };

/**
 * One possibility that was looked at. `id` names it within its question (`site:1`, `listener:0`,
 * `certificate:/etc/ssl/a.pem`). `unreached`: an earlier candidate had already decided.
 */
export type Candidate = {
  id: string;
  verdict: 'chosen' | 'lost' | 'unreached';
  rule: string;
  params: Params;
  source: Source | null;
};

/** Something wrong or not supported, as a value the page can show at the place where it was made. */
export type Problem = {
  code: string;
  severity: 'fatal' | 'error' | 'warning' | 'unsupported';
  params: Params;
  source: Source | null;
};

/**
 * A question (`which-certificate`, a key into `content/`), its candidates in the order looked at, the index of
 * the chosen one (null: none), and what makes the answer uncertain (empty: it is certain).
 */
export type Decision = {
  question: string;
  candidates: Candidate[];
  chosen: number | null;
  uncertain: Problem[];
};

/** The problem that says that a defect of this program stopped the work, if one does. */
export const stoppedIn = (problems: readonly Problem[]): Problem | null =>
  problems.find(({ code }) => code === 'stopped') ?? null;

/** Characters of an exception's message that are kept, and of what was being read. */
const longest = { message: 200, reading: 120 } as const;
/** Longer runs look like encoded octets, which may be anything. Engines quote what they could not take. */
const encodedRun = /[A-Za-z0-9+/=_-]{32,}/g;

/**
 * A decision whose candidates are listed when they are first asked for: a server with 10,000 sites has as many, and who
 * only wants the outcome (a comparison of many clients) asks for none of them.
 */
export function listedLater(
  { question, chosen, uncertain }: Omit<Decision, 'candidates'>,
  list: () => Candidate[],
): Decision {
  let listed: Candidate[] | null = null;
  return {
    question,
    get candidates() {
      return (listed ??= list());
    },
    chosen,
    uncertain,
  };
}

/**
 * What an exception becomes at the floor under everything that reads or plays: a defect of this program, said at the
 * place where it happened. `reading` names what was being read or played (a file, a URL, an item).
 */
export const stopped = (reading: string, error: unknown): Problem => ({
  code: 'stopped',
  severity: 'fatal',
  params: {
    reading: reading.slice(0, longest.reading),
    message: messageOf(error).replace(encodedRun, '…').slice(0, longest.message),
  },
  source: null,
});

const messageOf = (error: unknown): string =>
  // before anything else, cut to what a pattern passes over at once: an engine may quote megabytes
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 4 * longest.message);

/**
 * The floor itself: what `work` gives; if it throws, what `otherwise` makes of the problem. For functions that promise
 * not to throw, so that a defect in them is shown and takes nothing else with it.
 */
export function floor<Value>(
  reading: string,
  work: () => Value,
  otherwise: (problem: Problem) => Value,
): Value {
  try {
    return work();
  } catch (error) {
    return otherwise(stopped(reading, error));
  }
}

/** `floor` for work that takes its time. */
export async function asyncFloor<Value>(
  reading: string,
  work: () => Promise<Value>,
  otherwise: (problem: Problem) => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    return otherwise(stopped(reading, error));
  }
}
