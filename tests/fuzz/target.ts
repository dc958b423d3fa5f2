/** What is fuzzed: how a case is made, and what is done with it. */
import type { Random } from './random.ts';

/**
 * `make` draws a case from chance alone; `run` throws where the code under test does something it must not.
 * `steps`: what one case may take, in functions entered and loops gone round (scripts/fuzz/countSteps.mjs), about ten
 * times what the costliest of 20,000 took. `cases`: how many `npm run fuzz` runs.
 */
export type Target<Case = unknown> = {
  name: string;
  cases: 20_000 | 2_000;
  steps: number;
  make(random: Random): Case;
  run(input: Case): unknown;
};

export const target = <Case>(described: Target<Case>): Target => described;
