/** While keys are derived from a password the page is told how far it is, so that nobody ends it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plainReport } from '../../../src/x509/inputItem.ts';
import { readInput } from '../../../src/x509/readInput.ts';
import { tasks } from '../../../src/worker/tasks.ts';

/** openssl pkcs12 -export -iter 60000, of tests/e2e/secrets/bagged.pem and its key. */
const file = readFileSync(new URL('many-rounds.p12', import.meta.url));
const password = 'Qzpwx-Kn0del-7381';

const expectRising = (told: readonly number[]): void => {
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
  expect(told.every((share) => share > 0 && share <= 1)).toBe(true);
};

it('a container that is opened', async () => {
  const report = await readInput(new Uint8Array(file));
  const told: number[] = [];
  await tasks.unlock(plainReport(report), 0, password, (share) => told.push(share));
  expectRising(told);
});

it('the key that the stage is given', async () => {
  const told: number[] = [];
  const keys = await tasks.keysIn(new Uint8Array(file), password, (share) => told.push(share));
  expect(keys.size).toBe(1);
  expectRising(told);
});
