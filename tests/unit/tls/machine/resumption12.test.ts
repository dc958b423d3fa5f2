import { describe, expect, test } from 'vitest';
import type { ClientOptions, ServerChoice } from '../../../../src/tls/options.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import type { Session, SessionCache } from '../../../../src/tls/session.ts';
import { alertsOf, converse, credentials, eventsOf, sentBy, type Conversation } from './ends.ts';
import { client12, server12 } from './ends12.ts';

const ticketKey = new Uint8Array(32).fill(0x71);
const hour = 3_600_000;
const start = client12().now;

type Memory = { ticketKey: Uint8Array | null; cache: SessionCache | null };

/** Ends with bytes of their own for each connection, as in life. */
const connect = (
  name: string,
  memory: Memory,
  client: Partial<ClientOptions> = {},
  choice: Partial<ServerChoice> = {},
  now = start,
): Conversation =>
  converse(
    client12({ random: seededBytes(`client ${name}`), now, ...client }),
    server12(choice, { random: seededBytes(`server ${name}`), now, ...memory }),
  );

function sessionOf(conversation: Conversation): Session {
  const [event, more] = eventsOf(conversation.events.client, 'session');
  if (event === undefined || more !== undefined) throw new Error('not one session');
  return event.session;
}

const isResumed = (conversation: Conversation): boolean[] =>
  (['client', 'server'] as const).flatMap((side) =>
    eventsOf(conversation.events[side], 'established').map(({ resumed }) => resumed),
  );

const memories: { by: string; kind: 'ticket' | 'session-id'; memory: () => Memory }[] = [
  { by: 'ticket', kind: 'ticket', memory: () => ({ ticketKey, cache: null }) },
  { by: 'session id', kind: 'session-id', memory: () => ({ ticketKey: null, cache: new Map() }) },
  { by: 'ticket, with a cache beside it', kind: 'ticket', memory: () => ({ ticketKey, cache: new Map() }) },
];

describe.each(memories)('by $by', ({ kind, memory }) => {
  test('the second handshake is that of figure 2, under the same secret', () => {
    const shared = memory();
    const first = connect('1', shared);
    expect(isResumed(first)).toEqual([false, false]);
    const session = sessionOf(first);
    expect(session.identity.kind).toBe(kind);
    expect(session.peerChain).toEqual(credentials.ecdsa.chain);

    const second = connect('2', shared, { session });
    expect(isResumed(second)).toEqual([true, true]);
    expect(sentBy(second, 'server')).toEqual(['server_hello', 'change_cipher_spec', '[finished]']);
    expect(sentBy(second, 'client')).toEqual(['client_hello', 'change_cipher_spec', '[finished]']);
    expect(eventsOf(second.events.client, 'certificate-received')).toEqual([]);
    const secrets = [first, second].flatMap(({ events }) =>
      [...eventsOf(events.client, 'secret'), ...eventsOf(events.server, 'secret')].map(
        ({ secret }) => secret,
      ),
    );
    expect(secrets).toHaveLength(4);
    expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
    expect([second.client.state, second.server.state]).toEqual(['open', 'open']);
  });

  const unfit: { why: string; changed: (memory: Memory) => Conversation }[] = [
    {
      why: 'the server forgot it',
      changed: (shared) => {
        const other = { ticketKey: shared.ticketKey && new Uint8Array(32), cache: new Map() };
        return connect('2', other, { session: sessionOf(connect('1', shared)) });
      },
    },
    {
      why: 'it is too old',
      changed: (shared) =>
        connect('2', shared, { session: sessionOf(connect('1', shared)) }, {}, start + 3 * hour),
    },
    {
      why: 'the server does not want to',
      changed: (shared) =>
        connect('2', shared, { session: sessionOf(connect('1', shared)) }, { resume: false }),
    },
    {
      why: 'the server no longer has the cipher suite',
      changed: (shared) =>
        connect(
          '2',
          shared,
          { session: sessionOf(connect('1', shared)) },
          {
            cipherSuites: ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
          },
        ),
    },
  ];
  test.each(unfit)('a full handshake where $why', ({ changed }) => {
    const second = changed(memory());
    expect(isResumed(second)).toEqual([false, false]);
    expect(eventsOf(second.events.client, 'certificate-received')).toHaveLength(1);
    expect(sessionOf(second).identity.kind).toBe(kind);
  });

  test('the server remembers whom it knew, under which name, and what it noted', () => {
    const shared = memory();
    const session = sessionOf(
      connect('1', shared, { credential: credentials.rsa }, { clientAuth: 'required', context: 'site 3' }),
    );
    const offered: (Session | null)[] = [];
    const { choose, ...options } = server12({}, { ...shared, random: seededBytes('server 2') });
    converse(client12({ session, random: seededBytes('client 2'), serverName: 'blog.example' }), {
      ...options,
      choose: (received) => {
        offered.push(received.session);
        return choose(received);
      },
    });
    expect(offered).toMatchObject([
      { context: 'site 3', serverName: 'shop.example', peerChain: credentials.rsa.chain },
    ]);
  });
});

describe('servers behind one name', () => {
  const separate = (): Memory => ({ ticketKey: null, cache: new Map() });

  test('with a cache each do not know each other’s sessions', () => {
    const session = sessionOf(connect('1', separate()));
    expect(isResumed(connect('2', separate(), { session }))).toEqual([false, false]);
  });

  test('nor do they when chance repeats itself: no id is given twice', () => {
    const memory = separate();
    const session = sessionOf(connect('same', memory));
    const elsewhere = connect('same', separate(), { session, random: seededBytes('client 2') });
    expect(isResumed(elsewhere)).toEqual([false, false]);
    expect(sessionOf(elsewhere).identity).not.toEqual(session.identity);
    const twice = connect('same', memory, { random: seededBytes('client 3') });
    expect(sessionOf(twice).identity).not.toEqual(session.identity);
    expect(memory.cache?.size).toBe(2);
  });

  test('with one cache do', () => {
    const cache: SessionCache = new Map();
    const session = sessionOf(connect('1', { ticketKey: null, cache }));
    expect(isResumed(connect('2', { ticketKey: null, cache }, { session }))).toEqual([true, true]);
  });
});

test('a server without a memory gives no session', () => {
  const conversation = connect('1', { ticketKey: null, cache: null });
  expect(eventsOf(conversation.events.client, 'session')).toEqual([]);
});

/** RFC 7627 section 5.3. */
describe('the extended master secret', () => {
  const without: Partial<ClientOptions> = {
    shapeHello: (hello) => ({
      ...hello,
      extensions: (hello.extensions ?? []).filter(({ type }) => type !== 'extended_master_secret'),
    }),
  };
  const memory: Memory = { ticketKey, cache: null };

  test('a session with it is not resumed without it: the server ends the connection', () => {
    const session = sessionOf(connect('1', memory));
    expect(session.extendedMasterSecret).toBe(true);
    const second = connect('2', memory, { session, ...without });
    expect(alertsOf(second.events.server)).toEqual(['us handshake_failure no-extended-master-secret']);
  });

  test('a session without it is not resumed with it: a full handshake', () => {
    const session = sessionOf(connect('1', memory, without));
    expect(session.extendedMasterSecret).toBe(false);
    expect(isResumed(connect('2', memory, { session }))).toEqual([false, false]);
  });

  test('a session without it is resumed without it', () => {
    const session = sessionOf(connect('1', memory, without));
    expect(isResumed(connect('2', memory, { session, ...without }))).toEqual([true, true]);
  });
});

/** RFC 5246 section 7.4.1.2: the list has to have the suite of the session. */
test('a hello that resumes without the session’s suite is refused', () => {
  const memory: Memory = { ticketKey, cache: null };
  const session = sessionOf(connect('1', memory));
  const second = connect('2', memory, { session, cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] });
  expect(alertsOf(second.events.server)).toEqual(['us illegal_parameter not-as-offered']);
});

/** RFC 6066 section 3. */
test('a resumed session does not acknowledge the name', () => {
  const memory: Memory = { ticketKey, cache: null };
  const session = sessionOf(connect('1', memory));
  const acknowledged: boolean[] = [];
  for (const conversation of [connect('1', memory), connect('2', memory, { session })])
    for (const { message } of eventsOf(conversation.events.client, 'received'))
      if (message.type === 'server_hello')
        acknowledged.push(JSON.stringify(message.field).includes('"server_name"'));
  expect(acknowledged).toEqual([true, false]);
});
