/** The shape in which a chain check explains itself. */
import type { Params, Source } from '../decision.ts';
import type { ChainFailure, ChainRule } from './chainRules.ts';
import type { Certificate } from './types.ts';

/** One check. `certificate`: index in the verdict's path, null when it is about the chain as a whole. */
export type ChainCheck = {
  certificate: number | null;
  result: 'passed' | 'failed' | 'not-checked';
  rule: ChainRule;
  params: Params;
  source: Source | null;
};

/**
 * `trusted`: the path ends at an anchor and no check failed. `assumed`: no check failed, but the end of the path was
 * taken on trust. `failure`: the first check that failed, in the order of `checks`.
 */
export type ChainVerdict = {
  outcome: 'trusted' | 'assumed' | 'untrusted';
  failure: ChainFailure | null;
  path: Certificate[];
  checks: ChainCheck[];
};

/** Nothing speaks against the chain but that an issuer is not at hand: another certificate may complete it. */
export const isUnfinished = ({ checks }: ChainVerdict): boolean => {
  const failures = checks.filter(({ result }) => result === 'failed');
  return failures.length > 0 && failures.every(({ rule }) => issuerWanting.includes(rule));
};
const issuerWanting: readonly ChainRule[] = ['chain.missing-intermediate', 'chain.unknown-issuer'];
