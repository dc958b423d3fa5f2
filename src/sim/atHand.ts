import type { FirstScene } from './outline.ts';
import type { Scenario } from './scenario.ts';
import type { Trace } from './trace.ts';

/** The outline of `scenario`, if it is the first scene's at an instant that makes no difference; else null. */
export function outlineAtHand(scenario: Scenario, { outline, from, until }: FirstScene): Trace | null {
  const instant = Date.parse(scenario.now);
  if (!(instant >= Date.parse(from) && instant <= Date.parse(until))) return null;
  const same =
    JSON.stringify({ ...scenario, now: outline.scenario.now }) === JSON.stringify(outline.scenario);
  return same ? { ...outline, scenario } : null;
}
