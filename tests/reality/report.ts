/** What happens when a program is missing. */
import { expect } from 'vitest';

const isRequired = process.env.REALITY === 'required';

/** Says so; with REALITY=required it is a failure. */
export function skipped(what: string, why: string): void {
  console.log(`skipped: ${what}: ${why}`);
  expect(isRequired, `${what} is required: ${why}`).toBe(false);
}
