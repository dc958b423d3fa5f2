/** What a client of TLS 1.3 answers to a server that misbehaves: the alert, by RFC 9846, and the reason. */
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../../src/tls/client.ts';
import {
  cipherSuite,
  extensionType,
  namedGroup,
  protocolVersion,
  signatureScheme,
} from '../../../../src/tls/codePoints.ts';
import { concat } from '../../../../src/bytes/concat.ts';
import type { Message } from '../../../../src/tls/message.ts';
import { encodeCertificate13, parseCertificate13 } from '../../../../src/tls/messages/certificate.ts';
import { encodeCertificateRequest13 } from '../../../../src/tls/messages/certificateRequest.ts';
import {
  encodeCertificateVerify,
  parseCertificateVerify,
} from '../../../../src/tls/messages/certificateVerify.ts';
import { encodeEncryptedExtensions } from '../../../../src/tls/messages/encryptedExtensions.ts';
import { encodeFinished, parseFinished } from '../../../../src/tls/messages/finished.ts';
import { encodeKeyUpdate } from '../../../../src/tls/messages/keyUpdate.ts';
import {
  encodeHelloRetryRequest,
  encodeServerHello,
  parseServerHello,
  type HelloRetryRequestContent,
  type ServerHelloContent,
} from '../../../../src/tls/messages/serverHello.ts';
import type { ClientOptions } from '../../../../src/tls/options.ts';
import { alertsOf, clientOptions, converse, eventsOf, serverOptions } from './ends.ts';
import { handshake, plainRecord, sealedInner, sealedRecords, secretOf } from './tampering.ts';

/** The honest conversation that is tampered with: the same seeds make the same client say the same again. */
const honest = converse(clientOptions(), serverOptions());
const said = eventsOf(honest.events.server, 'sent').map(({ message }) => message);
const bytesOf = (type: Message['type']): Uint8Array =>
  said.find((message) => message.type === type)?.bytes ?? new Uint8Array();
const secret = secretOf(honest.events.server, 'SERVER_HANDSHAKE_TRAFFIC_SECRET');
const later = secretOf(honest.events.server, 'SERVER_TRAFFIC_SECRET_0');
const flight = (['encrypted_extensions', 'certificate', 'certificate_verify', 'finished'] as const).map(
  bytesOf,
);
const [extensions = new Uint8Array(), certificate = new Uint8Array(), verify = new Uint8Array()] = flight;
const hello = plainRecord('handshake', bytesOf('server_hello'));
const sealed = (...messages: Uint8Array[]): Uint8Array => sealedRecords(secret, messages.map(handshake));

function answerTo(bytes: Uint8Array, changes: Partial<ClientOptions> = {}): string[] {
  const client = createClient(clientOptions(changes));
  client.start();
  const events = [...client.receive(bytes).events, ...client.judge(null).events];
  expect(client.state).toBe('failed');
  return alertsOf(events);
}

const content = parseServerHello(bytesOf('server_hello')).content;
if (content?.retry !== false) throw new Error('a ServerHello');
const honestHello = content.hello;
const withHello = (changes: Partial<ServerHelloContent>): Uint8Array =>
  plainRecord('handshake', encodeServerHello({ ...honestHello, ...changes }).bytes);
const without = (type: string): ServerHelloContent['extensions'] =>
  (honestHello.extensions ?? []).filter((each) => each.type !== type);
const withShare = (group: 'x25519' | 'secp256r1', key_exchange: Uint8Array): Uint8Array =>
  withHello({
    extensions: [
      ...(without('key_share') ?? []),
      { type: 'key_share', data: { server_share: { group: namedGroup(group), key_exchange } } },
    ],
  });

const downgraded = new Uint8Array(32);
downgraded.set(new TextEncoder().encode('DOWNGRD\u0001'), 24);

describe('ServerHello', () => {
  const both: Partial<ClientOptions> = { versions: ['1.3', '1.2'] };
  const ecdhe = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' as const;
  const rows: { what: string; bytes: Uint8Array; alert: string; options?: Partial<ClientOptions> }[] = [
    {
      what: 'a cipher suite that was not offered (4.2.3)',
      bytes: withHello({ cipher_suite: cipherSuite('TLS_AES_128_CCM_SHA256') }),
      alert: 'us illegal_parameter not-as-offered',
    },
    {
      what: 'TLS 1.2, which was not offered (4.3.1)',
      bytes: withHello({ extensions: without('supported_versions') }),
      alert: 'us protocol_version no-common-version',
    },
    {
      what: 'TLS 1.2 with the sentinel of a server that speaks 1.3 (4.2.3)',
      bytes: withHello({ extensions: [], random: downgraded, cipher_suite: cipherSuite(ecdhe) }),
      alert: 'us illegal_parameter downgrade',
      options: { ...both, cipherSuites: ['TLS_AES_128_GCM_SHA256', ecdhe] },
    },
    {
      what: 'no key_share (9.2)',
      bytes: withHello({ extensions: without('key_share') }),
      alert: 'us missing_extension missing-extension',
    },
    {
      what: 'another session id than sent (4.2.3)',
      bytes: withHello({ legacy_session_id_echo: new Uint8Array(32) }),
      alert: 'us illegal_parameter not-as-offered',
    },
    {
      what: 'an extension that was not offered (4.3)',
      bytes: withHello({
        extensions: [...(honestHello.extensions ?? []), { type: 'extended_master_secret', data: null }],
      }),
      alert: 'us unsupported_extension extension-not-offered',
    },
    {
      what: 'a PSK though none was offered (4.3)',
      bytes: withHello({
        extensions: [...(honestHello.extensions ?? []), { type: 'pre_shared_key', data: 0 }],
      }),
      alert: 'us unsupported_extension extension-not-offered',
    },
    {
      what: 'a share of a group that we sent none for (4.3.8)',
      bytes: withShare('secp256r1', new Uint8Array(65).fill(4)),
      alert: 'us illegal_parameter not-as-offered',
    },
    {
      what: 'a share that gives an all-zero secret (7.4.2)',
      bytes: withShare('x25519', new Uint8Array(32)),
      alert: 'us illegal_parameter bad-key-share',
    },
    {
      what: 'another message in the same record: it spans the change of keys (5.1)',
      bytes: plainRecord('handshake', concat(bytesOf('server_hello'), extensions)),
      alert: 'us unexpected_message message-across-key-change',
    },
    {
      what: 'bytes behind the extensions (6.2)',
      bytes: plainRecord('handshake', lengthened(bytesOf('server_hello'))),
      alert: 'us decode_error trailing-bytes',
    },
    {
      what: 'a message that announces 16 MB',
      bytes: plainRecord('handshake', Uint8Array.of(2, 0xff, 0xff, 0xff)),
      alert: 'us illegal_parameter message-too-long',
    },
    {
      what: 'a Finished instead',
      bytes: plainRecord('handshake', bytesOf('finished')),
      alert: 'us unexpected_message unexpected-message',
    },
    {
      what: 'application data instead',
      bytes: plainRecord('application_data', Uint8Array.of(1)),
      alert: 'us unexpected_message unexpected-message',
    },
    {
      what: 'text instead',
      bytes: new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n'),
      alert: 'us unexpected_message unknown-record-type',
    },
  ];
  test.each(rows)('$what', ({ bytes, alert, options }) => {
    expect(answerTo(bytes, options)).toEqual([alert]);
  });
});

/** A handshake message with a zero more in it. */
function lengthened(message: Uint8Array): Uint8Array {
  const longer = concat(message, Uint8Array.of(0));
  longer[3] = (longer[3] ?? 0) + 1;
  return longer;
}

describe('HelloRetryRequest', () => {
  const request = (wanted: HelloRetryRequestContent['extensions']): Uint8Array =>
    plainRecord(
      'handshake',
      encodeHelloRetryRequest({
        ...honestHello,
        extensions: [{ type: 'supported_versions', data: protocolVersion('TLS 1.3') }, ...wanted],
      }).bytes,
    );
  const group = (name: 'x25519' | 'secp256r1' | 'x448'): HelloRetryRequestContent['extensions'] => [
    { type: 'key_share', data: namedGroup(name) },
  ];
  const rows = [
    {
      what: 'a group that a share was sent for (4.3.8)',
      bytes: request(group('x25519')),
      alert: 'us illegal_parameter not-as-offered',
    },
    {
      what: 'a group that was not offered (4.3.8)',
      bytes: request(group('x448')),
      alert: 'us illegal_parameter not-as-offered',
    },
    {
      what: 'nothing that would change the hello (4.2.4)',
      bytes: request([{ type: 'raw', code: extensionType('server_name'), data: new Uint8Array() }]),
      alert: 'us illegal_parameter not-as-offered',
    },
    {
      what: 'a second one (4.2.4)',
      bytes: concat(request(group('secp256r1')), request(group('secp256r1'))),
      alert: 'us unexpected_message second-retry',
    },
    {
      what: 'another cipher suite in the hello behind it (4.2.4)',
      bytes: concat(
        request(group('secp256r1')),
        withHello({ cipher_suite: cipherSuite('TLS_CHACHA20_POLY1305_SHA256') }),
      ),
      alert: 'us illegal_parameter not-as-offered',
    },
  ];
  test.each(rows)('$what', ({ bytes, alert }) => {
    expect(answerTo(bytes)).toEqual([alert]);
  });
});

describe('the sealed flight', () => {
  const changedBit = sealed(extensions).slice();
  changedBit[10] = (changedBit[10] ?? 0) ^ 1;
  const certificates = parseCertificate13(certificate).content;
  const verifyContent = parseCertificateVerify(verify).content;
  const finished = parseFinished(bytesOf('finished')).content;
  if (certificates === null || verifyContent === null || finished === null) throw new Error('a flight');
  const anExtension = (code: number, data: Uint8Array): Uint8Array =>
    encodeEncryptedExtensions({ extensions: [{ type: 'raw', code, data }] }).bytes;
  const protocols = (...names: string[]): Uint8Array =>
    encodeEncryptedExtensions({
      extensions: [
        {
          type: 'application_layer_protocol_negotiation',
          data: { protocol_name_list: names.map((name) => new TextEncoder().encode(name)) },
        },
      ],
    }).bytes;
  const request = (
    list: Parameters<typeof encodeCertificateRequest13>[0]['extensions'],
    context = new Uint8Array(),
  ) => encodeCertificateRequest13({ certificate_request_context: context, extensions: list }).bytes;
  const rows = [
    { what: 'one bit changed (5.2)', bytes: changedBit, alert: 'bad_record_mac bad-record-mac' },
    {
      what: 'a record of 2^14 + 257 bytes (5.2)',
      bytes: Uint8Array.of(0x17, 3, 3, 0x41, 0x01),
      alert: 'record_overflow record-overflow',
    },
    {
      what: 'content of 2^14 + 1 bytes (5.4)',
      bytes: sealedRecords(secret, [{ type: 'application_data', bytes: new Uint8Array(16385).fill(1) }]),
      alert: 'record_overflow record-overflow',
    },
    {
      what: 'nothing but padding (5.4)',
      bytes: sealedInner(secret, new Uint8Array(20)),
      alert: 'unexpected_message no-content-type',
    },
    {
      what: 'an empty handshake record (5.1)',
      bytes: sealedRecords(secret, [{ type: 'handshake', bytes: new Uint8Array() }]),
      alert: 'unexpected_message empty-handshake-record',
    },
    {
      what: 'an unknown type inside (5.2)',
      bytes: sealedInner(secret, Uint8Array.of(1, 99)),
      alert: 'unexpected_message unknown-record-type',
    },
    {
      what: 'a handshake message that is not sealed (5.2)',
      bytes: plainRecord('handshake', extensions),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'application data before Finished (2)',
      bytes: sealedRecords(secret, [{ type: 'application_data', bytes: Uint8Array.of(1) }]),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'a change_cipher_spec of 2 (5)',
      bytes: plainRecord('change_cipher_spec', Uint8Array.of(2)),
      alert: 'unexpected_message change-cipher-spec-not-one',
    },
    {
      what: 'a sealed change_cipher_spec (5)',
      bytes: sealedRecords(secret, [{ type: 'change_cipher_spec', bytes: Uint8Array.of(2) }]),
      alert: 'unexpected_message change-cipher-spec-not-one',
    },
    {
      what: 'an alert amid a message (5.1)',
      bytes: sealedRecords(secret, [
        { type: 'handshake', bytes: extensions.subarray(0, 5) },
        { type: 'alert', bytes: Uint8Array.of(1, 0) },
      ]),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'Certificate before EncryptedExtensions',
      bytes: sealed(certificate),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'key_share in EncryptedExtensions (4.3)',
      bytes: sealed(anExtension(extensionType('key_share'), new Uint8Array())),
      alert: 'illegal_parameter not-as-offered',
    },
    {
      what: 'early_data that was not offered (4.3)',
      bytes: sealed(anExtension(extensionType('early_data'), new Uint8Array())),
      alert: 'unsupported_extension extension-not-offered',
    },
    {
      what: 'two protocols (RFC 7301 3.1)',
      bytes: sealed(protocols('http/1.1', 'http/1.1')),
      alert: 'illegal_parameter not-as-offered',
    },
    {
      what: 'a protocol that was not offered',
      bytes: sealed(protocols('h2')),
      alert: 'illegal_parameter not-as-offered',
    },
    {
      what: 'no certificate (4.5.1.3)',
      bytes: sealed(extensions, encodeCertificate13({ ...certificates, certificate_list: [] }).bytes),
      alert: 'decode_error no-certificate',
    },
    {
      what: 'a certificate that is none',
      bytes: sealed(
        extensions,
        encodeCertificate13({
          ...certificates,
          certificate_list: [{ cert_data: Uint8Array.of(1), extensions: [] }],
        }).bytes,
      ),
      alert: 'bad_certificate bad-certificate',
    },
    {
      what: 'a context (4.5.1)',
      bytes: sealed(
        extensions,
        encodeCertificate13({ ...certificates, certificate_request_context: Uint8Array.of(1) }).bytes,
      ),
      alert: 'illegal_parameter not-as-offered',
    },
    {
      what: 'a request without signature_algorithms (4.4.2)',
      bytes: sealed(extensions, request([{ type: 'status_request', data: null }])),
      alert: 'missing_extension missing-extension',
    },
    {
      what: 'two requests',
      bytes: sealed(
        extensions,
        ...[0, 1].map(() =>
          request([
            {
              type: 'signature_algorithms',
              data: { supported_signature_algorithms: [signatureScheme('ed25519')] },
            },
          ]),
        ),
      ),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'a scheme that was not offered (4.5.2)',
      bytes: sealed(
        extensions,
        certificate,
        encodeCertificateVerify({ ...verifyContent, algorithm: signatureScheme('ed448') }).bytes,
      ),
      alert: 'illegal_parameter wrong-signature-scheme',
    },
    {
      what: "a scheme that is not the key's (4.5.2)",
      bytes: sealed(
        extensions,
        certificate,
        encodeCertificateVerify({ ...verifyContent, algorithm: signatureScheme('ed25519') }).bytes,
      ),
      alert: 'illegal_parameter wrong-signature-scheme',
    },
    {
      what: 'PKCS#1 v1.5, which is for certificates only (4.3.3)',
      bytes: sealed(
        extensions,
        certificate,
        encodeCertificateVerify({ ...verifyContent, algorithm: signatureScheme('rsa_pkcs1_sha256') }).bytes,
      ),
      alert: 'illegal_parameter wrong-signature-scheme',
    },
    {
      what: 'a signature that is none (4.5.2)',
      bytes: sealed(
        extensions,
        certificate,
        encodeCertificateVerify({ ...verifyContent, signature: new Uint8Array() }).bytes,
      ),
      alert: 'decrypt_error bad-signature',
    },
    {
      what: 'Finished without CertificateVerify',
      bytes: sealed(extensions, certificate, bytesOf('finished')),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'a wrong Finished (4.5.3)',
      bytes: sealed(
        extensions,
        certificate,
        verify,
        encodeFinished({ verify_data: finished.verify_data.map((octet) => octet ^ 1) }).bytes,
      ),
      alert: 'decrypt_error bad-finished',
    },
    {
      what: 'a Finished that is too short (4.5.3)',
      bytes: sealed(
        extensions,
        certificate,
        verify,
        encodeFinished({ verify_data: new Uint8Array(12) }).bytes,
      ),
      alert: 'decrypt_error bad-finished',
    },
  ];
  test.each(rows)('$what', ({ bytes, alert }) => {
    expect(answerTo(concat(hello, bytes))).toEqual([`us ${alert}`]);
  });
});

describe('after the handshake', () => {
  const opening = concat(hello, sealed(...flight));
  const rows = [
    {
      what: 'a change_cipher_spec (5)',
      bytes: plainRecord('change_cipher_spec', Uint8Array.of(1)),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'an unknown KeyUpdateRequest (4.7.3)',
      bytes: sealedRecords(later, [handshake(encodeKeyUpdate({ request_update: 2 }).bytes)]),
      alert: 'illegal_parameter unknown-key-update-request',
    },
    {
      what: 'a KeyUpdate that is not the last of its record (5.1)',
      bytes: sealedRecords(later, [
        handshake(concat(encodeKeyUpdate({ request_update: 0 }).bytes, Uint8Array.of(24))),
      ]),
      alert: 'unexpected_message message-across-key-change',
    },
    {
      what: 'a CertificateRequest without post_handshake_auth (4.7.2)',
      bytes: sealedRecords(later, [
        handshake(
          encodeCertificateRequest13({ certificate_request_context: Uint8Array.of(1), extensions: [] }).bytes,
        ),
      ]),
      alert: 'unexpected_message unexpected-message',
    },
    {
      what: 'an alert of three bytes',
      bytes: sealedRecords(later, [{ type: 'alert', bytes: Uint8Array.of(1, 0, 0) }]),
      alert: 'decode_error trailing-bytes',
    },
    {
      what: 'a plain alert once sealed ones came',
      bytes: concat(
        sealedRecords(later, [{ type: 'application_data', bytes: Uint8Array.of(1) }]),
        plainRecord('alert', Uint8Array.of(2, 40)),
      ),
      alert: 'unexpected_message unexpected-message',
    },
  ];
  test.each(rows)('$what', ({ bytes, alert }) => {
    const client = createClient(clientOptions());
    client.start();
    client.receive(opening);
    client.judge(null);
    expect(client.state).toBe('open');
    expect(alertsOf(client.receive(bytes).events)).toEqual([`us ${alert}`]);
    expect(client.state).toBe('failed');
  });

  const opened = () => {
    const client = createClient(clientOptions());
    client.start();
    client.receive(opening);
    client.judge(null);
    return client;
  };

  test.each([
    { what: 'user_canceled: not the end by itself', code: 90, state: 'open' },
    { what: 'unrecognized_name', code: 112, state: 'failed' },
    { what: 'one that is not registered', code: 200, state: 'failed' },
    { what: 'close_notify', code: 0, state: 'closed' },
  ])('an alert of level warning (6): $what', ({ code, state }) => {
    const client = opened();
    client.receive(sealedRecords(later, [{ type: 'alert', bytes: Uint8Array.of(1, code) }]));
    expect(client.state).toBe(state);
  });

  test('padding is taken off (5.4)', () => {
    const content = new TextEncoder().encode('hello');
    const inner = concat(content, Uint8Array.of(0x17), new Uint8Array(100));
    const { events } = opened().receive(sealedInner(later, inner));
    expect(eventsOf(events, 'data').map(({ data }) => data)).toEqual([content]);
  });
});
