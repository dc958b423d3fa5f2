import { expect, it } from 'vitest';
import { Steps } from '../../../src/text/steps.ts';

it('allows as many steps as its limit and no more', () => {
  const steps = new Steps(3);
  expect([steps.take(2), steps.take(), steps.exhausted, steps.take(), steps.exhausted]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(steps.taken).toBe(4);
});
