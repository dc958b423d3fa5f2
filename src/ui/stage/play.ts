/** Plays scenarios: the presets on the page's own thread, what somebody else may have written in a worker. */
import { stoppedIn, type Problem } from '../../decision.ts';
import type { KeyRing } from '../../sim/keyRing.ts';
import { linkOf } from '../../sim/scenarioLink.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Trace } from '../../sim/trace.ts';
import { attempt, seenOn, type Outcome } from '../shared/fault.ts';
import { loadOnce } from '../shared/loadOnce.ts';

/** The simulator and everything under it come after the page, when they are first wanted. */
const loadSimulator = loadOnce(() => import('../../sim/simulate.ts'));
const loadLanes = loadOnce(() => import('../shared/supervised.ts'));

/** Characters of a link that fields and choices alone do not fill. */
const ownWords = 2000;

/** Whether a scenario is more than one of the presets with other choices: then nobody knows how long it takes. */
export const isForeign = (scenario: Scenario, keys: KeyRing = new Map()): boolean =>
  !('preset' in scenario.server) ||
  Object.keys(scenario.certificates).length > 0 ||
  keys.size > 0 ||
  linkOf(scenario, 0).length > ownWords;

/** null: it was cancelled, or something newer is to be played. */
export type Played = Outcome<Trace> | null;

/** The trace of the scenario, in place of any that is still being played. */
export const playNewest = (scenario: Scenario, keys: KeyRing): Promise<Played> => play(scenario, keys, 'ask');

/** The trace of the scenario, beside others. */
export const playBeside = (scenario: Scenario, keys: KeyRing): Promise<Played> =>
  play(scenario, keys, 'join');

async function play(scenario: Scenario, keys: KeyRing, how: 'ask' | 'join'): Promise<Played> {
  const played = await attempt(scenario.url, () =>
    isForeign(scenario, keys) ? playInWorker(scenario, keys, how) : playHere(scenario, keys),
  );
  return 'problem' in played ? played : whole(played.value);
}

async function playHere(scenario: Scenario, keys: KeyRing): Promise<Outcome<Trace>> {
  const { simulate } = await loadSimulator();
  return { value: await simulate(scenario, keys) };
}

async function playInWorker(scenario: Scenario, keys: KeyRing, how: 'ask' | 'join'): Promise<Played> {
  const { lanes } = await loadLanes();
  const work = { kind: 'play', name: scenario.url } as const;
  const played = await lanes.playing[how](work, (tasks) => tasks.play(scenario, keys));
  if (played === null || 'problem' in played) return played;
  return { value: { ...played.value, scenario } }; // the scenario itself, not the copy that went over
}

/** A play that stopped because a part of the page or memory was missing is none: it can be tried again. */
function whole(played: Played): Played {
  if (played === null || 'problem' in played) return played;
  const stopped = stoppedIn(played.value.problems);
  const problem: Problem | null = stopped && seenOn(stopped);
  return problem !== null && problem.code !== 'stopped' ? { problem } : played;
}
