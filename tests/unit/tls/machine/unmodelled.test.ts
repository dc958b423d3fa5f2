import { describe, expect, test } from 'vitest';
import { protocolVersionName, type CipherSuiteName } from '../../../../src/tls/codePoints.ts';
import type { NotModelled, OldVersion } from '../../../../src/tls/endpoint.ts';
import { parseServerHello } from '../../../../src/tls/messages/serverHello.ts';
import type { ClientOptions } from '../../../../src/tls/options.ts';
import { alertsOf, converse, credentials, eventsOf, sentBy, type Conversation } from './ends.ts';
import { client12, server12, suites12 } from './ends12.ts';

/** A client of the time: no extensions, and the suites that it had. */
const oldClient = (version: OldVersion, cipherSuites: readonly CipherSuiteName[]): ClientOptions =>
  client12({
    versions: [version],
    cipherSuites,
    alpn: [],
    shapeHello: (hello) => ({ ...hello, extensions: null }),
  });

const told = (conversation: Conversation): NotModelled[] =>
  (['client', 'server'] as const).flatMap((side) => {
    expect(conversation.events[side].at(-1)?.kind).toBe('not-modelled');
    expect(conversation[side].state).toBe('stopped');
    return eventsOf(conversation.events[side], 'not-modelled').map(({ what }) => what);
  });

const serverHelloOf = (conversation: Conversation) => {
  const [first] = eventsOf(conversation.events.client, 'received');
  const content = parseServerHello(first?.message.bytes ?? new Uint8Array()).content;
  if (content?.retry !== false) throw new Error('no hello');
  return content.hello;
};

const versions = [
  { version: 'ssl3', name: 'SSL 3.0' },
  { version: '1.0', name: 'TLS 1.0' },
  { version: '1.1', name: 'TLS 1.1' },
] as const;

describe.each(versions)('$name', ({ version, name }) => {
  const suites: CipherSuiteName[] = ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA'];
  const lenient = {
    versions: [version, '1.2'] as const,
    cipherSuites: [...suites12, ...suites],
    credential: credentials.rsa,
  };

  test('a server that does not speak it answers protocol_version', () => {
    const conversation = converse(oldClient(version, suites), server12());
    expect(alertsOf(conversation.events.server)).toEqual(['us protocol_version no-common-version']);
    expect(alertsOf(conversation.events.client)).toEqual(['peer protocol_version']);
  });

  test('a server that does shows its certificate; what follows is not modelled', () => {
    const conversation = converse(oldClient(version, suites), server12(lenient));
    expect(sentBy(conversation, 'server')).toEqual(['server_hello', 'certificate', 'server_hello_done']);
    expect(told(conversation)).toEqual([version, version]);
    expect(eventsOf(conversation.events.client, 'certificate-received')).toMatchObject([
      { chain: credentials.rsa.chain, possession: 'not-modelled' },
    ]);
    const hello = serverHelloOf(conversation);
    expect(protocolVersionName(hello.legacy_version)).toBe(name);
    expect(hello.extensions).toBeNull();
    for (const { bytes } of conversation.flights) expect(bytes[0]).toBe(0x16);
    const versionOctets = conversation.flights.map(({ bytes }) => (bytes[1] ?? 0) * 0x100 + (bytes[2] ?? 0));
    // RFC 5246 appendix E.1: a hello may say an older one
    expect(versionOctets.map(protocolVersionName)).toEqual([
      version === 'ssl3' ? 'SSL 3.0' : 'TLS 1.0',
      name,
    ]);
  });

  test('where the server would sign parameters, the certificate is the last message', () => {
    const conversation = converse(
      oldClient(version, ['TLS_DHE_RSA_WITH_AES_128_CBC_SHA']),
      server12(lenient),
    );
    expect(sentBy(conversation, 'server')).toEqual(['server_hello', 'certificate']);
    expect(told(conversation)).toEqual([version, version]);
  });

  test('a client may refuse the certificate', () => {
    const conversation = converse(oldClient(version, suites), server12(lenient), {
      judgeServer: 'bad_certificate',
    });
    expect(alertsOf(conversation.events.client)).toEqual(['us bad_certificate refused-by-caller']);
  });

  test('a suite that came with TLS 1.2 is none for it', () => {
    const conversation = converse(oldClient(version, suites12), server12(lenient));
    expect(alertsOf(conversation.events.server)).toEqual(['us handshake_failure no-common-cipher-suite']);
  });

  /** RFC 9846 section 4.2.3. */
  test('a server that speaks TLS 1.2 too says so in its random', () => {
    const { random } = serverHelloOf(converse(oldClient(version, suites), server12(lenient)));
    expect(Buffer.from(random.subarray(24)).toString('latin1')).toBe('DOWNGRD\0');
    const only = { ...lenient, versions: [version] as const };
    const other = serverHelloOf(converse(oldClient(version, suites), server12(only))).random;
    expect(Buffer.from(other.subarray(24)).toString('latin1')).not.toContain('DOWNGRD');
  });
});

/** RFC 5054. */
describe('SRP', () => {
  const user = new TextEncoder().encode('alice');
  const client = (cipherSuites: readonly CipherSuiteName[], says: 'a user' | 'no user'): ClientOptions =>
    client12({
      cipherSuites,
      shapeHello: (hello) => ({
        ...hello,
        extensions: [
          ...(hello.extensions ?? []),
          ...(says === 'a user' ? [{ type: 'srp' as const, data: user }] : []),
        ],
      }),
    });
  const server = server12({
    cipherSuites: ['TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA', 'TLS_SRP_SHA_WITH_AES_128_CBC_SHA', ...suites12],
    credential: credentials.rsa,
  });

  test('with a certificate beside the password', () => {
    const conversation = converse(client(['TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA'], 'a user'), server);
    expect(sentBy(conversation, 'server')).toEqual(['server_hello', 'certificate']);
    expect(told(conversation)).toEqual(['srp', 'srp']);
  });

  test('without a certificate', () => {
    const conversation = converse(client(['TLS_SRP_SHA_WITH_AES_128_CBC_SHA'], 'a user'), server);
    expect(sentBy(conversation, 'server')).toEqual(['server_hello']);
    expect(told(conversation)).toEqual(['srp', 'srp']);
  });

  test('without a user is refused as RFC 5054 section 2.5.1.2 has it', () => {
    const conversation = converse(client(['TLS_SRP_SHA_WITH_AES_128_CBC_SHA'], 'no user'), server);
    expect(alertsOf(conversation.events.server)).toEqual(['us unknown_psk_identity no-user-name']);
  });

  test('is not taken by a client that does not offer it', () => {
    expect(converse(client12(), server).client.state).toBe('open');
  });
});

/** RFC 6091. */
describe('certificate types', () => {
  const accepting = (...certificate_types: number[]): ClientOptions =>
    client12({
      shapeHello: (hello) => ({
        ...hello,
        extensions: [...(hello.extensions ?? []), { type: 'cert_type', data: { certificate_types } }],
      }),
    });

  test('an OpenPGP server says so in its hello; its Certificate is not modelled', () => {
    const conversation = converse(accepting(1, 0), server12({ certificateType: 'OpenPGP_RESERVED' }));
    expect(sentBy(conversation, 'server')).toEqual(['server_hello']);
    expect(serverHelloOf(conversation).extensions).toContainEqual({ type: 'cert_type', data: 1 });
    expect(told(conversation)).toEqual(['openpgp', 'openpgp']);
  });

  test('an X.509 server says so, and goes on', () => {
    const conversation = converse(accepting(1, 0), server12());
    expect(serverHelloOf(conversation).extensions).toContainEqual({ type: 'cert_type', data: 0 });
    expect(conversation.client.state).toBe('open');
  });

  test('an OpenPGP server has nothing for a client that does not ask', () => {
    const conversation = converse(client12(), server12({ certificateType: 'OpenPGP_RESERVED' }));
    expect(alertsOf(conversation.events.server)).toEqual([
      'us unsupported_certificate no-common-certificate-type',
    ]);
  });
});
