import { describe, expect, test } from 'vitest';
import {
  certificateStatusType,
  cipherSuite,
  namedGroup,
  signatureScheme,
} from '../../../../src/tls/codePoints.ts';
import { placeholderSigner } from '../../../../src/tls/crypto/signer.ts';
import type { Message } from '../../../../src/tls/message.ts';
import { encodeCertificateStatus } from '../../../../src/tls/messages/certificateStatus.ts';
import { encodeChangeCipherSpec } from '../../../../src/tls/messages/changeCipherSpec.ts';
import { encodeHelloRequest } from '../../../../src/tls/messages/helloRequest.ts';
import { encodeServerHelloDone } from '../../../../src/tls/messages/serverHelloDone.ts';
import type { ClientOptions } from '../../../../src/tls/options.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { alertsOf, credentials, eventsOf } from './ends.ts';
import { certificate, clientOn, hello, keyExchange } from './script12.ts';

const http = new TextEncoder().encode('http/1.1');
const h2 = new TextEncoder().encode('h2');
const alpn = (...names: Uint8Array[]): Message =>
  hello({
    extensions: [{ type: 'application_layer_protocol_negotiation', data: { protocol_name_list: names } }],
  });

/** `source`: where a standard says so; the name of a program where only it does. */
const refusals: {
  why: string;
  source: string;
  flight: Message[];
  options?: Partial<ClientOptions>;
  alert: string;
}[] = [
  {
    why: 'a cipher suite that was not offered',
    source: 'RFC 5246 section 7.4.1.3, RFC 9846 section 4.2.3',
    flight: [hello({ cipher_suite: cipherSuite('TLS_RSA_WITH_AES_128_CBC_SHA') })],
    alert: 'illegal_parameter not-as-offered',
  },
  {
    why: 'compression',
    source: 'RFC 5246 section 7.4.1.3',
    flight: [hello({ legacy_compression_method: 1 })],
    alert: 'illegal_parameter not-as-offered',
  },
  {
    why: 'an extension that was not offered',
    source: 'RFC 5246 section 7.4.1.4',
    flight: [hello({ extensions: [{ type: 'encrypt_then_mac', data: null }] })],
    alert: 'unsupported_extension extension-not-offered',
  },
  {
    why: 'renegotiation_info that is not empty',
    source: 'RFC 5746 section 3.4',
    flight: [
      hello({
        extensions: [{ type: 'renegotiation_info', data: { renegotiated_connection: Uint8Array.of(1) } }],
      }),
    ],
    alert: 'handshake_failure renegotiation',
  },
  {
    why: 'only compressed points',
    source: 'RFC 8422 section 5.2',
    flight: [hello({ extensions: [{ type: 'ec_point_formats', data: { ec_point_format_list: [1] } }] })],
    alert: 'illegal_parameter no-uncompressed-points',
  },
  {
    why: 'two protocols',
    source: 'RFC 7301 section 3.1',
    flight: [alpn(http, h2)],
    alert: 'illegal_parameter not-as-offered',
  },
  {
    why: 'a protocol that was not offered',
    source: 'RFC 7301 section 3.1',
    flight: [alpn(h2)],
    alert: 'illegal_parameter not-as-offered',
  },
  {
    why: 'a Certificate without any',
    source: 'RFC 5246 section 7.4.2: a server always sends one',
    flight: [hello(), certificate([])],
    alert: 'decode_error no-certificate',
  },
  {
    why: 'a certificate that is none',
    source: 'RFC 5246 section 7.2.2',
    flight: [hello(), certificate([Uint8Array.of(0x30, 0x00)])],
    alert: 'bad_certificate bad-certificate',
  },
  {
    why: 'an RSA certificate for an ECDSA suite',
    source: 'RFC 5246 section 7.4.2; OpenSSL: wrong certificate type',
    flight: [hello(), certificate(credentials.rsa.chain)],
    alert: 'illegal_parameter not-as-offered',
  },
  {
    why: 'a group that was not offered',
    source: 'RFC 8422 section 5.4',
    flight: [hello(), certificate(), keyExchange({ group: namedGroup('secp384r1') })],
    alert: 'illegal_parameter not-as-offered',
  },
  {
    why: 'a signature scheme that was not offered',
    source: 'RFC 5246 section 7.4.3, RFC 9155 section 4 for SHA-1',
    flight: [hello(), certificate(), keyExchange({ scheme: signatureScheme('ecdsa_sha1') })],
    alert: 'illegal_parameter wrong-signature-scheme',
  },
  {
    why: 'a scheme of another kind of key',
    source: 'RFC 5246 section 7.4.3',
    flight: [hello(), certificate(), keyExchange({ scheme: signatureScheme('rsa_pkcs1_sha256') })],
    alert: 'illegal_parameter wrong-signature-scheme',
  },
  {
    why: 'a signature that is none',
    source: 'RFC 5246 section 7.2.2: decrypt_error',
    flight: [hello(), certificate(), keyExchange()],
    alert: 'decrypt_error bad-signature',
  },
  {
    why: 'a key exchange before the certificate',
    source: 'RFC 5246 figure 1',
    flight: [hello(), keyExchange()],
    alert: 'unexpected_message unexpected-message',
  },
  {
    why: 'nothing but the hello',
    source: 'RFC 5246 figure 1',
    flight: [hello(), encodeServerHelloDone()],
    alert: 'unexpected_message unexpected-message',
  },
  {
    why: 'ChangeCipherSpec before there are keys (CVE-2014-0224)',
    source: 'RFC 5246 figure 1',
    flight: [hello(), encodeChangeCipherSpec()],
    alert: 'unexpected_message unexpected-message',
  },
  {
    why: 'a session id repeated that named no session',
    source: 'RFC 9846 section 4.2.3',
    flight: [],
    options: { versions: ['1.2', '1.3'] },
    alert: 'illegal_parameter not-as-offered',
  },
];

describe('a client of TLS 1.2 refuses', () => {
  test.each(refusals)('$why ($source)', ({ flight, options, alert }) => {
    const repeated = flight.length > 0 ? flight : [hello({ legacy_session_id_echo: sessionId(options) })];
    expect(alertsOf(clientOn(repeated, options))).toEqual([`us ${alert}`]);
  });

  /** The client's seed gives the same hello each time. */
  function sessionId(options: Partial<ClientOptions> = {}): Uint8Array {
    const [sent] = eventsOf(clientOn([], options), 'sent');
    const bytes = sent?.message.bytes ?? new Uint8Array();
    expect(bytes[38]).toBe(32);
    return bytes.slice(39, 71);
  }

  test('the chain before the signature, as its owner says', () => {
    const events = clientOn([hello(), certificate(), keyExchange()], {}, 'unknown_ca');
    expect(eventsOf(events, 'certificate-received')).toMatchObject([{ possession: 'failed' }]);
    expect(alertsOf(events)).toEqual(['us unknown_ca refused-by-caller']);
  });
});

/** Where nothing is signed the handshake comes as far as the keys. */
test('a public key that is no point is refused when it is used (RFC 8422 section 5.11)', () => {
  const [own = new Uint8Array()] = credentials.ecdsa.chain;
  const signer = placeholderSigner(own);
  const signature = signer?.sign('ecdsa_secp256r1_sha256', own, seededBytes('none'));
  const flight = [
    hello(),
    certificate(),
    keyExchange({ publicKey: new Uint8Array(32), ...(signature && { signature }) }),
    encodeServerHelloDone(),
  ];
  const events = clientOn(flight, { placeholders: 'accepted' });
  expect(eventsOf(events, 'certificate-received')).toMatchObject([{ possession: 'placeholder' }]);
  expect(alertsOf(events)).toEqual(['us illegal_parameter bad-key-share']);
});

/** RFC 6066 section 8: announced by status_request in the ServerHello, and even then it may be left out. */
describe('CertificateStatus', () => {
  const asking: Partial<ClientOptions> = {
    shapeHello: (sent) => ({
      ...sent,
      extensions: [
        ...(sent.extensions ?? []),
        {
          type: 'status_request',
          data: {
            status_type: certificateStatusType('ocsp'),
            OCSPStatusRequest: { responder_id_list: [], request_extensions: new Uint8Array() },
          },
        },
      ],
    }),
  };
  const announced = hello({ extensions: [{ type: 'status_request', data: null }] });
  const status = encodeCertificateStatus({ status_type: 1, response: Uint8Array.of(0x30, 0x00) });

  test.each([
    { why: 'comes', flight: [announced, certificate(), status, keyExchange()] },
    { why: 'is left out', flight: [announced, certificate(), keyExchange()] },
  ])('may be announced, and $why', ({ flight }) => {
    expect(alertsOf(clientOn(flight, asking))).toEqual(['us decrypt_error bad-signature']);
  });

  test('is unexpected where it was not announced', () => {
    expect(alertsOf(clientOn([hello(), certificate(), status, keyExchange()], asking))).toEqual([
      'us unexpected_message unexpected-message',
    ]);
  });
});

/** RFC 5246 section 7.4.1.1. */
test('HelloRequest amid a handshake is ignored', () => {
  const flight = [
    encodeHelloRequest(),
    hello(),
    encodeHelloRequest(),
    certificate(),
    encodeHelloRequest(),
    keyExchange(),
  ];
  const events = clientOn(flight, {}, 'unknown_ca');
  expect(eventsOf(events, 'received').map(({ message }) => message.type)).toEqual([
    'hello_request',
    'server_hello',
    'hello_request',
    'certificate',
    'hello_request',
    'server_key_exchange',
  ]);
  expect(alertsOf(events)).toEqual(['us unknown_ca refused-by-caller']);
});
