/** A scenario, run to its end: everything that happens between client and server, as an immutable trace. */
import { asyncFloor, floor, stoppedIn, type Problem } from '../decision.ts';
import { serverStoppedAt } from '../hosting/onFloor.ts';
import { addressStage, lookupStage, recordStage, connectStage } from './connect.ts';
import { playStopped } from './decisions.ts';
import { beginRun, type Run, type RunStage } from './run.ts';
import type { KeyRing } from './keyRing.ts';
import type { Scenario } from './scenario.ts';
import type { Outcome, Step, Trace, WireReading } from './trace.ts';
import { presentedNames } from './certificates.ts';
import { listen, newEavesdropper } from './eavesdropper.ts';

const toTheServer: readonly RunStage[] = [addressStage, lookupStage, recordStage, connectStage];

/**
 * Runs the scenario. Never rejects: a URL that isn't one, a server that cannot be read, a certificate that is not
 * there end the trace early and say why; so does a defect of this program (outcome `stopped`, problem `stopped`), and
 * what was played before it stays. The same scenario gives the same trace and the same bytes, everywhere.
 * `keys`: private keys for certificates of the scenario, which never carries them.
 */
export const simulate = (scenario: Scenario, keys: KeyRing = new Map()): Promise<Trace> =>
  play(scenario, keys, allStages);

/** `simulate` by other stages. */
export async function play(
  scenario: Scenario,
  keys: KeyRing,
  stagesOf: () => AsyncIterable<readonly RunStage[]>,
): Promise<Trace> {
  let begun: Run | null = null;
  return asyncFloor(
    scenario.url,
    async () => {
      const run = (begun = await beginRun(scenario, keys));
      if (stoppedIn(run.problems)) return traceOf(run, unplayed); // of what could not be read nothing is known
      for await (const stages of stagesOf()) {
        const outcome = await runStages(run, stages);
        if (outcome) return traceOf(run, outcome);
      }
      throw new Error('the last stage ends every run');
    },
    (problem) => stoppedTrace(begun ?? notBegun(scenario, problem), problem),
  );
}

/** All stages, in order; those that need cryptography are loaded when it comes to them. */
async function* allStages(): AsyncGenerator<readonly RunStage[]> {
  yield toTheServer;
  yield (await import('./tlsStages.ts')).connection; // with the cryptography, which no other view needs
}

async function runStages(run: Run, stages: readonly RunStage[]): Promise<Outcome | null> {
  for (const stage of stages) {
    const outcome = await stage(run);
    if (outcome) return outcome;
  }
  return null;
}

/** What of a run is in its trace. */
type Played = Omit<
  Run,
  | 'program'
  | 'files'
  | 'profile'
  | 'random'
  | 'reference'
  | 'hello'
  | 'talk'
  | 'keys'
  | 'drawn'
  | 'possession'
  | 'turningAway'
>;

const traceOf = (run: Played, outcome: Outcome): Trace => {
  const leaf = run.presented[0];
  return asTrace(run, outcome, readOnWire(run.steps), leaf ? presentedNames(leaf) : []);
};

const unplayed: Outcome = { kind: 'failure', ...playStopped, error: '' };

/** What was played before a defect stopped it. What would be read out of it may be what cannot be read. */
function stoppedTrace(run: Played, problem: Problem): Trace {
  const whole = { ...run, problems: [...run.problems, problem] };
  return floor(
    run.scenario.url,
    () => traceOf(whole, unplayed),
    () => asTrace(whole, unplayed, [], []),
  );
}

function asTrace(
  run: Played,
  outcome: Outcome,
  wire: readonly WireReading[],
  leafNames: readonly string[],
): Trace {
  const { scenario, server, problems, steps, secrets, connection, target, listener, ech } = run;
  const { selection, standIn, presented, chain, identity } = run;
  return {
    scenario,
    server,
    problems,
    target: target && { host: target.host, address: run.address, port: target.port },
    connection,
    listener,
    ech,
    steps,
    secrets,
    wire,
    outcome,
    selection,
    version: selection?.outcome === 'served' ? selection.version : null,
    standIn,
    presented,
    leafNames,
    chain,
    identity,
  };
}

/** The server could not even be read. */
const notBegun = (scenario: Scenario, problem: Problem): Played => ({
  scenario,
  server: serverStoppedAt('files' in scenario.server ? scenario.server.software : 'nginx', problem),
  problems: [],
  steps: [],
  secrets: [],
  connection: null,
  target: null,
  ech: null,
  address: null,
  listener: null,
  selection: null,
  standIn: null,
  presented: [],
  chain: null,
  identity: null,
});

function readOnWire(steps: readonly Step[]): WireReading[] {
  let eavesdropper = newEavesdropper();
  return steps.map(({ from, records }) => {
    eavesdropper = listen(eavesdropper, from, records);
    return eavesdropper.reading;
  });
}
