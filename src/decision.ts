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

/**
 * What an exception becomes at the floor under everything that reads or plays: a defect of this program, said at the
 * place where it happened. `reading` names what was being read or played (a file, a URL, an item).
 */
export const stopped = (reading: string, error: unknown): Problem => ({
  code: 'stopped',
  severity: 'fatal',
  params: { reading, message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
  source: null,
});
