/**
 * What is decided in a connection, without the messages in which it is said: `simulate` tells these decisions step by
 * step, `decide` only how they end. In the order in which they are made.
 */
import type {
  Alert,
  ClientCertificate,
  Hello,
  Selection,
  SiteSelection,
  TlsVersion,
} from '../hosting/model.ts';
import { referenceHost } from '../identity/referenceHost.ts';
import type { ClientName, IdentityVerdict } from '../identity/types.ts';
import { own } from '../text/own.ts';
import { alertCode } from '../tls/codePoints.ts';
import { longestCertificate } from '../tls/messages/certificate.ts';
import type { ChainVerdict } from '../x509/chain.ts';
import type { Certificate } from '../x509/types.ts';
import { hostHeader, readAddress, type AddressFault, type Target } from './address.ts';
import { certificatesInPem } from './certificates.ts';
import type { Failure } from './clientErrors.ts';
import { refusalAlert, worstFailure } from './clientFailure.ts';
import { namedAuthorities } from './clientAuthorities.ts';
import { clientProfile } from './clients.ts';
import { countingHello, type EchPlay } from './ech.ts';
import type { OpenServer } from './openServer.ts';
import { shownCertificate } from './ownCertificate.ts';
import type { Scenario } from './scenario.ts';
import type { Party } from './trace.ts';

/** The host after the client's canonicalisation. */
export type Reference = { type: 'dns' | 'ip'; text: string };

/** How a connection ends without a response; `decidedBy` is the party that ended it. */
export type Ending = { failure: Failure; decidedBy: Party; alert: Alert | null };

const byClient = (failure: Failure): Ending => ({ failure, decidedBy: 'client', alert: null });
export const badUrl = byClient('bad-url');
export const nameNotResolved = byClient('name-not-resolved');
export const certificateUnreadable = byClient('certificate-unreadable');
const certificateNotGiven = byClient('certificate-not-given');
/** A defect of this program: neither party ended anything. */
export const playStopped = byClient('stopped');

/** Why there is no leaf to look at: the file that the server serves was not given, or holds nothing readable. */
export const nothingPresented = (files: OpenServer['files'], file: string): Ending =>
  files.has(file) ? certificateUnreadable : certificateNotGiven;

/** The URL taken apart as the client does it; `address-refused`: a URL, but not one that this client uses. */
export function readTarget(
  url: string,
  client: ClientName,
): { target: Target; reference: Reference } | { fault: AddressFault | 'address-refused' } {
  const target = readAddress(url);
  if ('fault' in target) return target;
  const reference = referenceHost(target.host, client);
  return reference ? { target, reference } : { fault: 'address-refused' };
}

/** What the client means to say. No client says an address as server_name (RFC 6066 section 3). */
export function meantHello(
  { type, text }: Reference,
  { client, sendSni, versions, offer }: Pick<Scenario, 'client' | 'sendSni' | 'versions' | 'offer'>,
): Omit<Hello, 'address' | 'port'> {
  const { knowsSni, extensions } = clientProfile(client);
  const serverName = sendSni && knowsSni && type === 'dns' ? text : null;
  const said = extensions ? versions : sayable(client, versions);
  return { serverName, versions: said, ...(extensions && offer) };
}

/** What of the ClientHello a server can choose by. */
export const helloTo = (
  address: string,
  { port }: Target,
  reference: Reference,
  visit: Pick<Scenario, 'client' | 'sendSni' | 'versions' | 'offer'>,
  ech: EchPlay,
): Hello => ({ address, port, ...countingHello(meantHello(reference, visit), ech) });

/** TLS 1.3 is offered in an extension (RFC 9846 section 4.3.1): a client without any says an older one. */
function sayable(client: ClientName, versions: readonly TlsVersion[]): TlsVersion[] {
  const older = versions.filter((version) => version !== '1.3');
  return older.length > 0 ? older : [...clientProfile(client).versions];
}

/** How a connection ends that gets no certificate; null when one is served. */
export function endBeforeCertificate(selection: Selection): Ending | null {
  if (selection.outcome === 'served') return null;
  if (selection.outcome === 'refused') return endByAlert(selection.alert);
  return selection.outcome === 'plain-http'
    ? byClient('plain-http')
    : { failure: 'connection-refused', decidedBy: 'server', alert: null };
}

/** What the server sends of a certificate file, leaf first. A chain that no Certificate message can carry: nothing. */
export function presentedChain(files: OpenServer['files'], file: string): Certificate[] {
  const chain = certificatesInPem(files.get(file) ?? '');
  const length = chain.reduce((sum, { der }) => sum + der.length + entryOverhead, 0);
  return length > longestCertificate ? [] : chain;
}
/** Length and extensions of a certificate in the list, in bytes (RFC 9846 section 4.5.1). */
const entryOverhead = 5;

/** What the client objects to first; null: it goes on. `chain` null: the chain is not looked at. */
export function objection(
  client: ClientName,
  chain: ChainVerdict | null,
  identity: IdentityVerdict,
): Ending | null {
  const failure = worstFailure(client, chain, identity);
  if (!failure) return null;
  const name = refusalAlert(client, failure);
  return { failure, decidedBy: 'client', alert: name ? { code: alertCode(name), name } : null };
}

/** The site that answers the request, and with what; `shown`: the client's own certificate, as it went over the wire. */
export function siteFor(
  { program, server }: Pick<OpenServer, 'program' | 'server'>,
  hello: Hello,
  selection: Selection,
  target: Target,
  shown: ClientCertificate,
): SiteSelection {
  return program.selectSite(server, { hello, selection, clientCertificate: shown }, hostHeader(target));
}

/** What the client shows of its own certificate to a server that asks for one. */
export const shownTo = (
  opened: OpenServer,
  selection: Selection,
  { client, clientCertificate = 'none' }: Pick<Scenario, 'client' | 'clientCertificate'>,
): ClientCertificate =>
  shownCertificate(clientCertificate, { client, authorities: namedAuthorities(opened, selection) });

/** How the connection ends when the server sends this alert. */
export const endByAlert = (alert: Alert): Ending => ({
  failure: own(byAlert, alert.name) ?? 'alert-other',
  decidedBy: 'server',
  alert,
});

const byAlert: Partial<Record<string, Failure>> = {
  unrecognized_name: 'alert-unrecognized-name',
  protocol_version: 'alert-protocol-version',
  handshake_failure: 'alert-handshake-failure',
};
