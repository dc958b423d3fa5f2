/** What a server of TLS 1.3 answers to a client that misbehaves: the alert, by RFC 9846, and the reason. */
import { describe, expect, test } from 'vitest';
import { cipherSuite, namedGroup, protocolVersion, signatureScheme } from '../../../../src/tls/codePoints.ts';
import { concat } from '../../../../src/bytes/concat.ts';
import { parseCertificate13, encodeCertificate13 } from '../../../../src/tls/messages/certificate.ts';
import {
  encodeCertificateVerify,
  parseCertificateVerify,
} from '../../../../src/tls/messages/certificateVerify.ts';
import {
  encodeClientHello,
  parseClientHello,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../../../../src/tls/messages/clientHello.ts';
import { encodeFinished } from '../../../../src/tls/messages/finished.ts';
import type { ServerChoice } from '../../../../src/tls/options.ts';
import { createServer } from '../../../../src/tls/server.ts';
import { alertsOf, clientOptions, converse, credentials, eventsOf, serverOptions } from './ends.ts';
import { handshake, plainRecord, sealedRecords, secretOf } from './tampering.ts';

const honest = converse(
  clientOptions({ credential: credentials.ecdsa }),
  serverOptions({ clientAuth: 'required' }),
);
const said = eventsOf(honest.events.client, 'sent').map(({ message }) => message);
const bytesOf = (type: string): Uint8Array =>
  said.find((message) => message.type === type)?.bytes ?? new Uint8Array();
const secret = secretOf(honest.events.client, 'CLIENT_HANDSHAKE_TRAFFIC_SECRET');
const hello = parseClientHello(bytesOf('client_hello')).content;
if (hello === null) throw new Error('a hello');

function answerTo(bytes: Uint8Array, choice: Partial<ServerChoice> = {}): string[] {
  const server = createServer(serverOptions(choice));
  server.start();
  const events = [...server.receive(bytes).events, ...server.judge(null).events];
  expect(server.state).toBe('failed');
  return alertsOf(events);
}

const extensions = hello.extensions ?? [];
const helloWith = (changes: Partial<ClientHelloContent>): Uint8Array =>
  plainRecord('handshake', encodeClientHello({ ...hello, ...changes }).bytes);
const without = (type: string): ClientHelloExtension[] => extensions.filter((each) => each.type !== type);
const adding = (...more: ClientHelloExtension[]): Uint8Array =>
  helloWith({ extensions: [...extensions, ...more] });
const replacing = (extension: ClientHelloExtension): Uint8Array =>
  helloWith({ extensions: [...without(extension.type), extension] });
const share = (group: 'x25519' | 'secp384r1', key_exchange: Uint8Array): ClientHelloExtension => ({
  type: 'key_share',
  data: { client_shares: [{ group: namedGroup(group), key_exchange }] },
});
const psk = (binders: Uint8Array[]): ClientHelloExtension => ({
  type: 'pre_shared_key',
  data: { identities: [{ identity: Uint8Array.of(1), obfuscated_ticket_age: 0 }], binders },
});

describe('ClientHello', () => {
  const rows: { what: string; bytes: Uint8Array; alert: string; choice?: Partial<ServerChoice> }[] = [
    {
      what: 'a Finished first',
      bytes: plainRecord('handshake', bytesOf('finished')),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'a change_cipher_spec first (5)',
      bytes: plainRecord('change_cipher_spec', Uint8Array.of(1)),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'plain HTTP',
      bytes: new TextEncoder().encode('GET / HTTP/1.1\r\n'),
      alert: 'unexpected_message unknown-record-type',
    },
    {
      what: 'a record that is too long (5.1)',
      bytes: Uint8Array.of(0x16, 3, 1, 0x40, 1),
      alert: 'record_overflow record-overflow',
    },
    {
      what: 'compression (4.2.2)',
      bytes: helloWith({ legacy_compression_methods: [0, 1] }),
      alert: 'illegal_parameter compression-in-tls13',
    },
    {
      what: 'TLS 1.1 at most (4.3.1)',
      bytes: replacing({ type: 'supported_versions', data: { versions: [protocolVersion('TLS 1.1')] } }),
      alert: 'protocol_version no-common-version',
    },
    {
      what: 'a needless fallback (RFC 7507)',
      bytes: helloWith({
        cipher_suites: [...hello.cipher_suites, cipherSuite('TLS_FALLBACK_SCSV')],
        extensions: without('supported_versions'),
      }),
      alert: 'inappropriate_fallback downgrade',
      choice: { versions: ['1.2', '1.3'] },
    },
    {
      what: 'no supported_groups (9.2)',
      bytes: helloWith({ extensions: without('supported_groups') }),
      alert: 'missing_extension missing-extension',
    },
    {
      what: 'no key_share (9.2)',
      bytes: helloWith({ extensions: without('key_share') }),
      alert: 'missing_extension missing-extension',
    },
    {
      what: 'no signature_algorithms (9.2)',
      bytes: helloWith({ extensions: without('signature_algorithms') }),
      alert: 'missing_extension missing-extension',
    },
    {
      what: 'a PSK without modes (4.3.9)',
      bytes: helloWith({ extensions: [...without('psk_key_exchange_modes'), psk([new Uint8Array(32)])] }),
      alert: 'missing_extension missing-extension',
    },
    {
      what: 'more binders than identities (4.3.11)',
      bytes: adding(psk([new Uint8Array(32), new Uint8Array(32)])),
      alert: 'illegal_parameter not-as-offered',
    },
    {
      what: 'a PSK that is not last (4.3.11)',
      bytes: adding(psk([new Uint8Array(32)]), { type: 'padding', data: new Uint8Array(3) }),
      alert: 'illegal_parameter pre-shared-key-not-last',
    },
    {
      what: 'an extension twice (4.3)',
      bytes: adding(
        { type: 'padding', data: new Uint8Array(3) },
        { type: 'padding', data: new Uint8Array(3) },
      ),
      alert: 'illegal_parameter duplicate-extension',
    },
    {
      what: 'a share of a group it does not list (4.3.8)',
      bytes: replacing(share('secp384r1', new Uint8Array(97))),
      alert: 'illegal_parameter not-as-offered',
    },
    {
      what: 'a share that gives an all-zero secret (7.4.2)',
      bytes: replacing(share('x25519', new Uint8Array(32))),
      alert: 'illegal_parameter bad-key-share',
    },
    {
      what: 'a share of 31 bytes (7.4.2)',
      bytes: replacing(share('x25519', new Uint8Array(31))),
      alert: 'illegal_parameter bad-key-share',
    },
    {
      what: 'something behind it in the record (5.1)',
      bytes: plainRecord('handshake', concat(bytesOf('client_hello'), Uint8Array.of(20))),
      alert: 'unexpected_message message-across-key-change',
    },
    {
      what: 'no certificate to serve',
      bytes: adding(),
      alert: 'handshake_failure no-common-signature-scheme',
      choice: { credential: { ...credentials.ecdsa, chain: [] } },
    },
  ];
  test.each(rows)('$what', ({ bytes, alert, choice }) => {
    expect(answerTo(bytes, choice)).toEqual([`us ${alert}`]);
  });

  test.each(['unrecognized_name', 'handshake_failure', 'access_denied'] as const)(
    'the owner says %s',
    (alert) => {
      const server = createServer({ ...serverOptions(), choose: () => ({ alert }) });
      server.start();
      expect(alertsOf(server.receive(adding()).events)).toEqual([`us ${alert} refused-by-caller`]);
    },
  );

  const wanting = { groups: ['secp256r1' as const] };
  const p256 = { group: namedGroup('secp256r1'), key_exchange: new Uint8Array(65).fill(4) };
  const second = (changes: Partial<ClientHelloContent>): Uint8Array =>
    concat(
      adding(),
      helloWith({
        extensions: [...without('key_share'), { type: 'key_share', data: { client_shares: [p256] } }],
        ...changes,
      }),
    );
  const retries = [
    {
      what: 'with another random',
      bytes: second({ random: new Uint8Array(32) }),
      alert: 'illegal_parameter hello-changed',
    },
    {
      what: 'with other cipher suites',
      bytes: second({ cipher_suites: hello.cipher_suites.slice(1) }),
      alert: 'illegal_parameter hello-changed',
    },
    {
      what: 'without server_name',
      bytes: second({ extensions: without('server_name') }),
      alert: 'illegal_parameter hello-changed',
    },
    {
      what: 'with the same share again',
      bytes: concat(adding(), adding()),
      alert: 'illegal_parameter hello-changed',
    },
    { what: 'with a share off the curve', bytes: second({}), alert: 'illegal_parameter bad-key-share' },
  ];
  test.each(retries)('a second one $what (4.2.2)', ({ bytes, alert }) => {
    expect(answerTo(bytes, wanting)).toEqual([`us ${alert}`]);
  });
});

describe("the client's last flight", () => {
  const sealed = (...messages: Uint8Array[]): Uint8Array => sealedRecords(secret, messages.map(handshake));
  const [certificate, verify] = [bytesOf('certificate'), bytesOf('certificate_verify')];
  const certificates = parseCertificate13(certificate).content;
  const verifyContent = parseCertificateVerify(verify).content;
  if (certificates === null || verifyContent === null) throw new Error('a flight');
  const rows = [
    {
      what: 'Finished without the certificate that was asked for',
      bytes: sealed(bytesOf('finished')),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'application data before Finished',
      bytes: sealedRecords(secret, [{ type: 'application_data', bytes: Uint8Array.of(1) }]),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'a second ClientHello',
      bytes: sealed(bytesOf('client_hello')),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'an extension with the certificate that was not asked for',
      bytes: sealed(
        encodeCertificate13({
          ...certificates,
          certificate_list: certificates.certificate_list.map((entry) => ({
            ...entry,
            extensions: [{ type: 'raw' as const, code: 18, data: new Uint8Array() }],
          })),
        }).bytes,
      ),
      alert: 'unsupported_extension extension-not-offered',
    },
    {
      what: 'a certificate that is none',
      bytes: sealed(
        encodeCertificate13({
          ...certificates,
          certificate_list: [{ cert_data: Uint8Array.of(0x30, 0), extensions: [] }],
        }).bytes,
      ),
      alert: 'bad_certificate bad-certificate',
    },
    {
      what: 'a scheme that was not asked for',
      bytes: sealed(
        certificate,
        encodeCertificateVerify({ ...verifyContent, algorithm: signatureScheme('ecdsa_secp384r1_sha384') })
          .bytes,
      ),
      alert: 'illegal_parameter wrong-signature-scheme',
    },
    {
      what: 'a signature of another handshake',
      bytes: sealed(
        certificate,
        encodeCertificateVerify({
          ...verifyContent,
          signature: verifyContent.signature.map((octet, index) => (index === 40 ? octet ^ 1 : octet)),
        }).bytes,
      ),
      alert: 'decrypt_error bad-signature',
    },
    {
      what: 'a wrong Finished',
      bytes: sealed(certificate, verify, encodeFinished({ verify_data: new Uint8Array(32) }).bytes),
      alert: 'decrypt_error bad-finished',
    },
    {
      what: 'records under other keys',
      bytes: sealedRecords(new Uint8Array(32), [handshake(certificate)]),
      alert: 'bad_record_mac bad-record-mac',
    },
  ];
  test.each(rows)('$what', ({ bytes, alert }) => {
    expect(answerTo(concat(adding(), bytes), { clientAuth: 'required' })).toEqual([`us ${alert}`]);
  });

  test('a plain alert is taken from a client that has no keys yet', () => {
    expect(answerTo(concat(adding(), plainRecord('alert', Uint8Array.of(2, 47))))).toEqual([
      'peer illegal_parameter',
    ]);
  });
});
