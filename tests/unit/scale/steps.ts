/**
 * How much of `src/` a call runs, counted by V8 (`Profiler.takePreciseCoverage`): calls of functions and executions of
 * the blocks in them. Never a time: the same input gives the same number on every machine. What built-in functions do
 * (`includes`, `indexOf`, spread, `sort`) is not counted.
 *
 * V8 counts blocks only of functions compiled after counting began: import this file before anything of `src/`.
 */
import { Session } from 'node:inspector/promises';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** Everything counted in `src/` since the last call. */
async function taken(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => /\/src\/.*\.ts$/u.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

/** The steps that `work` takes. */
export async function stepsOf(work: () => unknown): Promise<number> {
  await taken();
  await work();
  return taken();
}

/** How many times more steps `work` takes for the second size than for the first. */
export async function growth<Input>(
  [small, large]: readonly [Input, Input],
  work: (input: Input) => unknown,
): Promise<number> {
  return (await stepsOf(() => work(large))) / (await stepsOf(() => work(small)));
}
