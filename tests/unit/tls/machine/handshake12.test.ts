import { describe, expect, test } from 'vitest';
import { placeholderSigner, wrongKeySigner } from '../../../../src/tls/crypto/signer.ts';
import { findExtension } from '../../../../src/tls/findExtension.ts';
import { parseServerHello } from '../../../../src/tls/messages/serverHello.ts';
import { parseServerKeyExchange } from '../../../../src/tls/messages/serverKeyExchange.ts';
import { signatureSchemeName } from '../../../../src/tls/codePoints.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { alertsOf, carry, converse, credentials, eventsOf, sentBy, type Conversation } from './ends.ts';
import { client12, server12, suites12 } from './ends12.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const data = new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n');

/** A line of data each way, and close_notify. */
function talk(conversation: Conversation): void {
  carry(conversation, 'client', conversation.client.send(data));
  carry(conversation, 'server', conversation.server.send(new TextEncoder().encode('HTTP/1.1 200')));
  carry(conversation, 'client', conversation.client.close());
}

const received = (conversation: Conversation, side: 'client' | 'server'): string[] =>
  eventsOf(conversation.events[side], 'data').map((event) => text(event.data));

/** RFC 5246 figure 1. */
const fullServer = ['server_hello', 'certificate', 'server_key_exchange', 'server_hello_done'];

const certificates = [
  { certificate: 'ecdsa', suite: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' },
  { certificate: 'ed25519', suite: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' },
  { certificate: 'rsa', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
] as const;

describe.each(certificates)('a server with a certificate of $certificate', ({ certificate, suite }) => {
  const server = server12({ credential: credentials[certificate] });

  test('shakes hands as in figure 1', () => {
    const conversation = converse(client12(), server);
    expect(sentBy(conversation, 'server')).toEqual([...fullServer, 'change_cipher_spec', '[finished]']);
    expect(sentBy(conversation, 'client')).toEqual([
      'client_hello',
      'client_key_exchange',
      'change_cipher_spec',
      '[finished]',
    ]);
    const agreed = {
      version: '1.2',
      cipherSuite: suite,
      group: 'x25519',
      resumed: false,
      alpn: 'http/1.1',
      serverName: 'shop.example',
    };
    for (const side of ['client', 'server'] as const)
      expect(eventsOf(conversation.events[side], 'established')).toEqual([
        { kind: 'established', ...agreed },
      ]);
    expect(eventsOf(conversation.events.client, 'certificate-received')).toMatchObject([
      { chain: credentials[certificate].chain, possession: 'proven' },
    ]);
    expect([conversation.client.state, conversation.server.state]).toEqual(['open', 'open']);
  });

  test('data goes both ways, and close_notify ends it', () => {
    const conversation = converse(client12(), server);
    talk(conversation);
    expect(received(conversation, 'server')).toEqual([text(data)]);
    expect(received(conversation, 'client')).toEqual(['HTTP/1.1 200']);
    expect(eventsOf(conversation.events.server, 'alert')).toMatchObject([
      { from: 'peer', name: 'close_notify' },
      { from: 'us', name: 'close_notify' },
    ]);
    expect([conversation.client.state, conversation.server.state]).toEqual(['closed', 'closed']);
  });
});

describe('what is agreed on', () => {
  test.each(suites12)('%s', (suite) => {
    const credential = suite.includes('_RSA_') ? credentials.rsa : credentials.ecdsa;
    const conversation = converse(client12({ cipherSuites: [suite] }), server12({ credential }));
    talk(conversation);
    expect(received(conversation, 'server')).toEqual([text(data)]);
    expect(received(conversation, 'client')).toEqual(['HTTP/1.1 200']);
    expect(eventsOf(conversation.events.server, 'established')).toMatchObject([{ cipherSuite: suite }]);
  });

  test.each(['x25519', 'secp256r1', 'secp384r1'] as const)('the group %s', (group) => {
    const groups = ['secp384r1', 'x25519', 'secp256r1'] as const;
    const client = client12({ groups: [group, ...(group === 'x25519' ? (['secp256r1'] as const) : [])] });
    const conversation = converse(client, server12({ groups, credential: credentials.rsa }));
    expect(eventsOf(conversation.events.client, 'established')).toMatchObject([{ group }]);
  });

  test.each(['rsa_pss_rsae_sha256', 'rsa_pkcs1_sha256', 'rsa_pkcs1_sha512'] as const)(
    'an RSA key signs %s for a client that verifies only that',
    (scheme) => {
      const conversation = converse(
        client12({ signatureSchemes: [scheme] }),
        server12({ credential: credentials.rsa }),
      );
      expect(keyExchangeSchemes(conversation)).toEqual([scheme]);
      expect(conversation.client.state).toBe('open');
    },
  );

  test('no protocol where the server knows none of the client, unless it insists', () => {
    const ignoring = converse(client12({ alpn: ['h2'] }), server12());
    expect(eventsOf(ignoring.events.client, 'established')).toMatchObject([{ alpn: null }]);
  });
});

const keyExchangeSchemes = (conversation: Conversation): string[] =>
  eventsOf(conversation.events.client, 'received')
    .filter(({ message }) => message.type === 'server_key_exchange')
    .map(({ message }) => parseServerKeyExchange(message.bytes).content?.signed_params.algorithm ?? 0)
    .map(signatureSchemeName);

describe('a client certificate', () => {
  const kinds = ['ecdsa', 'ed25519', 'rsa'] as const;
  test.each(kinds.flatMap((client) => kinds.map((server) => ({ client, server }))))(
    'of $client for a server of $server',
    ({ client, server }) => {
      const conversation = converse(
        client12({ credential: credentials[client] }),
        server12({ credential: credentials[server], clientAuth: 'required' }),
      );
      expect(sentBy(conversation, 'client')).toEqual([
        'client_hello',
        'certificate',
        'client_key_exchange',
        'certificate_verify',
        'change_cipher_spec',
        '[finished]',
      ]);
      expect(eventsOf(conversation.events.server, 'certificate-received')).toEqual([
        { kind: 'certificate-received', chain: credentials[client].chain, possession: 'proven' },
      ]);
      expect([conversation.client.state, conversation.server.state]).toEqual(['open', 'open']);
    },
  );

  test.each([
    { why: 'it has none', client: client12() },
    {
      why: 'its key makes no signature that the server verifies',
      client: client12({ credential: credentials.rsa }),
    },
  ])('an empty Certificate where $why', ({ client }) => {
    const optional = server12({ clientAuth: 'optional', signatureSchemes: ['ecdsa_secp256r1_sha256'] });
    const conversation = converse(client, optional);
    expect(sentBy(conversation, 'client').slice(1, 3)).toEqual(['certificate', 'client_key_exchange']);
    expect(eventsOf(conversation.events.server, 'certificate-received')).toEqual([]);
    expect(conversation.server.state).toBe('open');
    // RFC 5246 section 7.4.6
    const required = server12({ clientAuth: 'required', signatureSchemes: ['ecdsa_secp256r1_sha256'] });
    expect(alertsOf(converse(client, required).events.server)).toEqual([
      'us handshake_failure no-certificate',
    ]);
  });

  test('refused by the server’s owner before the server’s Finished: the client does not think it is done', () => {
    const conversation = converse(
      client12({ credential: credentials.ecdsa }),
      server12({ clientAuth: 'required' }),
      { judgeClient: 'unknown_ca' },
    );
    expect(alertsOf(conversation.events.server)).toEqual(['us unknown_ca refused-by-caller']);
    expect(alertsOf(conversation.events.client)).toEqual(['peer unknown_ca']);
    expect(eventsOf(conversation.events.client, 'established')).toEqual([]);
  });
});

describe('a certificate without its key', () => {
  const [own = new Uint8Array()] = credentials.ecdsa.chain;
  const withSigner = (signer: ReturnType<typeof placeholderSigner>) => {
    if (signer === null) throw new Error('no signer');
    return { chain: credentials.ecdsa.chain, signer };
  };
  const thief = withSigner(wrongKeySigner(own, seededBytes('thief')));
  const placeholder = withSigner(placeholderSigner(own));

  test('of a server with another key is answered decrypt_error', () => {
    const conversation = converse(client12(), server12({ credential: thief }));
    expect(eventsOf(conversation.events.client, 'certificate-received')).toMatchObject([
      { possession: 'failed' },
    ]);
    expect(alertsOf(conversation.events.client)).toEqual(['us decrypt_error bad-signature']);
    expect(alertsOf(conversation.events.server)).toEqual(['peer decrypt_error']);
  });

  test('of a client with another key is answered decrypt_error', () => {
    const conversation = converse(client12({ credential: thief }), server12({ clientAuth: 'optional' }));
    expect(alertsOf(conversation.events.server)).toEqual(['us decrypt_error bad-signature']);
  });

  test('with a placeholder goes on where that is accepted, and is told', () => {
    const conversation = converse(
      client12({ placeholders: 'accepted', credential: placeholder }),
      server12({ credential: placeholder, clientAuth: 'required' }, { placeholders: 'accepted' }),
    );
    for (const side of ['client', 'server'] as const) {
      expect(eventsOf(conversation.events[side], 'certificate-received')).toMatchObject([
        { possession: 'placeholder' },
      ]);
      expect(conversation[side].state).toBe('open');
    }
  });

  test('with a placeholder is answered decrypt_error where not', () => {
    const conversation = converse(client12(), server12({ credential: placeholder }));
    expect(alertsOf(conversation.events.client)).toEqual(['us decrypt_error bad-signature']);
  });
});

/** RFC 5246 section 7.4.1.4.1 and RFC 8422 section 4 say what holds where a client does not. */
describe('a hello without extensions', () => {
  const bare = client12({ shapeHello: (hello) => ({ ...hello, extensions: null }), alpn: [] });

  test.each(['ecdsa', 'rsa'] as const)('is served by a key of %s: with P-256 and SHA-1', (kind) => {
    const conversation = converse(bare, server12({ credential: credentials[kind] }));
    const [hello] = eventsOf(conversation.events.client, 'received');
    expect(parseServerHello(hello?.message.bytes ?? new Uint8Array()).content?.hello.extensions).toBeNull();
    expect(keyExchangeSchemes(conversation)).toEqual([kind === 'rsa' ? 'rsa_pkcs1_sha1' : 'ecdsa_sha1']);
    expect(eventsOf(conversation.events.server, 'established')).toMatchObject([
      { group: 'secp256r1', serverName: null, alpn: null },
    ]);
    expect([conversation.client.state, conversation.server.state]).toEqual(['open', 'open']);
  });

  test('is not served by Ed25519, which has no SHA-1', () => {
    const conversation = converse(bare, server12({ credential: credentials.ed25519 }));
    expect(alertsOf(conversation.events.server)).toEqual(['us handshake_failure no-common-signature-scheme']);
  });

  test('is told that renegotiation is safe if it signals that by a suite (RFC 5746 section 3.3)', () => {
    const signalling = client12({
      cipherSuites: [...suites12, 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV'],
      shapeHello: (hello) => ({ ...hello, extensions: null }),
    });
    const conversation = converse(signalling, server12());
    const [hello] = eventsOf(conversation.events.client, 'received');
    const { content } = parseServerHello(hello?.message.bytes ?? new Uint8Array());
    if (content?.retry !== false) throw new Error('no hello');
    expect(content.hello.extensions).toHaveLength(1);
    expect(findExtension(content.hello.extensions, 'renegotiation_info')).toEqual({
      renegotiated_connection: new Uint8Array(),
    });
    expect(conversation.client.state).toBe('open');
  });
});

describe('the wire', () => {
  const whole = (conversation: Conversation): string =>
    conversation.flights.map(({ from, bytes }) => `${from} ${Buffer.from(bytes).toString('hex')}`).join('\n');
  const mutual = (): [ReturnType<typeof client12>, ReturnType<typeof server12>] => [
    client12({ credential: credentials.ecdsa, alpn: ['h2', 'http/1.1'] }),
    server12({ credential: credentials.rsa, clientAuth: 'required' }, { ticketKey: new Uint8Array(32) }),
  ];

  test('the same seed gives the same bytes, another seed others', () => {
    const [client, server] = mutual();
    const first = whole(converse(client, server));
    expect(whole(converse(client, server))).toBe(first);
    const other = converse({ ...client, random: seededBytes('another') }, server);
    expect(whole(other)).not.toBe(first);
  });

  test('bytes may arrive one by one', () => {
    const [client, server] = mutual();
    const conversation = converse(client, server, { chunk: 1 });
    expect(whole(conversation)).toBe(whole(converse(client, server)));
    expect([conversation.client.state, conversation.server.state]).toEqual(['open', 'open']);
  });

  test('a flight cut at any byte waits for the rest', () => {
    const [client, server] = mutual();
    const { flights } = converse(client, server);
    expect(flights.length).toBe(4);
    for (const index of flights.keys()) {
      const length = flights[index]?.bytes.length ?? 0;
      for (let at = 0; at < length; at += 1 + Math.floor(length / 5)) {
        const cut = converse(client, server, {
          onTheWire: (bytes, _from, flight) => (flight === index ? bytes.slice(0, at) : bytes),
        });
        expect(alertsOf([...cut.events.client, ...cut.events.server]), `${index} ${at}`).toEqual([]);
      }
    }
  });

  test('a sealed record that is changed is answered bad_record_mac', () => {
    const [client, server] = mutual();
    const conversation = converse(client, server, {
      onTheWire: (bytes, _from, flight) => {
        const changed = Uint8Array.from(bytes);
        if (flight === 2) changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
        return changed;
      },
    });
    expect(alertsOf(conversation.events.server)).toEqual(['us bad_record_mac bad-record-mac']);
    expect(alertsOf(conversation.events.client)).toEqual(['peer bad_record_mac']);
  });
});
