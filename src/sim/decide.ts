/**
 * How a connection goes, decisions only: synchronous and without messages or cryptography, for many clients and hosts
 * at once. Chains are not verified: where the chain fails, `simulate` says so and this does not.
 */
import type { ClientAuth, TlsVersion } from '../hosting/model.ts';
import type { IdentityVerdict } from '../identity/types.ts';
import { verifyIdentity } from '../identity/verifyIdentity.ts';
import type { Certificate } from '../x509/types.ts';
import {
  badUrl,
  endBeforeCertificate,
  endByAlert,
  helloTo,
  nameNotResolved,
  nothingPresented,
  objection,
  presentedChain,
  readTarget,
  siteFor,
  type Ending,
} from './decisions.ts';
import { lookUp } from './names.ts';
import { openServer, type OpenServer } from './openServer.ts';
import type { Scenario } from './scenario.ts';

/** A server whose certificates are parsed once, however many connections are decided. */
export type DecidingServer = OpenServer & { leafOf: (file: string) => Certificate | null };

/** What of a scenario a connection depends on, the server aside. */
export type Visit = Pick<Scenario, 'client' | 'sendSni' | 'url' | 'dns' | 'versions' | 'clientCertificate'>;

export type Decided = {
  /** The file of the certificate served; null: none was. */
  certificate: string | null;
  version: TlsVersion | null;
  clientAuth: ClientAuth | null;
  /** null: there was nothing to compare the host with. */
  identity: IdentityVerdict | null;
  outcome: { kind: 'response'; status: number; site: number | null } | ({ kind: 'failure' } & Ending);
};

/** Reads the scenario's server for `decide`. */
export async function openForDeciding(
  scenario: Pick<Scenario, 'server' | 'certificates'>,
): Promise<DecidingServer> {
  const opened = await openServer(scenario);
  const leaves = new Map<string, Certificate | null>();
  const leafOf = (file: string): Certificate | null => {
    const known = leaves.get(file);
    if (known !== undefined) return known;
    const leaf = presentedChain(opened.files, file)[0] ?? null;
    leaves.set(file, leaf);
    return leaf;
  };
  return { ...opened, leafOf };
}

/** The same decisions as `simulate` makes, for a chain that has nothing wrong with it. Never throws. */
export function decide(opened: DecidingServer, visit: Visit): Decided {
  const reading = readTarget(visit.url, visit.client);
  if ('fault' in reading) return unserved(badUrl);
  const { target, reference } = reading;
  const [address] = lookUp(reference.text, visit.dns, opened.server);
  if (address === undefined) return unserved(nameNotResolved);

  const hello = helloTo(address, target, reference, visit);
  const selection = opened.program.selectCertificate(opened.server, hello);
  if (selection.outcome !== 'served') return unserved(endBeforeCertificate(selection) ?? nothingPresented);

  const { certificate, version, clientAuth } = selection;
  const leaf = opened.leafOf(certificate);
  const identity = leaf && verifyIdentity(leaf, target.host, visit.client);
  const served = { certificate, version, clientAuth, identity };
  const objected = identity ? objection(visit.client, null, identity) : nothingPresented;
  if (objected) return { ...served, outcome: { kind: 'failure', ...objected } };

  const answer = siteFor(opened, hello, selection, target, visit.clientCertificate);
  if (answer.outcome === 'alert')
    return { ...served, outcome: { kind: 'failure', ...endByAlert(answer.alert) } };
  return { ...served, outcome: { kind: 'response', status: answer.status, site: answer.site } };
}

const unserved = (ending: Ending): Decided => ({
  certificate: null,
  version: null,
  clientAuth: null,
  identity: null,
  outcome: { kind: 'failure', ...ending },
});
