/** A scenario, run to its end: everything that happens between client and server, as an immutable trace. */
import { addressStage, lookupStage, recordStage, connectStage } from './connect.ts';
import { beginRun, type Run, type RunStage } from './run.ts';
import type { KeyRing } from './keyRing.ts';
import type { Scenario } from './scenario.ts';
import type { Outcome, Step, Trace, WireReading } from './trace.ts';
import { presentedNames } from './certificates.ts';
import { listen, newEavesdropper } from './eavesdropper.ts';

const toTheServer: readonly RunStage[] = [addressStage, lookupStage, recordStage, connectStage];

/**
 * Runs the scenario. Never rejects: a URL that isn't one, a server that cannot be read, a certificate that is not
 * there end the trace early and say why. The same scenario gives the same trace and the same bytes, everywhere.
 * `keys`: private keys for certificates of the scenario, which never carries them.
 */
export async function simulate(scenario: Scenario, keys: KeyRing = new Map()): Promise<Trace> {
  const run = await beginRun(scenario, keys);
  const early = await runStages(run, toTheServer);
  if (early) return traceOf(run, early);
  const { connection } = await import('./tlsStages.ts'); // with the cryptography, which no other view needs
  const outcome = await runStages(run, connection);
  if (outcome) return traceOf(run, outcome);
  throw new Error('the last stage ends every run');
}

async function runStages(run: Run, stages: readonly RunStage[]): Promise<Outcome | null> {
  for (const stage of stages) {
    const outcome = await stage(run);
    if (outcome) return outcome;
  }
  return null;
}

function traceOf(run: Run, outcome: Outcome): Trace {
  const { scenario, server, problems, steps, secrets, connection, target, listener } = run;
  const { selection, standIn, presented, chain, identity } = run;
  const leaf = presented[0];
  return {
    scenario,
    server,
    problems,
    target: target && { host: target.host, address: run.address, port: target.port },
    connection,
    listener,
    ech: run.ech,
    steps,
    secrets,
    wire: readOnWire(steps),
    outcome,
    selection,
    version: selection?.outcome === 'served' ? selection.version : null,
    standIn,
    presented,
    leafNames: leaf ? presentedNames(leaf) : [],
    chain,
    identity,
  };
}

function readOnWire(steps: readonly Step[]): WireReading[] {
  let eavesdropper = newEavesdropper();
  return steps.map(({ from, records }) => {
    eavesdropper = listen(eavesdropper, from, records);
    return eavesdropper.reading;
  });
}
