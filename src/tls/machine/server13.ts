/** The server in TLS 1.3, from the ClientHello on: the states of RFC 9846 appendix A.2. */
import { namedGroup, protocolVersion, signatureScheme } from '../codePoints.ts';
import { blankConfirmation, retryConfirmation } from '../ech/confirmation.ts';
import { applicationTrafficSecrets } from '../keySchedule13.ts';
import type { Message } from '../message.ts';
import { parseCertificate13 } from '../messages/certificate.ts';
import { parseCertificateVerify } from '../messages/certificateVerify.ts';
import { encodeChangeCipherSpec } from '../messages/changeCipherSpec.ts';
import { parseClientHello } from '../messages/clientHello.ts';
import { parseFinished } from '../messages/finished.ts';
import { encodeHelloRetryRequest } from '../messages/serverHello.ts';
import { isRefusal } from '../protection.ts';
import type { Refusal } from '../refusal.ts';
import {
  isFinished,
  possession13,
  presentedChain,
  sendFinished,
  type Presented,
} from './authentication13.ts';
import { connected13 } from './connected13.ts';
import { confirmsInner, countingAgain } from './echServer.ts';
import { open13, seal13, tellSecret, tellTrafficSecrets } from './keys13.ts';
import { agree13, sendAuthentication, sendExtensions, type Server13 } from './serverFlight13.ts';
import { negotiate, type Negotiated } from './negotiation13.ts';
import { receivedHello } from './receivedHello.ts';
import { changedInRetry } from './retryChecks.ts';
import type { ServerStart } from './serverStart.ts';
import {
  reading,
  refuse,
  sendHandshake,
  wait,
  type Handler,
  type Handshake,
  type State,
  type Step,
} from './state.ts';
import { sendTickets } from './ticketsSent.ts';

const refused = ({ alert, reason }: Refusal): Step => refuse(alert, reason);

/** START -> NEGOTIATED. The transcript does not have the hello yet: binders cover what is before and in it. */
export function continueServer13(handshake: Handshake, start: ServerStart): Step {
  const agreed = negotiate(handshake, start);
  if (isRefusal(agreed)) return refused(agreed);
  handshake.transcript.add(start.received.message.bytes);
  if (agreed.share === null) return askAgain(handshake, start, agreed);
  return sayHello(handshake, start, agreed, agreed.share);
}

/** RECVD_CH -> START: no share of a group that both have (RFC 9846 section 4.2.4). */
function askAgain(handshake: Handshake, start: ServerStart, agreed: Negotiated): Step {
  const { suite, group } = agreed;
  const { hello } = start.received;
  const { transcript, outbox } = handshake;
  const request = retryRequest(handshake, start, agreed);
  transcript.replaceByHash(suite.hash);
  sendHandshake(handshake, request);
  if (hello.legacy_session_id.length > 0) outbox.send(encodeChangeCipherSpec());
  return wait(
    midway('START', {
      client_hello: reading(handshake, parseClientHello, (second, message) => {
        const counting = countingAgain(start.received.ech, second, message);
        if (isRefusal(counting)) return refused(counting);
        const refusal = changedInRetry(hello, counting.hello, namedGroup(group));
        if (refusal !== null) return refused(refusal);
        const received = receivedHello(start.options, counting);
        const again = negotiate(handshake, { ...start, received });
        if (isRefusal(again)) return refused(again);
        if (again.share === null || again.suite.code !== suite.code)
          return refuse('illegal_parameter', 'hello-changed');
        transcript.add(received.message.bytes);
        return sayHello(handshake, { ...start, received }, again, again.share);
      }),
    }),
  );
}

/** With the confirmation that an inner hello was taken (RFC 9849 section 7.2.1). */
function retryRequest(
  { transcript }: Handshake,
  { options, received }: ServerStart,
  agreed: Negotiated,
): Message {
  const { hello } = received;
  const { suite, group } = agreed;
  const request = (confirmation: Uint8Array | null): Message =>
    encodeHelloRetryRequest({
      legacy_version: protocolVersion('TLS 1.2'),
      legacy_session_id_echo: hello.legacy_session_id,
      cipher_suite: suite.code,
      legacy_compression_method: 0,
      extensions: [
        { type: 'supported_versions', data: protocolVersion('TLS 1.3') },
        { type: 'key_share', data: namedGroup(group) },
        ...(confirmation === null ? [] : [{ type: 'encrypted_client_hello' as const, data: confirmation }]),
      ],
    });
  if (!confirmsInner(options, hello)) return request(null);
  const blank = request(blankConfirmation).bytes;
  return request(retryConfirmation(suite.hash, hello.random, transcript.bytes(), blank));
}

/** A state amid the handshake. */
const midway = (name: string, on: State['on']): State => ({ name, changeCipherSpec: 'ignored', on });

/** NEGOTIATED: the whole flight of the server. */
function sayHello(handshake: Handshake, start: ServerStart, agreed: Negotiated, peerShare: Uint8Array): Step {
  const server = agree13(handshake, start, agreed, peerShare);
  if (isRefusal(server)) return refused(server);
  tellTrafficSecrets(server, 'handshake', server.secrets);
  seal13(server, 'handshake', server.secrets);
  const late = open13(server, 'handshake', server.secrets);
  if (late !== null) return refused(late);
  sendExtensions(server);
  if (agreed.psk === null) sendAuthentication(server, agreed.scheme, start.choice.credential);
  sendFinished(server, server.secrets);
  return becomeReady(server);
}

/** The server has said all: its keys are those of the application data; the client's are those of the handshake. */
function becomeReady(server: Server13): Step {
  const { handshake, suite, main, start, agreed } = server;
  const application = applicationTrafficSecrets(suite.hash, main, handshake.transcript.hash(suite.hash));
  tellTrafficSecrets(server, 'application', application);
  tellSecret(server, 'EXPORTER_SECRET', application.exporter);
  seal13(server, 'application', application);
  if (start.choice.clientAuth === 'none' || agreed.psk !== null)
    return wait(waitFinished(server, application, agreed.psk?.session.peerChain ?? []));
  return wait(midway('WAIT_CERT', { certificate: takingCertificate(server, application) }));
}

const takingCertificate = (server: Server13, application: Application): Handler =>
  reading(server.handshake, parseCertificate13, (content, { bytes }) => {
    if (content.certificate_list.length === 0 && content.certificate_request_context.length === 0) {
      if (server.start.choice.clientAuth === 'required')
        return refuse('certificate_required', 'no-certificate');
      server.handshake.transcript.add(bytes);
      return wait(waitFinished(server, application, []));
    }
    const presented = presentedChain(content, []);
    if (isRefusal(presented)) return refused(presented);
    server.handshake.transcript.add(bytes);
    return wait(waitCertificateVerify(server, application, presented));
  });

const waitCertificateVerify = (server: Server13, application: Application, presented: Presented): State =>
  midway('WAIT_CV', {
    certificate_verify: reading(server.handshake, parseCertificateVerify, (content, { bytes }) => {
      const { choice, options } = server.start;
      const accepted = choice.signatureSchemes.map(signatureScheme);
      const possession = possession13(server, presented, content, accepted, options.placeholders);
      if (typeof possession !== 'string') return refused(possession);
      server.handshake.transcript.add(bytes);
      const { chain } = presented;
      return {
        kind: 'judge',
        chain,
        possession,
        accepted: () => wait(waitFinished(server, application, chain)),
      };
    }),
  });

type Application = ReturnType<typeof applicationTrafficSecrets>;

/** `chain`: the client's, now or in the session that is resumed. */
const waitFinished = (server: Server13, application: Application, chain: Uint8Array[]): State =>
  midway('WAIT_FINISHED', {
    finished: reading(server.handshake, parseFinished, ({ verify_data }, { bytes }) => {
      if (!isFinished(server, server.secrets, verify_data)) return refuse('decrypt_error', 'bad-finished');
      server.handshake.transcript.add(bytes);
      return finish(server, application, chain);
    }),
  });

/** CONNECTED */
function finish(server: Server13, application: Application, chain: Uint8Array[]): Step {
  const { handshake, suite, start, agreed, main } = server;
  const late = open13(server, 'application', application);
  if (late !== null) return refused(late);
  const { serverName } = start.received;
  handshake.outbox.emit({
    kind: 'established',
    version: '1.3',
    cipherSuite: suite.name,
    group: agreed.group,
    resumed: agreed.psk !== null,
    alpn: agreed.alpn,
    serverName,
  });
  sendTickets(server, start, main, { alpn: agreed.alpn, serverName, chain });
  return wait(connected13(server, application, null));
}
