/** Private keys are cut out of what is typed by a part that is loaded when there may be one. */
import type { Scenario } from '../../sim/scenario.ts';
import type { changeWithoutKeys } from '../../sim/withoutKeys.ts';
import { loadOnce } from '../shared/loadOnce.ts';

export type CleanChange = ReturnType<typeof changeWithoutKeys>;

let cleaner: { changeWithoutKeys: typeof changeWithoutKeys } | null = null;
/** Loads it: when a text is opened for editing, or the first one was changed. */
export const loadCleaner = loadOnce(async () => (cleaner = await import('../../sim/withoutKeys.ts')));

/** The last change that waits for it. */
let waiting: Promise<unknown> | null = null;

/** Whether a change has to wait, for the cleaner or for changes that came before it. */
export const hasToWait = (mayHoldKey: boolean): boolean =>
  waiting !== null || (mayHoldKey && cleaner === null);

/** Changes wait one after another, so that the newest one stays. Rejects where the cleaner cannot be loaded. */
export async function inTurn(): Promise<void> {
  const mine = Promise.allSettled([waiting, loadCleaner()]);
  waiting = mine;
  await mine;
  if (waiting === mine) waiting = null;
  await loadCleaner();
}

/** The change without private keys. Only after `hasToWait` said no, or `inTurn`. */
export function cleaned(change: Partial<Scenario>, before: Scenario): CleanChange {
  if (!cleaner) throw new Error('the cleaner is not loaded');
  return cleaner.changeWithoutKeys(change, before);
}
