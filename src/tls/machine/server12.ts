/** The server in TLS 1.2, from the received ClientHello on: figures 1 and 2 of RFC 5246 section 7.3. */
import { cipherSuite12 } from '../cipherSuites12.ts';
import { cipherSuite } from '../codePoints.ts';
import { agree, keyPair } from '../crypto/agreement.ts';
import type { KeyPair } from '../crypto/agreement.ts';
import { findExtension } from '../findExtension.ts';
import { encodeCertificate12, parseCertificate12 } from '../messages/certificate.ts';
import { encodeCertificateRequest12 } from '../messages/certificateRequest.ts';
import { parseCertificateVerify } from '../messages/certificateVerify.ts';
import { parseClientKeyExchangeEcdhe } from '../messages/clientKeyExchange.ts';
import { encodeServerHello } from '../messages/serverHello.ts';
import { encodeServerHelloDone } from '../messages/serverHelloDone.ts';
import { isRefusal } from '../protection.ts';
import type { Session } from '../session.ts';
import { certificateRequest12 } from './certificateRequest12.ts';
import { chooseParameters12, chooseProtocol, helloProblem } from './choice12.ts';
import type { Parameters12 } from './choice12.ts';
import { connected, expectFinished, keyed, keyedBy, sendFinished } from './connection12.ts';
import type { Connection12, Keyed12 } from './connection12.ts';
import { serverRandom } from './downgrade.ts';
import { possession12, shownBy } from './possession12.ts';
import type { Shown } from './possession12.ts';
import { resumedSession } from './resumption12.ts';
import { serverHello12 } from './serverHello12.ts';
import { signedKeyExchange } from './serverKeyExchange12.ts';
import { newSession, newSessionId, rememberSession, sendTicket } from './serverSession12.ts';
import type { ServerStart } from './serverStart.ts';
import { answer, answerBySrp, certificateTypeProblem } from './unmodelledServer.ts';
import { reading, refuse, sendHandshake, wait } from './state.ts';
import type { Handshake, State, Step } from './state.ts';

/** The client's hello is parsed, told and in the transcript; the choice is made and allows TLS 1.2. */
export type ContinueServer12 = (handshake: Handshake, start: ServerStart) => Step;

export const continueServer12: ContinueServer12 = (handshake, start) => {
  handshake.version = '1.2';
  const { hello } = start.received;
  const problem = helloProblem(hello) ?? certificateTypeProblem(hello, start.choice);
  if (problem !== null) return { kind: 'refuse', ...problem };
  const session = resumedSession(start);
  if (session === null) return answerBySrp(handshake, start) ?? fullHandshake(handshake, start);
  return isRefusal(session)
    ? { kind: 'refuse', ...session }
    : abbreviatedHandshake(handshake, start, session);
};

/** A server in the midst of a handshake. `sessionId`: empty where the session gets none. */
export type Server12 = {
  connection: Connection12;
  start: ServerStart;
  alpn: string | null;
  group: Parameters12['group'] | null;
  sessionId: Uint8Array;
  issuesTicket: boolean;
};

/** ServerHello, Certificate, ServerKeyExchange, CertificateRequest where asked for, ServerHelloDone. */
function fullHandshake(handshake: Handshake, start: ServerStart): Step {
  const { hello } = start.received;
  const { credential, clientAuth } = start.choice;
  const parameters = chooseParameters12(hello, start.choice);
  if (isRefusal(parameters)) return { kind: 'refuse', ...parameters };
  if (start.choice.certificateType === 'OpenPGP_RESERVED')
    return answer(handshake, start, { version: '1.2', suite: parameters.suite.name, what: 'openpgp' });
  const alpn = chooseProtocol(start.received, start.choice);
  if (alpn !== null && typeof alpn !== 'string') return { kind: 'refuse', ...alpn };

  const server = openedServer(handshake, start, parameters, alpn);
  const pair = keyPair(parameters.group, handshake.random, 'server ephemeral key');
  sendHandshake(handshake, encodeServerHello(helloOf(server)));
  sendHandshake(handshake, encodeCertificate12({ certificate_list: [...credential.chain] }));
  sendHandshake(handshake, signedKeyExchange(server.connection, pair, parameters.scheme, credential.signer));
  if (clientAuth !== 'none')
    sendHandshake(handshake, encodeCertificateRequest12(certificateRequest12(start.choice)));
  sendHandshake(handshake, encodeServerHelloDone());
  return wait(clientAuth === 'none' ? waitKeyExchange(server, pair, null) : waitCertificate(server, pair));
}

function openedServer(
  handshake: Handshake,
  start: ServerStart,
  { suite, group }: Parameters12,
  alpn: string | null,
): Server12 {
  const { hello } = start.received;
  const { ticketKey, cache } = start.options;
  const wantsTicket = findExtension(hello.extensions, 'session_ticket') !== undefined;
  const issuesTicket = wantsTicket && ticketKey !== null && start.choice.tickets > 0;
  const getsId = !issuesTicket && cache !== null;
  const sessionId = getsId ? newSessionId(handshake, start) : new Uint8Array();
  const connection = connectionOf(handshake, start, suite);
  return { connection, start, alpn, group, sessionId, issuesTicket };
}

const connectionOf = (
  handshake: Handshake,
  { received, choice }: ServerStart,
  suite: Connection12['suite'],
): Connection12 => ({
  handshake,
  side: 'server',
  suite,
  randoms: {
    client: received.hello.random,
    server: serverRandom(handshake.random, '1.2', choice.versions),
  },
  extendedMasterSecret: findExtension(received.hello.extensions, 'extended_master_secret') !== undefined,
});

const helloOf = ({ connection, start, alpn, group, sessionId, issuesTicket }: Server12) =>
  serverHello12(start.received.hello, {
    version: 'TLS 1.2',
    random: connection.randoms.server,
    sessionId,
    cipherSuite: connection.suite.name,
    alpn,
    // RFC 6066 section 3: not when a session is resumed, which has no group
    acknowledgesName: start.choice.acknowledgeName && group !== null,
    ticket: issuesTicket,
    certificateType: group === null ? null : start.choice.certificateType,
  });

/** The client shows its certificate, or an empty list. */
function waitCertificate(server: Server12, pair: KeyPair): State {
  const { handshake } = server.connection;
  const certificate = reading(handshake, parseCertificate12, ({ certificate_list: chain }, { bytes }) => {
    handshake.transcript.add(bytes);
    const [own] = chain;
    if (own === undefined)
      // RFC 5246 section 7.4.6
      return server.start.choice.clientAuth === 'required'
        ? refuse('handshake_failure', 'no-certificate')
        : wait(waitKeyExchange(server, pair, null));
    const shown = shownBy(chain, own);
    return isRefusal(shown) ? { kind: 'refuse', ...shown } : wait(waitKeyExchange(server, pair, shown));
  });
  return { name: 'WAIT_CERTIFICATE', on: { certificate }, changeCipherSpec: 'unexpected' };
}

/** Both have the secret now. A client that showed a certificate has to prove that it has the key. */
function waitKeyExchange(server: Server12, pair: KeyPair, shown: Shown | null): State {
  const { connection } = server;
  const { handshake } = connection;
  const client_key_exchange = reading(handshake, parseClientKeyExchangeEcdhe, ({ ecdh_Yc }, { bytes }) => {
    const preMasterSecret = agree(pair, ecdh_Yc);
    if (preMasterSecret === null) return refuse('illegal_parameter', 'bad-key-share');
    handshake.transcript.add(bytes);
    const keys = keyed(connection, preMasterSecret);
    return wait(shown === null ? waitFinished(server, keys, []) : waitCertificateVerify(server, keys, shown));
  });
  return { name: 'WAIT_CLIENT_KEY_EXCHANGE', on: { client_key_exchange }, changeCipherSpec: 'unexpected' };
}

/** A signature over all messages before it (RFC 5246 section 7.4.8). */
function waitCertificateVerify(server: Server12, keys: Keyed12, shown: Shown): State {
  const { handshake } = server.connection;
  const { choice, options } = server.start;
  const certificate_verify = reading(handshake, parseCertificateVerify, (verify, { bytes }) => {
    const signed = handshake.transcript.bytes();
    const possession = possession12(shown, verify, choice.signatureSchemes, signed, options.placeholders);
    if (typeof possession !== 'string') return { kind: 'refuse', ...possession };
    handshake.transcript.add(bytes);
    const { chain } = shown;
    const accepted = (): Step => wait(waitFinished(server, keys, chain));
    return { kind: 'judge', chain, possession, accepted };
  });
  return { name: 'WAIT_CERTIFICATE_VERIFY', on: { certificate_verify }, changeCipherSpec: 'unexpected' };
}

/** The client's last words of a full handshake, answered by the server's. */
function waitFinished(server: Server12, keys: Keyed12, peerChain: Uint8Array[]): State {
  return expectFinished(keys, () => {
    const session = newSession(server, keys, peerChain);
    if (server.issuesTicket) sendTicket(server, session);
    sendFinished(keys);
    rememberSession(server, session);
    return established(server, 'full');
  });
}

/** ServerHello, ChangeCipherSpec and Finished at once: the secret is that of the session. */
function abbreviatedHandshake(handshake: Handshake, start: ServerStart, session: Session): Step {
  const suite = cipherSuite12(cipherSuite(session.cipherSuite));
  if (suite === null) return refuse('handshake_failure', 'no-common-cipher-suite');
  const alpn = chooseProtocol(start.received, start.choice);
  if (alpn !== null && typeof alpn !== 'string') return { kind: 'refuse', ...alpn };

  const connection = connectionOf(handshake, start, suite);
  // Echoed whether it names the session or only tells that its ticket was taken (RFC 5077 section 3.4)
  const sessionId = start.received.hello.legacy_session_id;
  const server: Server12 = { connection, start, alpn, group: null, sessionId, issuesTicket: false };
  sendHandshake(handshake, encodeServerHello(helloOf(server)));
  const keys = keyedBy(connection, session.secret);
  sendFinished(keys);
  return wait(expectFinished(keys, () => established(server, 'resumed')));
}

function established({ connection, start, alpn, group }: Server12, how: 'full' | 'resumed'): Step {
  connection.handshake.outbox.emit({
    kind: 'established',
    version: '1.2',
    cipherSuite: connection.suite.name,
    group,
    resumed: how === 'resumed',
    alpn,
    serverName: start.received.serverName,
  });
  return wait(connected(connection));
}
