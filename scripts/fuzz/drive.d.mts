/** A case that went wrong; `input` as JSON, octets as base64. */
export type Failure = {
  target: string;
  seed: string;
  index: number;
  message: string;
  stack: string;
  input: string;
};

/** `mostSteps` were taken by the case `costliest`. */
export type Fuzzed = {
  name: string;
  cases: number;
  failures: Failure[];
  mostSteps: number;
  costliest: number;
};

/** `cases`: no more than these of each target (absent: all). */
export function fuzz(options: {
  seed: string;
  cases?: number;
  only?: readonly string[];
  index?: number;
}): Promise<{ hasShared: boolean; targets: Fuzzed[] }>;

/** What repeats a case. */
export function command(failure: Pick<Failure, 'target' | 'seed' | 'index'>): string;
