/** What a server of TLS 1.3 says: ServerHello, EncryptedExtensions, CertificateRequest and its own certificate. */
import { namedGroup, protocolVersion, signatureScheme } from '../codePoints.ts';
import type { Credential } from '../credential.ts';
import { agree, keyPair } from '../crypto/agreement.ts';
import type { HashName } from '../crypto/hash.ts';
import { acceptConfirmation, confirmedRandom } from '../ech/confirmation.ts';
import {
  earlySecret,
  handshakeSecret,
  handshakeTrafficSecrets,
  mainSecret,
  type TrafficSecrets,
} from '../keySchedule13.ts';
import { encodeCertificateRequest13 } from '../messages/certificateRequest.ts';
import { encodeChangeCipherSpec } from '../messages/changeCipherSpec.ts';
import { encodeEncryptedExtensions } from '../messages/encryptedExtensions.ts';
import { encodeServerHello, type ServerHelloContent } from '../messages/serverHello.ts';
import type { Refusal } from '../refusal.ts';
import { sendCredential } from './authentication13.ts';
import { serverRandom } from './downgrade.ts';
import { confirmsInner } from './echServer.ts';
import type { Connection13 } from './keys13.ts';
import type { Negotiated } from './negotiation13.ts';
import type { ServerStart } from './serverStart.ts';
import { sendHandshake, type Handshake } from './state.ts';

/** What is known from the ServerHello on. `secrets`: of the handshake. */
export type Server13 = Connection13 & {
  start: ServerStart;
  agreed: Negotiated;
  secrets: TrafficSecrets;
  main: Uint8Array;
};

/** The ServerHello, which makes the keys. */
export function agree13(
  handshake: Handshake,
  start: ServerStart,
  agreed: Negotiated,
  peerShare: Uint8Array,
): Server13 | Refusal {
  const { suite, group, psk } = agreed;
  const { hello } = start.received;
  const pair = keyPair(group, handshake.random, `server key share ${group}`);
  const shared = agree(pair, peerShare);
  if (shared === null) return { alert: 'illegal_parameter', reason: 'bad-key-share' };
  const content: ServerHelloContent = {
    legacy_version: protocolVersion('TLS 1.2'),
    random: serverRandom(handshake.random, '1.3', start.choice.versions),
    legacy_session_id_echo: hello.legacy_session_id,
    cipher_suite: suite.code,
    legacy_compression_method: 0,
    extensions: [
      { type: 'supported_versions', data: protocolVersion('TLS 1.3') },
      {
        type: 'key_share',
        data: { server_share: { group: namedGroup(group), key_exchange: pair.publicKey } },
      },
      ...(psk === null ? [] : [{ type: 'pre_shared_key' as const, data: psk.index }]),
    ],
  };
  sendHandshake(handshake, encodeServerHello(confirmed(handshake, start, suite.hash, content)));
  if (hello.legacy_session_id.length > 0 && !agreed.retried) handshake.outbox.send(encodeChangeCipherSpec());
  const key = handshakeSecret(suite.hash, earlySecret(suite.hash, psk?.session.secret ?? null), shared);
  const secrets = handshakeTrafficSecrets(suite.hash, key, handshake.transcript.hash(suite.hash));
  const main = mainSecret(suite.hash, key);
  return { handshake, side: 'server', suite, clientRandom: hello.random, start, agreed, secrets, main };
}

/** The end of its random says that an inner hello was taken (RFC 9849 section 7.2). */
function confirmed(
  { transcript }: Handshake,
  { options, received }: ServerStart,
  hash: HashName,
  content: ServerHelloContent,
): ServerHelloContent {
  const { hello } = received;
  if (!confirmsInner(options, hello)) return content;
  const { bytes } = encodeServerHello(content);
  const confirmation = acceptConfirmation(hash, hello.random, transcript.bytes(), bytes);
  return { ...content, random: confirmedRandom(content.random, confirmation) };
}

/** EncryptedExtensions (RFC 9846 section 4.4.1). */
export function sendExtensions({ handshake, start, agreed }: Server13): void {
  const { choice, received } = start;
  const named = choice.acknowledgeName && received.serverName !== null && agreed.psk === null;
  const protocol = agreed.alpn === null ? null : new TextEncoder().encode(agreed.alpn);
  sendHandshake(
    handshake,
    encodeEncryptedExtensions({
      extensions: [
        ...(named ? [{ type: 'server_name' as const, data: null }] : []),
        ...(protocol === null
          ? []
          : [
              {
                type: 'application_layer_protocol_negotiation' as const,
                data: { protocol_name_list: [protocol] },
              },
            ]),
        ...retryConfigs(start),
      ],
    }),
  );
}

/** For a client whose sealed hello does not open (RFC 9849 section 7.1). */
const retryConfigs = ({ options, received }: ServerStart) =>
  options.ech === null || received.ech.state !== 'rejected' || options.ech.retryConfigs.length === 0
    ? []
    : [{ type: 'encrypted_client_hello' as const, data: [...options.ech.retryConfigs] }];

/** CertificateRequest where one is wanted, Certificate and CertificateVerify. */
export function sendAuthentication(
  server: Server13,
  scheme: Negotiated['scheme'],
  credential: Credential,
): void {
  const { handshake, start } = server;
  const { clientAuth, signatureSchemes, certificateAuthorities } = start.choice;
  if (clientAuth !== 'none')
    sendHandshake(
      handshake,
      encodeCertificateRequest13({
        certificate_request_context: new Uint8Array(),
        extensions: [
          {
            type: 'signature_algorithms',
            data: { supported_signature_algorithms: signatureSchemes.map(signatureScheme) },
          },
          ...(certificateAuthorities.length === 0
            ? []
            : [
                {
                  type: 'certificate_authorities' as const,
                  data: { authorities: [...certificateAuthorities] },
                },
              ]),
        ],
      }),
    );
  if (scheme !== null) sendCredential(server, credential, scheme);
}
