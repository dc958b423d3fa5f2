/** The client in TLS 1.2, from the ServerHello on: figures 1 and 2 of RFC 5246 section 7.3. */
import { isNamedGroupName, namedGroupName, signatureScheme } from '../codePoints.ts';
import type { NamedGroupName } from '../codePoints.ts';
import { agree, isAgreementGroup, keyPair } from '../crypto/agreement.ts';
import type { AgreementGroup } from '../crypto/agreement.ts';
import { encodeCertificate12, parseCertificate12 } from '../messages/certificate.ts';
import { parseCertificateRequest12 } from '../messages/certificateRequest.ts';
import type { CertificateRequest12Content } from '../messages/certificateRequest.ts';
import { parseCertificateStatus } from '../messages/certificateStatus.ts';
import { encodeCertificateVerify } from '../messages/certificateVerify.ts';
import { encodeClientKeyExchangeEcdhe } from '../messages/clientKeyExchange.ts';
import type { ServerHelloContent } from '../messages/serverHello.ts';
import { parseServerHelloDone } from '../messages/serverHelloDone.ts';
import { parseServerKeyExchange } from '../messages/serverKeyExchange.ts';
import { isRefusal } from '../protection.ts';
import type { Session } from '../session.ts';
import { answeredClient } from './answered12.ts';
import type { Client12 } from './answered12.ts';
import { schemeForRequest } from './certificateRequest12.ts';
import { expectServerFinished } from './clientSession12.ts';
import type { ClientStart } from './clientStart.ts';
import { afterRejection } from './echClient.ts';
import { connected, keyed, keyedBy, negotiate, readingNothing, sendFinished } from './connection12.ts';
import type { Connection12, Keyed12 } from './connection12.ts';
import { possession12, shownBy } from './possession12.ts';
import type { Shown } from './possession12.ts';
import { offeredSchemes, offersGroup, signedParams } from './serverKeyExchange12.ts';
import { continueUnmodelled, unmodelledIn } from './unmodelledClient.ts';
import { reading, refuse, sendHandshake, wait } from './state.ts';
import type { Handshake, State, Step } from './state.ts';

/**
 * The server picked TLS 1.2. Its hello is parsed, told and in the transcript; that legacy_version is 1.2, the cipher
 * suite and extensions were offered and there is no downgrade sentinel against the client's will is checked.
 */
export type ContinueClient12 = (handshake: Handshake, start: ClientStart, hello: ServerHelloContent) => Step;

export const continueClient12: ContinueClient12 = (handshake, start, hello) => {
  handshake.version = '1.2';
  const unmodelled = unmodelledIn(hello);
  if (unmodelled !== null) return continueUnmodelled(handshake, hello, unmodelled);
  const client = answeredClient(handshake, start, hello);
  if (isRefusal(client)) return { kind: 'refuse', ...client };
  return client.session === null
    ? negotiate(handshake, waitCertificate(client))
    : resume(client, client.session);
};

/** The server's certificate, plain for all to read. */
function waitCertificate(client: Client12): State {
  const { handshake } = client.connection;
  const certificate = reading(handshake, parseCertificate12, ({ certificate_list: chain }, { bytes }) => {
    const [own] = chain;
    // RFC 5246 section 7.4.2: a server always has one
    if (own === undefined) return refuse('decode_error', 'no-certificate');
    const shown = shownBy(chain, own);
    if (isRefusal(shown)) return { kind: 'refuse', ...shown };
    if (!suits(client.connection, shown)) return refuse('illegal_parameter', 'not-as-offered');
    handshake.transcript.add(bytes);
    return negotiate(
      handshake,
      client.statusComes ? waitStatus(client, shown) : waitKeyExchange(client, shown),
    );
  });
  return { name: 'WAIT_CERTIFICATE', on: { certificate }, changeCipherSpec: 'unexpected' };
}

/** The cipher suite says what kind of key it is (RFC 5246 section 7.4.2). */
const suits = ({ suite }: Connection12, { key }: Shown): boolean =>
  key === null || (key.kind === 'rsa') === (suite.certificateKey === 'rsa');

/** A server that announced a stapled response may still leave it out (RFC 6066 section 8). */
function waitStatus(client: Client12, shown: Shown): State {
  const { handshake } = client.connection;
  const withoutStatus = waitKeyExchange(client, shown);
  const certificate_status = reading(handshake, parseCertificateStatus, (_content, { bytes }) => {
    handshake.transcript.add(bytes);
    return negotiate(handshake, withoutStatus);
  });
  return { ...withoutStatus, on: { ...withoutStatus.on, certificate_status } };
}

/** The server's part of the secret, signed: proof that it has the key to its certificate. */
function waitKeyExchange(client: Client12, shown: Shown): State {
  const { handshake, randoms } = client.connection;
  const { options, hello } = client.start;
  const server_key_exchange = reading(handshake, parseServerKeyExchange, (content, { bytes }) => {
    const { params, signed_params } = content;
    const group = namedGroupName(params.curve_params.namedcurve);
    if (!isNamedGroupName(group) || !isAgreementGroup(group) || !offersGroup(hello, group))
      return refuse('illegal_parameter', 'not-as-offered');
    const signed = signedParams(randoms, params);
    const allowed = offeredSchemes(hello);
    const possession = possession12(shown, signed_params, allowed, signed, options.placeholders);
    if (typeof possession !== 'string') return { kind: 'refuse', ...possession };
    handshake.transcript.add(bytes);
    const { chain } = shown;
    const share = { group, publicKey: params.public };
    const accepted = (): Step => negotiate(handshake, waitRequestOrDone(client, chain, share));
    return { kind: 'judge', chain, possession, accepted };
  });
  return { name: 'WAIT_SERVER_KEY_EXCHANGE', on: { server_key_exchange }, changeCipherSpec: 'unexpected' };
}

/** The server's ephemeral public key. */
type Share = { group: AgreementGroup; publicKey: Uint8Array };

function waitRequestOrDone(client: Client12, chain: Uint8Array[], share: Share): State {
  const { handshake } = client.connection;
  const certificate_request = reading(handshake, parseCertificateRequest12, (request, { bytes }) => {
    handshake.transcript.add(bytes);
    return negotiate(handshake, waitDone(client, chain, share, request));
  });
  const done = waitDone(client, chain, share, null);
  return { ...done, on: { ...done.on, certificate_request } };
}

function waitDone(
  client: Client12,
  chain: Uint8Array[],
  share: Share,
  request: CertificateRequest12Content | null,
): State {
  const { handshake } = client.connection;
  const server_hello_done = readingNothing(handshake, parseServerHelloDone, ({ bytes }) => {
    handshake.transcript.add(bytes);
    return secondFlight(client, chain, share, request);
  });
  return { name: 'WAIT_SERVER_HELLO_DONE', on: { server_hello_done }, changeCipherSpec: 'unexpected' };
}

/** Certificate where asked for, ClientKeyExchange, CertificateVerify where shown, ChangeCipherSpec, Finished. */
function secondFlight(
  client: Client12,
  chain: Uint8Array[],
  { group, publicKey }: Share,
  request: CertificateRequest12Content | null,
): Step {
  const { connection, start } = client;
  const { handshake } = connection;
  const pair = keyPair(group, handshake.random, 'client ephemeral key');
  const preMasterSecret = agree(pair, publicKey);
  if (preMasterSecret === null) return refuse('illegal_parameter', 'bad-key-share');

  const { credential } = start.options;
  const scheme = request === null || credential === null ? null : schemeForRequest(request, credential);
  const shown = scheme === null ? null : credential;
  if (request !== null)
    sendHandshake(handshake, encodeCertificate12({ certificate_list: [...(shown?.chain ?? [])] }));
  sendHandshake(handshake, encodeClientKeyExchangeEcdhe({ ecdh_Yc: pair.publicKey }));
  const keys = keyed(connection, preMasterSecret);
  if (shown !== null && scheme !== null) {
    const signature = shown.signer.sign(scheme, handshake.transcript.bytes(), handshake.random);
    sendHandshake(handshake, encodeCertificateVerify({ algorithm: signatureScheme(scheme), signature }));
  }
  sendFinished(keys);
  return negotiate(
    handshake,
    expectServerFinished(client, keys, chain, (session) => established(client, keys, group, session)),
  );
}

/** The secret is that of the session; the server finishes first. */
function resume(client: Client12, session: Session): Step {
  const keys = keyedBy(client.connection, session.secret);
  return negotiate(
    client.connection.handshake,
    expectServerFinished(client, keys, session.peerChain, (renewed) => {
      sendFinished(keys);
      return established(client, keys, null, renewed);
    }),
  );
}

function established(
  { connection, start, alpn }: Client12,
  { suite }: Keyed12,
  group: NamedGroupName | null,
  session: Session | null,
): Step {
  const { outbox } = connection.handshake;
  if (start.ech.state === 'rejected') return afterRejection(connection.handshake, []);
  outbox.emit({
    kind: 'established',
    version: '1.2',
    cipherSuite: suite.name,
    group,
    resumed: group === null,
    alpn,
    serverName: start.options.serverName,
  });
  if (session !== null) outbox.emit({ kind: 'session', session });
  return wait(connected(connection));
}
