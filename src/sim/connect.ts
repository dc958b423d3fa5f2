/** From the address bar to an open TCP connection. */
import { badUrl, endBeforeCertificate, helloTo, nameNotResolved, readTarget } from './decisions.ts';
import { echPlay } from './ech.ts';
import { failed } from './failure.ts';
import { lookUp } from './names.ts';
import { addStep, type Run, type RunStage } from './run.ts';

/** The URL is taken apart as the client does it; one that the client cannot use ends the run. */
export const addressStage: RunStage = (run) => {
  const { url, client } = run.scenario;
  const reading = readTarget(url, client);
  if ('target' in reading) {
    run.target = reading.target;
    run.reference = reading.reference;
    run.ech = echPlay(run.scenario, reading.reference, run.server);
    return null;
  }
  addStep(run, 'address', {
    phase: 'connect',
    kind: 'lookup',
    from: 'client',
    to: null,
    params: { url, fault: reading.fault },
  });
  return failed(run, badUrl);
};

/** The name is looked up, by a resolver and not over the wire that is drawn: nobody on it reads the question. */
export const lookupStage: RunStage = (run) => {
  if (!run.target || !run.reference) return null;
  const { text, type } = run.reference;
  const addresses = lookUp(text, run.scenario.dns, run.server);
  run.address = addresses[0] ?? null;
  addStep(run, 'lookup', {
    phase: 'connect',
    kind: 'lookup',
    from: 'client',
    to: null,
    params: { host: text, addresses: addresses.join(', '), literal: type === 'ip' ? 1 : 0 },
  });
  return run.address === null ? failed(run, nameNotResolved) : null;
};

/** The HTTPS record of the name (RFC 9460), which a client that wants to seal its hello asks for too. */
export const recordStage: RunStage = async (run) => {
  const { target, ech } = run;
  if (!target || !ech || ech.outcome === 'none' || ech.outcome === 'filler') return null;
  const { httpsRecord } = await import('./echKeys.ts'); // with the cryptography
  const { base64, message } = httpsRecord(run);
  const name = target.port === 443 ? target.host : `_${target.port}._https.${target.host}`;
  addStep(run, 'https-record', {
    phase: 'connect',
    kind: 'lookup',
    from: 'client',
    to: null,
    message,
    params: { name, base64, publicName: ech.publicName },
  });
  return null;
};

/** TCP to address and port: from here on everybody on the way knows both. */
export const connectStage: RunStage = (run) => {
  const { target, address, reference, ech } = run;
  if (!target || !reference || !ech || address === null) return null;
  run.hello = helloTo(address, target, reference, run.scenario, ech);
  run.selection = run.program.selectCertificate(run.server, run.hello);
  const { listenerDecision, outcome } = run.selection;
  const chosen = listenerDecision.candidates[listenerDecision.chosen ?? -1];
  run.listener = chosen ? Number(chosen.id.split(':')[1]) : null;
  addStep(run, 'connect', {
    phase: 'connect',
    kind: 'connect',
    from: 'client',
    to: 'server',
    facts: [
      { key: 'address', value: address },
      { key: 'port', value: String(target.port) },
    ],
    decision: listenerDecision,
    params: { address, port: target.port, refused: outcome === 'not-listening' ? 1 : 0 },
  });
  run.connection = ends(run, address, target.port);
  const ending = outcome === 'not-listening' ? endBeforeCertificate(run.selection) : null;
  return ending && failed(run, ending);
};

/** The client's addresses are RFC 5737's and RFC 3849's for documentation, its port an ephemeral one (RFC 6335). */
function ends(run: Run, address: string, port: number): Run['connection'] {
  const [high = 0, low = 0] = run.random(2, 'client port');
  return {
    client: {
      address: address.includes(':') ? '2001:db8:c::7' : '198.51.100.7',
      port: 0xc000 + ((high & 0x3f) << 8) + low,
    },
    server: { address, port },
  };
}
