/** A server where the handshake is modelled up to the certificate only: old versions, SRP, OpenPGP certificates. */
import { isOldSuite, suiteParts } from '../cipherSuiteParts.ts';
import type { SuiteParts } from '../cipherSuiteParts.ts';
import { certificateType, cipherSuite, protocolVersion } from '../codePoints.ts';
import type { CipherSuiteName, ProtocolVersionName } from '../codePoints.ts';
import type { NotModelled, OldVersion } from '../endpoint.ts';
import { findExtension } from '../findExtension.ts';
import { encodeCertificate12 } from '../messages/certificate.ts';
import type { ClientHelloContent } from '../messages/clientHello.ts';
import { encodeServerHello } from '../messages/serverHello.ts';
import { encodeServerHelloDone } from '../messages/serverHelloDone.ts';
import type { ServerChoice } from '../options.ts';
import type { Refusal } from '../refusal.ts';
import { chooseProtocol, keyKind } from './choice12.ts';
import { serverRandom } from './downgrade.ts';
import { serverHello12 } from './serverHello12.ts';
import type { ServerStart } from './serverStart.ts';
import { refuse, sendHandshake } from './state.ts';
import type { Handshake, Step } from './state.ts';

export const oldVersionNames: Readonly<Record<OldVersion, ProtocolVersionName>> = {
  ssl3: 'SSL 3.0',
  '1.0': 'TLS 1.0',
  '1.1': 'TLS 1.1',
};

/** ServerHello and the plain Certificate of a server that still speaks the version. */
export function answerInOldVersion(handshake: Handshake, start: ServerStart, version: OldVersion): Step {
  const { choice, received } = start;
  handshake.outbox.recordVersion = protocolVersion(oldVersionNames[version]);
  const kind = keyKind(choice.credential);
  const suite = firstCommon(received.hello, choice).find(
    (name) => isOldSuite(name) && suiteParts(name)?.authentication === kind,
  );
  if (suite === undefined) return refuse('handshake_failure', 'no-common-cipher-suite');
  return answer(handshake, start, { version, suite, what: version });
}

/** The server's suites that the client offers, in the server's order. */
const firstCommon = (hello: ClientHelloContent, { cipherSuites }: ServerChoice): CipherSuiteName[] =>
  cipherSuites.filter((name) => hello.cipher_suites.includes(cipherSuite(name)));

/** TLS 1.2 where the first common suite is one of SRP (RFC 5054); null: it is not. */
export function answerBySrp(handshake: Handshake, start: ServerStart): Step | null {
  const { hello } = start.received;
  const [suite] = firstCommon(hello, start.choice).filter((name) => suiteParts(name) !== null);
  if (suite === undefined || suiteParts(suite)?.keyExchange !== 'srp') return null;
  // RFC 5054 section 2.5.1.2
  if (findExtension(hello.extensions, 'srp') === undefined)
    return refuse('unknown_psk_identity', 'no-user-name');
  return answer(handshake, start, { version: '1.2', suite, what: 'srp' });
}

/** Whether the kind of certificate suits the client, which accepts X.509 where it does not say (RFC 6091 section 3.1). */
export function certificateTypeProblem(hello: ClientHelloContent, choice: ServerChoice): Refusal | null {
  const accepted = findExtension(hello.extensions, 'cert_type')?.certificate_types ?? [
    certificateType('X509'),
  ];
  return accepted.includes(certificateType(choice.certificateType))
    ? null
    : { alert: 'unsupported_certificate', reason: 'no-common-certificate-type' };
}

type Unmodelled = { version: OldVersion | '1.2'; suite: CipherSuiteName; what: NotModelled };

/** What a server says before the first message that is not modelled: an OpenPGP Certificate is one already. */
export function answer(handshake: Handshake, start: ServerStart, { version, suite, what }: Unmodelled): Step {
  const { received, choice } = start;
  const alpn = chooseProtocol(received, choice);
  if (alpn !== null && typeof alpn !== 'string') return { kind: 'refuse', ...alpn };
  const hello = serverHello12(received.hello, {
    version: version === '1.2' ? 'TLS 1.2' : oldVersionNames[version],
    random: serverRandom(handshake.random, version, choice.versions),
    sessionId: new Uint8Array(),
    cipherSuite: suite,
    alpn,
    acknowledgesName: choice.acknowledgeName,
    ticket: false,
    certificateType: choice.certificateType,
  });
  sendHandshake(handshake, encodeServerHello(version === 'ssl3' ? { ...hello, extensions: null } : hello));
  if (what !== 'openpgp') sendCertificate(handshake, choice, suiteParts(suite));
  return { kind: 'stop', what };
}

/** RSA key exchange needs nothing more from the server; the others sign parameters in ways that are not modelled. */
function sendCertificate(handshake: Handshake, { credential }: ServerChoice, suite: SuiteParts | null): void {
  if (suite === null || suite.authentication === null) return;
  sendHandshake(handshake, encodeCertificate12({ certificate_list: [...credential.chain] }));
  if (suite.keyExchange === 'rsa') sendHandshake(handshake, encodeServerHelloDone());
}
