/** The first 1,000 changed inputs of each reader, of those that `npm run fuzz` runs. */
import { expect, test } from 'vitest';
import { command, fuzz, type Failure } from '../../scripts/fuzz/drive.mjs';

const told = (failure: Failure): string => `${failure.message}\n${failure.stack}\nagain: ${command(failure)}`;

test('changed inputs: no exception, no budget overrun', { timeout: 600_000 }, async () => {
  const { targets, hasShared } = await fuzz({ seed: '20261122', cases: 1_000 });
  const counts = targets.map(({ name, cases }) => `${name} ${cases}`).join(', ');
  console.log(`fuzz ${hasShared ? 'with' : 'without'} the files in ../shared: ${counts}`);
  expect(targets.flatMap(({ failures }) => failures.map(told))).toEqual([]);
  expect(targets.map(({ cases }) => cases)).toEqual(Array<number>(16).fill(1_000));
});

test('a case takes the same steps again', { timeout: 600_000 }, async () => {
  const once = () => fuzz({ seed: 'again', cases: 40, only: ['nginx', 'readInput'] });
  const [first, second] = [await once(), await once()];
  expect(first).toEqual(second);
  expect(first.targets.every(({ mostSteps }) => mostSteps > 1_000)).toBe(true);
});
