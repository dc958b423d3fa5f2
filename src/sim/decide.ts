/**
 * How a connection goes, decisions only: synchronous and without messages or cryptography, for many clients and hosts
 * at once. Chains are not verified: where the chain fails, `simulate` says so and this does not.
 */
import { floor, stoppedIn, type Problem } from '../decision.ts';
import type {
  ClientAuth,
  ClientCertificate,
  Hello,
  Selection,
  SiteSelection,
  TlsVersion,
} from '../hosting/model.ts';
import type { IdentityVerdict } from '../identity/types.ts';
import { verifyIdentity } from '../identity/verifyIdentity.ts';
import type { Certificate } from '../x509/types.ts';
import { hostHeader, type Target } from './address.ts';
import {
  badUrl,
  endBeforeCertificate,
  endByAlert,
  helloTo,
  nameNotResolved,
  certificateUnreadable,
  nothingPresented,
  objection,
  playStopped,
  presentedChain,
  readTarget,
  shownTo,
  siteFor,
  type Ending,
} from './decisions.ts';
import { afterRejection, checkedName, echPlay } from './ech.ts';
import { lookUp } from './names.ts';
import type { OpenServer } from './openServer.ts';
import type { Scenario } from './scenario.ts';

/**
 * A server that remembers what it decided: clients that say the same in their hello are told apart only by what they
 * do with the certificate.
 */
export type DecidingServer = OpenServer & {
  select: (hello: Hello) => Selection;
  leafOf: (file: string) => Certificate | null;
  siteFor: (hello: Hello, selection: Selection, target: Target, shown: ClientCertificate) => SiteSelection;
};

/** What of a scenario a connection depends on, the server aside. */
export type Visit = Pick<
  Scenario,
  'client' | 'sendSni' | 'url' | 'dns' | 'versions' | 'clientCertificate' | 'ech'
>;

export type Decided = {
  /** The file of the certificate served; null: none was. */
  certificate: string | null;
  version: TlsVersion | null;
  clientAuth: ClientAuth | null;
  /** null: there was nothing to compare the host with. */
  identity: IdentityVerdict | null;
  outcome: { kind: 'response'; status: number; site: number | null } | ({ kind: 'failure' } & Ending);
  /** What the server's rules could not make sure of. */
  uncertain: readonly Problem[];
};

/** For one pass over clients and hosts: what is remembered grows with them. */
export function deciding(opened: OpenServer): DecidingServer {
  const { program, server, files } = opened;
  const helloKey = ({ address, port, serverName, versions }: Hello) =>
    JSON.stringify([address, port, serverName, versions]);
  return {
    ...opened,
    select: remembered((hello) => program.selectCertificate(server, hello), helloKey),
    leafOf: remembered(
      (file: string) => presentedChain(files, file)[0] ?? null,
      (file) => file,
    ),
    siteFor: remembered(
      (hello, selection, target, shown) => siteFor(opened, hello, selection, target, shown),
      (hello, _, target, shown) => `${helloKey(hello)} ${shown} ${hostHeader(target)}`,
    ),
  };
}

function remembered<Args extends unknown[], Value>(
  compute: (...args: Args) => Value,
  keyOf: (...args: Args) => string,
): (...args: Args) => Value {
  const known = new Map<string, { value: Value }>();
  return (...args) => {
    const key = keyOf(...args);
    const entry = known.get(key) ?? { value: compute(...args) };
    known.set(key, entry);
    return entry.value;
  };
}

/** The same decisions as `simulate` makes, for a chain that has nothing wrong with it. Never throws. */
export const decide = (server: DecidingServer, visit: Visit): Decided =>
  floor(
    visit.url,
    () => {
      const unread = stoppedIn(server.problems);
      return unread ? undecided(unread) : decided(server, visit);
    },
    undecided,
  );

/** What a defect of this program leaves of a decision: not known. */
export const undecided = (problem: Problem): Decided => ({ ...unserved(playStopped), uncertain: [problem] });

function decided(server: DecidingServer, visit: Visit): Decided {
  const reading = readTarget(visit.url, visit.client);
  if ('fault' in reading) return unserved(badUrl);
  const { target, reference } = reading;
  const [address] = lookUp(reference.text, visit.dns, server.server);
  if (address === undefined) return unserved(nameNotResolved);

  const ech = echPlay(visit, reference, server.server);
  const hello = helloTo(address, target, reference, visit, ech);
  const selection = server.select(hello);
  const { uncertain } = selection.decision;
  if (selection.outcome !== 'served')
    return { ...unserved(endBeforeCertificate(selection) ?? certificateUnreadable), uncertain };

  const { certificate, version, clientAuth } = selection;
  const leaf = server.leafOf(certificate);
  const identity = leaf && verifyIdentity(leaf, checkedName(target.host, ech), visit.client);
  const served = { certificate, version, clientAuth, identity, uncertain };
  const objected = identity
    ? objection(visit.client, null, identity)
    : nothingPresented(server.files, certificate);
  const retry = version === '1.3' && visit.ech?.server === 'other-key' ? 'other-key' : 'none';
  const ending = identity && ech.outcome === 'rejected' ? afterRejection(objected, retry) : objected;
  if (ending) return { ...served, outcome: { kind: 'failure', ...ending } };

  const answer = server.siteFor(hello, selection, target, shownTo(server, selection, visit));
  const outcome: Decided['outcome'] =
    answer.outcome === 'alert'
      ? { kind: 'failure', ...endByAlert(answer.alert) }
      : { kind: 'response', status: answer.status, site: answer.site };
  return { ...served, outcome, uncertain: [...uncertain, ...answer.decision.uncertain] };
}

const unserved = (ending: Ending): Decided => ({
  certificate: null,
  version: null,
  clientAuth: null,
  identity: null,
  outcome: { kind: 'failure', ...ending },
  uncertain: [],
});
