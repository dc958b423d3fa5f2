/** The client in TLS 1.3, from the ServerHello on: the states of RFC 9846 appendix A.1. */
import { cipherSuiteName, isCipherSuiteName, namedGroupName, isNamedGroupName } from '../codePoints.ts';
import type { NamedGroupName } from '../codePoints.ts';
import { agree } from '../crypto/agreement.ts';
import type { EchConfig } from '../ech/config.ts';
import { extensionCodes, findExtension } from '../findExtension.ts';
import {
  applicationTrafficSecrets,
  earlySecret,
  handshakeSecret,
  handshakeTrafficSecrets,
  mainSecret,
  resumptionSecret,
  type TrafficSecrets,
} from '../keySchedule13.ts';
import { parseCertificate13 } from '../messages/certificate.ts';
import {
  parseCertificateRequest13,
  type CertificateRequest13Content,
} from '../messages/certificateRequest.ts';
import { parseCertificateVerify } from '../messages/certificateVerify.ts';
import { encodeChangeCipherSpec } from '../messages/changeCipherSpec.ts';
import { parseEncryptedExtensions } from '../messages/encryptedExtensions.ts';
import { parseFinished } from '../messages/finished.ts';
import type { ServerHelloContent } from '../messages/serverHello.ts';
import { isRefusal } from '../protection.ts';
import type { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { suite13 } from '../suites13.ts';
import {
  commonScheme13,
  isFinished,
  possession13,
  presentedChain,
  sendCredential,
  sendFinished,
  sendNoCertificate,
  type Presented,
} from './authentication13.ts';
import type { ClientStart } from './clientStart.ts';
import { connected13 } from './connected13.ts';
import { afterRejection } from './echClient.ts';
import { wrongEncryptedExtensions, agreedProtocol } from './encryptedExtensionsChecks.ts';
import { open13, seal13, tellSecret, tellTrafficSecrets, type Connection13 } from './keys13.ts';
import { pskHash } from './pskOffer.ts';
import { reading, refuse, wait, type Handler, type Handshake, type State, type Step } from './state.ts';
import { takingTickets } from './ticketsReceived.ts';

/** What is known from the ServerHello on. `secrets`: of the handshake; `resumed`: the session that is resumed. */
type Client13 = Connection13 & {
  start: ClientStart;
  group: NamedGroupName;
  secrets: TrafficSecrets;
  main: Uint8Array;
  resumed: Session | null;
};

/** What comes to be known later. */
type Learned = {
  alpn: string | null;
  request: CertificateRequest13Content | null;
  chain: Uint8Array[];
  retryConfigs: readonly EchConfig[];
};

const refused = ({ alert, reason }: Refusal): Step => refuse(alert, reason);

/** WAIT_SH -> WAIT_EE: the hello is checked, told and in the transcript. */
export function continueClient13(handshake: Handshake, start: ClientStart, hello: ServerHelloContent): Step {
  const client = agreed(handshake, start, hello);
  if (isRefusal(client)) return refused(client);
  const late = open13(client, 'handshake', client.secrets);
  if (late !== null) return refused(late);
  const forMiddleboxes = start.retry === null && start.hello.legacy_session_id.length > 0;
  seal13(client, 'handshake', client.secrets, forMiddleboxes ? encodeChangeCipherSpec() : null);
  tellTrafficSecrets(client, 'handshake', client.secrets);
  return wait(waitEncryptedExtensions(client));
}

/** The keys that both hellos make. */
function agreed(handshake: Handshake, start: ClientStart, hello: ServerHelloContent): Client13 | Refusal {
  const name = cipherSuiteName(hello.cipher_suite);
  const suite = suite13(name);
  if (suite === undefined || !isCipherSuiteName(name))
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  const resumed = selectedPsk(start, hello);
  if (resumed !== null && isRefusal(resumed)) return resumed;
  if (resumed !== null && pskHash(resumed) !== suite.hash)
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  const share = sharedSecret(start, hello);
  if (isRefusal(share)) return share;
  const { hash } = suite;
  const key = handshakeSecret(hash, earlySecret(hash, resumed?.secret ?? null), share.secret);
  return {
    handshake,
    side: 'client',
    suite: { ...suite, name },
    clientRandom: start.hello.random,
    start,
    group: share.group,
    secrets: handshakeTrafficSecrets(hash, key, handshake.transcript.hash(hash)),
    main: mainSecret(hash, key),
    resumed,
  };
}

/** One PSK was offered at most: its index is 0 (RFC 9846 section 4.3.11). */
function selectedPsk({ psk }: ClientStart, { extensions }: ServerHelloContent): Session | Refusal | null {
  const selected = findExtension(extensions, 'pre_shared_key');
  if (selected === undefined) return null;
  return psk === null || selected !== 0 ? { alert: 'illegal_parameter', reason: 'not-as-offered' } : psk;
}

type Shared = { group: NamedGroupName; secret: Uint8Array };

function sharedSecret({ keyPairs }: ClientStart, { extensions }: ServerHelloContent): Shared | Refusal {
  const share = findExtension(extensions, 'key_share')?.server_share;
  if (share === undefined) return { alert: 'missing_extension', reason: 'missing-extension' };
  const group = namedGroupName(share.group);
  const pair = keyPairs.find((each) => each.group === group);
  if (pair === undefined || !isNamedGroupName(group))
    return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  const secret = agree(pair, share.key_exchange);
  return secret === null ? { alert: 'illegal_parameter', reason: 'bad-key-share' } : { group, secret };
}

/** A state amid the handshake. */
const midway = (name: string, on: State['on']): State => ({ name, changeCipherSpec: 'ignored', on });

const waitEncryptedExtensions = (client: Client13): State =>
  midway('WAIT_EE', {
    encrypted_extensions: reading(client.handshake, parseEncryptedExtensions, (content, { bytes }) => {
      const refusal = wrongEncryptedExtensions(client.start.hello, content);
      if (refusal !== null) return refused(refusal);
      client.handshake.transcript.add(bytes);
      const learned: Learned = {
        alpn: agreedProtocol(content),
        request: null,
        chain: [],
        retryConfigs: findExtension(content.extensions, 'encrypted_client_hello') ?? [],
      };
      if (client.resumed === null) return wait(waitCertificateOrRequest(client, learned));
      return wait(waitFinished(client, { ...learned, chain: client.resumed.peerChain }));
    }),
  });

const waitCertificateOrRequest = (client: Client13, learned: Learned): State =>
  midway('WAIT_CERT_CR', {
    certificate: takingCertificate(client, learned),
    certificate_request: reading(client.handshake, parseCertificateRequest13, (request, { bytes }) => {
      const refusal = wrongRequest(request);
      if (refusal !== null) return refused(refusal);
      client.handshake.transcript.add(bytes);
      return wait(midway('WAIT_CERT', { certificate: takingCertificate(client, { ...learned, request }) }));
    }),
  });

/** RFC 9846 section 4.4.2. */
function wrongRequest({
  certificate_request_context,
  extensions,
}: CertificateRequest13Content): Refusal | null {
  if (certificate_request_context.length > 0) return { alert: 'illegal_parameter', reason: 'not-as-offered' };
  return findExtension(extensions, 'signature_algorithms') === undefined
    ? { alert: 'missing_extension', reason: 'missing-extension' }
    : null;
}

const takingCertificate = (client: Client13, learned: Learned): Handler =>
  reading(client.handshake, parseCertificate13, (content, { bytes }) => {
    const presented = presentedChain(content, extensionCodes(client.start.hello.extensions));
    if (isRefusal(presented)) return refused(presented);
    client.handshake.transcript.add(bytes);
    return wait(waitCertificateVerify(client, learned, presented));
  });

const waitCertificateVerify = (client: Client13, learned: Learned, presented: Presented): State =>
  midway('WAIT_CV', {
    certificate_verify: reading(client.handshake, parseCertificateVerify, (content, { bytes }) => {
      const { hello, options } = client.start;
      const offered =
        findExtension(hello.extensions, 'signature_algorithms')?.supported_signature_algorithms ?? [];
      const possession = possession13(client, presented, content, offered, options.placeholders);
      if (typeof possession !== 'string') return refused(possession);
      client.handshake.transcript.add(bytes);
      const { chain } = presented;
      const accepted = (): Step => wait(waitFinished(client, { ...learned, chain }));
      return { kind: 'judge', chain, possession, accepted };
    }),
  });

const waitFinished = (client: Client13, learned: Learned): State =>
  midway('WAIT_FINISHED', {
    finished: reading(client.handshake, parseFinished, ({ verify_data }, { bytes }) => {
      if (!isFinished(client, client.secrets, verify_data)) return refuse('decrypt_error', 'bad-finished');
      client.handshake.transcript.add(bytes);
      return finish(client, learned);
    }),
  });

/** The client's last flight, and CONNECTED: as far as the client can tell, since its certificate may be refused yet. */
function finish(client: Client13, learned: Learned): Step {
  const { handshake, suite, main, start, group, resumed } = client;
  const { transcript, outbox } = handshake;
  const application = applicationTrafficSecrets(suite.hash, main, transcript.hash(suite.hash));
  const late = open13(client, 'application', application);
  if (late !== null) return refused(late);
  tellTrafficSecrets(client, 'application', application);
  tellSecret(client, 'EXPORTER_SECRET', application.exporter);
  if (learned.request !== null) answerRequest(client, learned.request);
  sendFinished(client, client.secrets);
  seal13(client, 'application', application);
  if (start.ech.state === 'rejected') return afterRejection(handshake, learned.retryConfigs);
  const { serverName } = start.options;
  outbox.emit({
    kind: 'established',
    version: '1.3',
    cipherSuite: suite.name,
    group,
    resumed: resumed !== null,
    alpn: learned.alpn,
    serverName,
  });
  const resumption = resumptionSecret(suite.hash, main, transcript.hash(suite.hash));
  const { alpn, chain } = learned;
  return wait(
    connected13(client, application, takingTickets(client, resumption, { serverName, alpn, chain })),
  );
}

/** With the client's certificate, or with none if there is none that fits. */
function answerRequest(client: Client13, { extensions }: CertificateRequest13Content): void {
  const { credential } = client.start.options;
  const accepted = findExtension(extensions, 'signature_algorithms')?.supported_signature_algorithms ?? [];
  const scheme = credential === null ? null : commonScheme13(credential, accepted);
  if (credential === null || scheme === null) sendNoCertificate(client);
  else sendCredential(client, credential, scheme);
}
