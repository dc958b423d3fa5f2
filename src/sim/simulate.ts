/** A scenario, run to its end: everything that happens between client and server, as an immutable trace. */
import { addressStage, lookupStage, connectStage } from './connect.ts';
import { certificateStage, choiceStage, helloStage } from './handshake.ts';
import { checkStage, finishStage } from './verify.ts';
import { requestStage } from './http.ts';
import { beginRun, type Run, type RunStage } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Outcome, Step, Trace, WireReading } from './trace.ts';
import { presentedNames } from './certificates.ts';
import { listen, newEavesdropper } from './eavesdropper.ts';

const stages: readonly RunStage[] = [
  addressStage,
  lookupStage,
  connectStage,
  helloStage,
  choiceStage,
  certificateStage,
  checkStage,
  finishStage,
  requestStage,
];

/**
 * Runs the scenario. Never rejects: a URL that isn't one, a server that cannot be read, a certificate that is not
 * there end the trace early and say why. The same scenario gives the same trace and the same bytes, everywhere.
 * Asynchronous because signatures are verified with WebCrypto.
 */
export async function simulate(scenario: Scenario): Promise<Trace> {
  const run = await beginRun(scenario);
  for (const stage of stages) {
    const outcome = await stage(run);
    if (outcome) return traceOf(run, outcome);
  }
  throw new Error('the last stage ends every run');
}

function traceOf(run: Run, outcome: Outcome): Trace {
  const { scenario, server, problems, steps, secrets, connection, target, listener } = run;
  const { selection, presented, chain, identity } = run;
  const leaf = presented[0];
  return {
    scenario,
    server,
    problems,
    target: target && { host: target.host, address: run.address, port: target.port },
    connection,
    listener,
    steps,
    secrets,
    wire: readOnWire(steps),
    outcome,
    selection,
    version: selection?.outcome === 'served' ? selection.version : null,
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
