import { describe, expect, test } from 'vitest';
import { cipherSuite, protocolVersion } from '../../../../src/tls/codePoints.ts';
import { cipherSuite12 } from '../../../../src/tls/cipherSuites12.ts';
import { encodeChangeCipherSpec } from '../../../../src/tls/messages/changeCipherSpec.ts';
import {
  encodeClientHello,
  type ClientHelloContent,
  type ClientHelloExtension,
} from '../../../../src/tls/messages/clientHello.ts';
import { encodeClientKeyExchangeEcdhe } from '../../../../src/tls/messages/clientKeyExchange.ts';
import { encodeFinished } from '../../../../src/tls/messages/finished.ts';
import { encodeHelloRequest } from '../../../../src/tls/messages/helloRequest.ts';
import type { Message } from '../../../../src/tls/message.ts';
import type { ClientOptions, ServerChoice } from '../../../../src/tls/options.ts';
import type { Sealer } from '../../../../src/tls/protection.ts';
import { connectionKeys, sealer12 } from '../../../../src/tls/protection12.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { createServer } from '../../../../src/tls/server.ts';
import { createClient } from '../../../../src/tls/client.ts';
import { concat } from '../../../../src/bytes/concat.ts';
import { alertsOf, converse, eventsOf, type Conversation, type Side } from './ends.ts';
import { client12, server12, suites12 } from './ends12.ts';
import { recordsOf } from './script12.ts';

const shaped = (
  change: (hello: ClientHelloContent) => Partial<ClientHelloContent>,
): Partial<ClientOptions> => ({
  shapeHello: (hello) => ({ ...hello, ...change(hello) }),
});
const extended = (extension: ClientHelloExtension): Partial<ClientOptions> =>
  shaped(({ extensions }) => ({
    extensions: [...(extensions ?? []).filter(({ type }) => type !== extension.type), extension],
  }));

const refusals: {
  why: string;
  source: string;
  client: Partial<ClientOptions>;
  choice?: Partial<ServerChoice>;
  alert: string;
}[] = [
  {
    why: 'no cipher suite in common',
    source: 'RFC 5246 section 7.4.1.3',
    client: {},
    choice: { cipherSuites: ['TLS_RSA_WITH_AES_128_CBC_SHA'] },
    alert: 'handshake_failure no-common-cipher-suite',
  },
  {
    why: 'no cipher suite for the certificate’s key',
    source: 'RFC 5246 section 7.4.1.3',
    client: { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
    alert: 'handshake_failure no-common-cipher-suite',
  },
  {
    why: 'an ECDSA certificate on a curve that the client does not list',
    source: 'RFC 8422 section 5.1',
    client: { groups: ['x25519'] },
    alert: 'handshake_failure no-common-cipher-suite',
  },
  {
    why: 'no group in common',
    source: 'RFC 8422 section 5.1',
    client: { groups: ['secp256r1'] },
    choice: { groups: ['x25519'] },
    alert: 'handshake_failure no-common-group',
  },
  {
    why: 'no signature scheme in common',
    source: 'RFC 5246 section 7.4.1.4.1',
    client: { signatureSchemes: ['rsa_pss_rsae_sha256'] },
    alert: 'handshake_failure no-common-signature-scheme',
  },
  {
    why: 'no protocol in common, where the server insists',
    source: 'RFC 7301 section 3.2',
    client: { alpn: ['h2'] },
    choice: { alpnMismatch: 'refuse' },
    alert: 'no_application_protocol no-common-application-protocol',
  },
  {
    why: 'no null among the compression methods',
    source: 'RFC 5246 section 7.4.1.2',
    client: shaped(() => ({ legacy_compression_methods: [1] })),
    alert: 'illegal_parameter no-null-compression',
  },
  {
    why: 'renegotiation_info that is not empty',
    source: 'RFC 5746 section 3.6',
    client: extended({ type: 'renegotiation_info', data: { renegotiated_connection: Uint8Array.of(1) } }),
    alert: 'handshake_failure renegotiation',
  },
  {
    why: 'only compressed points',
    source: 'RFC 8422 section 5.1.2',
    client: extended({ type: 'ec_point_formats', data: { ec_point_format_list: [1] } }),
    alert: 'illegal_parameter no-uncompressed-points',
  },
  {
    why: 'OpenPGP certificates only',
    source: 'RFC 6091 section 3.4',
    client: extended({ type: 'cert_type', data: { certificate_types: [1] } }),
    alert: 'unsupported_certificate no-common-certificate-type',
  },
  {
    why: 'a fallback without need',
    source: 'RFC 7507 section 3',
    client: { cipherSuites: [...suites12, 'TLS_FALLBACK_SCSV'] },
    choice: { versions: ['1.2', '1.3'] },
    alert: 'inappropriate_fallback downgrade',
  },
  {
    why: 'a version that is too old',
    source: 'RFC 5246 appendix E.1',
    client: shaped(() => ({ legacy_version: protocolVersion('TLS 1.1') })),
    alert: 'protocol_version no-common-version',
  },
  {
    why: 'a version that is too new',
    source: 'RFC 9846 section 4.3.1',
    client: { versions: ['1.3'], cipherSuites: ['TLS_AES_128_GCM_SHA256'] },
    alert: 'protocol_version no-common-version',
  },
];

describe('a server of TLS 1.2 refuses', () => {
  test.each(refusals)('$why ($source)', ({ client, choice, alert }) => {
    const conversation = converse(client12(client), server12(choice));
    expect(alertsOf(conversation.events.server)).toEqual([`us ${alert}`]);
    expect(alertsOf(conversation.events.client)).toEqual([`peer ${alert.split(' ')[0] ?? ''}`]);
    expect([conversation.client.state, conversation.server.state]).toEqual(['failed', 'failed']);
  });

  test('a fallback that was needed is served', () => {
    const conversation = converse(
      client12({ cipherSuites: [...suites12, 'TLS_FALLBACK_SCSV'] }),
      server12({ versions: ['1.2'] }),
    );
    expect(conversation.client.state).toBe('open');
  });

  /** RFC 9846 section 4.2.3: who could have spoken TLS 1.3 sees that somebody took it out of the hello. */
  test('a client of TLS 1.3 notices a downgrade by the server’s random', () => {
    const client = client12({ versions: ['1.2', '1.3'], ...withoutVersions });
    const fooled = converse(client, server12({ versions: ['1.2', '1.3'] }));
    expect(alertsOf(fooled.events.client)).toEqual(['us illegal_parameter downgrade']);
    expect(converse(client, server12({ versions: ['1.2'] })).client.state).toBe('open');
  });

  const withoutVersions = shaped(({ extensions }) => ({
    extensions: (extensions ?? []).filter(({ type }) => type !== 'supported_versions'),
  }));
});

/** The client's second flight as tests write it. */
describe('a server of TLS 1.2, amid the handshake', () => {
  const nothing = new Uint8Array();
  const hello = encodeClientHello({
    legacy_version: protocolVersion('TLS 1.2'),
    random: new Uint8Array(32),
    legacy_session_id: nothing,
    cipher_suites: suites12.map(cipherSuite),
    legacy_compression_methods: [0],
    extensions: null,
  });
  const flights: { why: string; flight: Message[]; alert: string }[] = [
    {
      why: 'a key that is no point of the curve (RFC 8422 section 5.11)',
      flight: [encodeClientKeyExchangeEcdhe({ ecdh_Yc: new Uint8Array(65).fill(4) })],
      alert: 'illegal_parameter bad-key-share',
    },
    {
      why: 'a compressed point (RFC 8422 section 5.7)',
      flight: [encodeClientKeyExchangeEcdhe({ ecdh_Yc: new Uint8Array(33).fill(2) })],
      alert: 'illegal_parameter bad-key-share',
    },
    {
      why: 'ChangeCipherSpec before the keys (CVE-2014-0224)',
      flight: [encodeChangeCipherSpec()],
      alert: 'unexpected_message unexpected-message',
    },
    {
      why: 'Finished before ChangeCipherSpec',
      flight: [encodeFinished({ verify_data: new Uint8Array(12) })],
      alert: 'unexpected_message unexpected-message',
    },
    {
      why: 'a second ClientHello',
      flight: [hello],
      alert: 'unexpected_message unexpected-message',
    },
  ];
  test.each(flights)('refuses $why', ({ flight, alert }) => {
    const server = createServer(server12());
    server.start();
    expect(server.receive(recordsOf([hello])).events.at(-1)).toMatchObject({ kind: 'sent' });
    expect(alertsOf(server.receive(recordsOf(flight)).events)).toEqual([`us ${alert}`]);
  });
});

/** Both up to the client's Finished, which a test may replace before the server gets it. */
test.each([
  { why: 'that does not verify', length: 12, alert: 'decrypt_error bad-finished' },
  { why: 'of another length', length: 36, alert: 'decode_error length-out-of-range' },
])('a Finished $why is refused', ({ length, alert }) => {
  const [client, server] = [createClient(client12()), createServer(server12())];
  server.start();
  client.receive(server.receive(client.start().bytes).bytes);
  const flight = client.judge(null);
  const [secret] = eventsOf(flight.events, 'secret');
  const [finished] = eventsOf(flight.events, 'sent').filter(({ message }) => message.type === 'finished');
  const serverRandom = seededBytes('server')(32, 'server random');
  const suite = cipherSuite12(cipherSuite('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'));
  if (secret === undefined || finished === undefined || suite === null) throw new Error('no Finished');
  const randoms = { client: secret.clientRandom, server: serverRandom };
  const { client: key } = connectionKeys(suite, secret.secret, randoms);
  const record = finished.records[0]?.bytes ?? new Uint8Array();
  // The key is the right one: it seals the same record
  expect(sealer12(suite, key).seal('handshake', finished.message.bytes)).toEqual(record);
  const other = sealer12(suite, key).seal(
    'handshake',
    encodeFinished({ verify_data: new Uint8Array(length) }).bytes,
  );
  const before = flight.bytes.slice(0, flight.bytes.length - record.length);
  expect(alertsOf(server.receive(concat(before, other)).events)).toEqual([`us ${alert}`]);
});

/** Seals as one side of an open connection would go on: its Finished was record 0. */
function sealerOf(conversation: Conversation, side: Side): Sealer {
  const [secret] = eventsOf(conversation.events[side], 'secret');
  const [hello] = eventsOf(conversation.events.client, 'received');
  const [established] = eventsOf(conversation.events[side], 'established');
  const suite = cipherSuite12(cipherSuite(established?.cipherSuite ?? 'TLS_NULL_WITH_NULL_NULL'));
  if (secret === undefined || hello === undefined || suite === null) throw new Error('not open');
  const randoms = { client: secret.clientRandom, server: hello.message.bytes.subarray(6, 38) };
  const sealer = sealer12(suite, connectionKeys(suite, secret.secret, randoms)[side]);
  sealer.seal('handshake', new Uint8Array(16));
  return sealer;
}

/** RFC 5246 section 7.2.2: no_renegotiation is a warning, and the connection goes on. */
describe('renegotiation is declined', () => {
  test('by the server, of a ClientHello', () => {
    const conversation = converse(client12(), server12());
    const [hello] = eventsOf(conversation.events.client, 'sent');
    const record = sealerOf(conversation, 'client').seal(
      'handshake',
      hello?.message.bytes ?? new Uint8Array(),
    );
    const output = conversation.server.receive(record);
    expect(alertsOf(output.events)).toEqual(['us no_renegotiation renegotiation']);
    expect(alertsOf(conversation.client.receive(output.bytes).events)).toEqual(['peer no_renegotiation']);
    expect([conversation.client.state, conversation.server.state]).toEqual(['open', 'open']);
  });

  test('by the client, of a HelloRequest', () => {
    const conversation = converse(client12(), server12());
    const record = sealerOf(conversation, 'server').seal('handshake', encodeHelloRequest().bytes);
    const output = conversation.client.receive(record);
    expect(alertsOf(output.events)).toEqual(['us no_renegotiation renegotiation']);
    expect(alertsOf(conversation.server.receive(output.bytes).events)).toEqual(['peer no_renegotiation']);
    expect([conversation.client.state, conversation.server.state]).toEqual(['open', 'open']);
  });

  test('a Finished that nobody waits for is unexpected', () => {
    const conversation = converse(client12(), server12());
    const finished = encodeFinished({ verify_data: new Uint8Array(12) });
    const record = sealerOf(conversation, 'client').seal('handshake', finished.bytes);
    expect(alertsOf(conversation.server.receive(record).events)).toEqual([
      'us unexpected_message unexpected-message',
    ]);
  });
});
