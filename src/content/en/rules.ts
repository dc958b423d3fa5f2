import { chain } from './chain.ts';
import { hosting } from './hosting.ts';
import { identity } from './identity.ts';
import { sim } from './sim.ts';

/** Sentences that are looked up by rule id or problem code alone; those of a program are a part of their own. */
export const rules = {
  rules: { sim, identity, hosting: hosting.rules, hostingProblems: hosting.problems, chain },
};
