/**
 * What a trace says and decides, without the bytes and the certificates: small enough to come with the page, so that
 * the first scene is there before the simulator is.
 */
import type { Certificate } from '../x509/types.ts';
import { presetScenario, usualPreset } from './scenarioLink.ts';
import { simulate } from './simulate.ts';
import type { Trace } from './trace.ts';

/**
 * A trace that shows the same picture at each step; plain JSON. Not in it: messages, records, secrets, certificates
 * and the chain's checks.
 */
export const outlineOf = (trace: Trace): Trace => ({
  ...trace,
  secrets: [],
  presented: [],
  chain: null,
  steps: trace.steps.map((step) => ({ ...step, message: null, records: [] })),
});

/** `from` and `until` (ISO 8601): the outline is that of the same scenario at any instant between. */
export type FirstScene = { outline: Trace; from: string; until: string };

/**
 * The usual scenario, played at `now`.
 * @throws RangeError when a certificate of its chain is not valid then: the picture would be another soon.
 */
export async function firstScene(now: Date): Promise<FirstScene> {
  const trace = await simulate(presetScenario(usualPreset, now.toISOString()));
  const { from, until } = commonValidity(trace.chain?.path ?? []);
  if (now < from || now > until) throw new RangeError('a certificate of the first scene is not valid now');
  const outline = outlineOf({ ...trace, scenario: { ...trace.scenario, now: from.toISOString() } });
  return { outline, from: from.toISOString(), until: until.toISOString() };
}

/** When all of them are valid. */
function commonValidity(path: readonly Certificate[]): { from: Date; until: Date } {
  const times = path.map(({ validity }) => validity);
  return {
    from: new Date(Math.max(...times.map(({ notBefore }) => Number(notBefore.date)))),
    until: new Date(Math.min(...times.map(({ notAfter }) => Number(notAfter.date)))),
  };
}
