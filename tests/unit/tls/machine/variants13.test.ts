/** What may happen in a handshake of TLS 1.3 beside the plain one: retry, client certificates, resumption, judgements. */
import { describe, expect, test } from 'vitest';
import type { ClientOptions } from '../../../../src/tls/options.ts';
import type { SessionCache } from '../../../../src/tls/session.ts';
import { placeholderSigner, wrongKeySigner } from '../../../../src/tls/crypto/signer.ts';
import type { Session } from '../../../../src/tls/session.ts';
import { protocolVersion } from '../../../../src/tls/codePoints.ts';
import { createClient } from '../../../../src/tls/client.ts';
import { parseClientHello } from '../../../../src/tls/messages/clientHello.ts';
import { encodeHelloRetryRequest } from '../../../../src/tls/messages/serverHello.ts';
import { findExtension } from '../../../../src/tls/findExtension.ts';
import { wrapMessage } from '../../../../src/tls/record.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import {
  alertsOf,
  carry,
  clientOptions,
  converse,
  credentials,
  eventsOf,
  sentBy,
  serverOptions,
  type Conversation,
} from './ends.ts';

const establishedOf = ({ events }: Conversation) =>
  (['client', 'server'] as const).map((side) => eventsOf(events[side], 'established')[0]);
const statesOf = ({ client, server }: Conversation): string[] => [client.state, server.state];

describe('HelloRetryRequest', () => {
  const retried = converse(clientOptions(), serverOptions({ groups: ['secp256r1'] }));

  test('asks for a share of another group, with one change_cipher_spec from each side', () => {
    expect(statesOf(retried)).toEqual(['open', 'open']);
    expect(establishedOf(retried).map((each) => each?.group)).toEqual(['secp256r1', 'secp256r1']);
    expect(sentBy(retried, 'client')).toEqual([
      'client_hello',
      'change_cipher_spec',
      'client_hello',
      '[finished]',
    ]);
    expect(sentBy(retried, 'server').slice(0, 3)).toEqual([
      'server_hello',
      'change_cipher_spec',
      'server_hello',
    ]);
  });

  test('an empty key_share asks for one', () => {
    const conversation = converse(clientOptions({ keyShares: [] }), serverOptions());
    expect(establishedOf(conversation)[0]?.group).toBe('x25519');
  });

  test('with a resumed session: the binder covers both hellos', () => {
    const server = serverOptions({ groups: ['secp256r1'], tickets: 1 });
    const [session] = eventsOf(converse(clientOptions(), server).events.client, 'session');
    const again = converse(clientOptions({ session: session?.session ?? null }), server);
    expect(establishedOf(again).map((each) => each?.resumed)).toEqual([true, true]);
  });

  test('a cookie is sent back as it came', () => {
    const client = createClient(clientOptions());
    const hello = parseClientHello(client.start().bytes.subarray(5)).content;
    const cookie = new TextEncoder().encode('remember me');
    const request = encodeHelloRetryRequest({
      legacy_version: protocolVersion('TLS 1.2'),
      legacy_session_id_echo: hello?.legacy_session_id ?? new Uint8Array(),
      cipher_suite: hello?.cipher_suites[0] ?? 0,
      legacy_compression_method: 0,
      extensions: [
        { type: 'supported_versions', data: protocolVersion('TLS 1.3') },
        { type: 'cookie', data: { cookie } },
      ],
    });
    const [record] = wrapMessage(request, protocolVersion('TLS 1.2'));
    const { events } = client.receive(record?.bytes ?? new Uint8Array());
    const second = eventsOf(events, 'sent').find(({ message }) => message.type === 'client_hello');
    const content = parseClientHello(second?.message.bytes ?? new Uint8Array()).content;
    expect(findExtension(content?.extensions ?? null, 'cookie')).toEqual({ cookie });
    expect(findExtension(content?.extensions ?? null, 'key_share')).toEqual(
      findExtension(hello?.extensions ?? null, 'key_share'),
    );
  });
});

describe('client certificates', () => {
  test.each(['ecdsa', 'ed25519', 'rsa'] as const)('%s, proven to the server', (key) => {
    const conversation = converse(
      clientOptions({ credential: credentials[key] }),
      serverOptions({ clientAuth: 'required' }),
    );
    expect(statesOf(conversation)).toEqual(['open', 'open']);
    expect(eventsOf(conversation.events.server, 'certificate-received')).toEqual([
      { kind: 'certificate-received', chain: credentials[key].chain, possession: 'proven' },
    ]);
    expect(sentBy(conversation, 'client').slice(-3)).toEqual([
      '[certificate]',
      '[certificate_verify]',
      '[finished]',
    ]);
  });

  const without = [
    { what: 'none to show', credential: null },
    { what: 'one of a scheme that is not asked for', credential: credentials.rsa },
  ];
  test.each(without)('$what: an empty Certificate where one is optional', ({ credential }) => {
    const conversation = converse(
      clientOptions({ credential }),
      serverOptions({ clientAuth: 'optional', signatureSchemes: ['ecdsa_secp256r1_sha256'] }),
    );
    expect(statesOf(conversation)).toEqual(['open', 'open']);
    expect(sentBy(conversation, 'client').slice(-2)).toEqual(['[certificate]', '[finished]']);
    expect(eventsOf(conversation.events.server, 'certificate-received')).toEqual([]);
  });

  const refusals = [
    {
      what: 'none where one is required',
      credential: null,
      judgeClient: null,
      client: ['peer certificate_required'],
      server: ['us certificate_required no-certificate'],
    },
    {
      what: 'one that the server refuses',
      credential: credentials.ecdsa,
      judgeClient: 'unknown_ca' as const,
      client: ['peer unknown_ca'],
      server: ['us unknown_ca refused-by-caller'],
    },
  ];
  test.each(refusals)('$what: the client believes it is done before it hears of it', (each) => {
    const { credential, judgeClient, client, server } = each;
    const conversation = converse(clientOptions({ credential }), serverOptions({ clientAuth: 'required' }), {
      judgeClient,
    });
    expect(alertsOf(conversation.events.client)).toEqual(client);
    expect(alertsOf(conversation.events.server)).toEqual(server);
    expect(establishedOf(conversation)[0]).toMatchObject({ version: '1.3' });
    expect(establishedOf(conversation)[1]).toBeUndefined();
    const kinds = conversation.events.client.map(({ kind }) => kind);
    expect(kinds.indexOf('established')).toBeLessThan(kinds.indexOf('alert'));
  });
});

const ticketOf = (conversation: Conversation): Session | null =>
  eventsOf(conversation.events.client, 'session')[0]?.session ?? null;

describe('resumption', () => {
  const shared = { context: 'shop', tickets: 2 };

  test('by ticket: no certificate, fresh keys, the same name and peer', () => {
    const server = serverOptions({ ...shared, clientAuth: 'required' });
    const first = converse(clientOptions({ credential: credentials.ed25519 }), server);
    const session = ticketOf(first);
    expect(session?.peerChain).toEqual(credentials.ecdsa.chain);
    const again = converse(clientOptions({ session, random: seededBytes('later') }), server);
    expect(statesOf(again)).toEqual(['open', 'open']);
    expect(establishedOf(again).map((each) => each?.resumed)).toEqual([true, true]);
    expect(sentBy(again, 'server')).toEqual([
      'server_hello',
      'change_cipher_spec',
      '[encrypted_extensions]',
      '[finished]',
      '[new_session_ticket]',
      '[new_session_ticket]',
    ]);
    expect(eventsOf(again.events.server, 'secret')).not.toEqual(eventsOf(first.events.server, 'secret'));
  });

  test('the owner sees the session: context, name and what the client had proven', () => {
    const seen: (Session | null)[] = [];
    const base = serverOptions({ ...shared, clientAuth: 'required' });
    const server = {
      ...base,
      choose: (hello: Parameters<typeof base.choose>[0]) => {
        seen.push(hello.session);
        return base.choose(hello);
      },
    };
    const first = converse(clientOptions({ credential: credentials.ed25519 }), server);
    converse(clientOptions({ session: ticketOf(first) }), server);
    expect(seen[0]).toBeNull();
    expect(seen[1]).toMatchObject({
      version: '1.3',
      serverName: 'shop.example',
      alpn: 'http/1.1',
      context: 'shop',
      peerChain: credentials.ed25519.chain,
    });
  });

  test('by id in a cache, which another server may share or not', () => {
    const cache: SessionCache = new Map();
    const remembering = serverOptions(shared, { ticketKey: null, cache });
    const session = ticketOf(converse(clientOptions(), remembering));
    expect(cache.size).toBe(2);
    const resumedBy = (server: typeof remembering) =>
      establishedOf(converse(clientOptions({ session }), server)).map((each) => each?.resumed);
    expect(resumedBy(serverOptions({}, { ticketKey: null, cache }))).toEqual([true, true]);
    expect(resumedBy(serverOptions({}, { ticketKey: null, cache: new Map() }))).toEqual([false, false]);
    expect(resumedBy(serverOptions({}, { ticketKey: null, cache: null }))).toEqual([false, false]);
  });

  const day = 86_400_000;
  const fullHandshakes = [
    { why: 'the owner declines', choice: { resume: false }, later: 0, suites: undefined },
    { why: 'the ticket is too old', choice: {}, later: day, suites: undefined },
    {
      why: 'the hash of the cipher suite differs',
      choice: { cipherSuites: ['TLS_AES_256_GCM_SHA384' as const] },
      later: 0,
      suites: undefined,
    },
  ];
  test.each(fullHandshakes)('a full handshake when $why', ({ choice, later }) => {
    const session = ticketOf(converse(clientOptions(), serverOptions(shared)));
    const base = serverOptions(choice);
    // The client's clock stays, so that it still offers the ticket.
    const again = converse(clientOptions({ session }), { ...base, now: base.now + later });
    expect(establishedOf(again).map((each) => each?.resumed)).toEqual([false, false]);
    expect(statesOf(again)).toEqual(['open', 'open']);
  });

  const { now } = clientOptions();
  const unfit: { why: string; changes: Partial<ClientOptions> }[] = [
    { why: 'is too old', changes: { now: now + day } },
    { why: 'is from later than now', changes: { now: now - 1 } },
    { why: 'goes with no cipher suite on offer', changes: { cipherSuites: ['TLS_AES_256_GCM_SHA384'] } },
  ];
  test.each(unfit)('a client does not offer what $why', ({ changes }) => {
    const session = ticketOf(converse(clientOptions(), serverOptions(shared)));
    const again = converse(clientOptions({ session, ...changes }), serverOptions());
    const hello = eventsOf(again.events.server, 'received')[0]?.message.bytes ?? new Uint8Array();
    expect(
      findExtension(parseClientHello(hello).content?.extensions ?? null, 'pre_shared_key'),
    ).toBeUndefined();
  });

  test("another secret than the ticket's: the binder tells", () => {
    const session = ticketOf(converse(clientOptions(), serverOptions(shared)));
    const forged = session && { ...session, secret: new Uint8Array(32) };
    const again = converse(clientOptions({ session: forged }), serverOptions());
    expect(alertsOf(again.events.server)).toEqual(['us decrypt_error bad-binder']);
    expect(alertsOf(again.events.client)).toEqual(['peer decrypt_error']);
  });
});

describe('a certificate without its key', () => {
  const { chain } = credentials.ecdsa;
  const [own = new Uint8Array()] = chain;
  const thief = wrongKeySigner(own, seededBytes('thief'));
  const placeholder = placeholderSigner(own);
  if (thief === null || placeholder === null) throw new Error('an ECDSA certificate has both');

  test('thief: the client answers decrypt_error', () => {
    const conversation = converse(clientOptions(), serverOptions({ credential: { chain, signer: thief } }));
    expect(alertsOf(conversation.events.client)).toEqual(['us decrypt_error bad-signature']);
    expect(alertsOf(conversation.events.server)).toEqual(['peer decrypt_error']);
    expect(eventsOf(conversation.events.client, 'certificate-received')[0]?.possession).toBe('failed');
  });

  test('thief: a chain that is refused is refused first', () => {
    const conversation = converse(clientOptions(), serverOptions({ credential: { chain, signer: thief } }), {
      judgeServer: 'unknown_ca',
    });
    expect(alertsOf(conversation.events.client)).toEqual(['us unknown_ca refused-by-caller']);
  });

  test('names only: the placeholder passes where it is accepted, and is said to be one', () => {
    const server = serverOptions({ credential: { chain, signer: placeholder } });
    const accepted = converse(clientOptions({ placeholders: 'accepted' }), server);
    expect(statesOf(accepted)).toEqual(['open', 'open']);
    expect(eventsOf(accepted.events.client, 'certificate-received')[0]?.possession).toBe('placeholder');
    const refused = converse(clientOptions(), server);
    expect(alertsOf(refused.events.client)).toEqual(['us decrypt_error bad-signature']);
  });

  test('names only does not accept anything else', () => {
    const conversation = converse(
      clientOptions({ placeholders: 'accepted' }),
      serverOptions({ credential: { chain, signer: thief } }),
    );
    expect(alertsOf(conversation.events.client)).toEqual(['us decrypt_error bad-signature']);
  });
});

test('while a judgement is awaited, bytes are kept and nothing is said', () => {
  const conversation = converse(clientOptions(), serverOptions());
  const [, flight] = conversation.flights;
  const client = createClient(clientOptions());
  client.start();
  const bytes = flight?.bytes ?? new Uint8Array();
  client.receive(bytes.subarray(0, bytes.length - 20));
  expect(client.state).toBe('judging');
  expect(client.receive(bytes.subarray(bytes.length - 20))).toEqual({ bytes: new Uint8Array(), events: [] });
  const { events } = client.judge(null);
  expect(eventsOf(events, 'established')).toHaveLength(1);
  expect(client.judge('unknown_ca')).toEqual({ bytes: new Uint8Array(), events: [] });
});

test('an unread megabyte while judging ends the connection', () => {
  const [, flight] = converse(clientOptions(), serverOptions()).flights;
  const client = createClient(clientOptions());
  client.start();
  client.receive(flight?.bytes ?? new Uint8Array());
  for (let round = 0; round < 16; round += 1) client.receive(new Uint8Array(65_536));
  expect(client.state).toBe('failed');
});

test('close before the end of the handshake says close_notify', () => {
  const conversation = converse(clientOptions(), serverOptions(), {
    onTheWire: (bytes, from) => (from === 'server' ? new Uint8Array() : bytes),
  });
  carry(conversation, 'client', conversation.client.close());
  expect(statesOf(conversation)).toEqual(['closed', 'closed']);
});
