import { stepsOf, growth } from './steps.ts';
import { expect, it } from 'vitest';
import { logicalLines } from '../../../src/hosting/apache/logicalLines.ts';

it('counts what runs in src, and grows with it', async () => {
  const lines = (count: number): string => 'Listen 443\n'.repeat(count);
  const steps = await stepsOf(() => logicalLines(lines(1000)));
  console.log(steps, await stepsOf(() => logicalLines(lines(10000))), await stepsOf(() => [1].map((x) => x)));
  expect(steps).toBeGreaterThan(1000);
  expect(await growth([lines(100), lines(1000)], logicalLines)).toBeCloseTo(10, 0);
});
