/** Bytes on the wire: the same for the same seed, cut anywhere, and both sides tell the same about them. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../../src/tls/client.ts';
import { concat } from '../../../../src/bytes/concat.ts';
import type { Endpoint, EndpointEvent, KeyLogLabel } from '../../../../src/tls/endpoint.ts';
import { parseRecords } from '../../../../src/tls/record.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { createServer } from '../../../../src/tls/server.ts';
import {
  alertsOf,
  clientOptions,
  converse,
  credentials,
  eventsOf,
  serverOptions,
  type Conversation,
  type Side,
} from './ends.ts';
import { handshake, sealedRecords, secretOf } from './tampering.ts';

/** Everything at once: a retry, client certificates, tickets; RSA for the one signature that has chance in it. */
const client = clientOptions({ credential: credentials.ed25519 });
const server = serverOptions({
  credential: credentials.rsa,
  groups: ['secp256r1'],
  clientAuth: 'required',
  tickets: 1,
});
const honest = converse(client, server);

const shared = ({ events }: Conversation, from: Side) => {
  const to: Side = from === 'client' ? 'server' : 'client';
  return {
    sent: eventsOf(events[from], 'sent').map(({ message, records }) => ({ ...message, records })),
    received: eventsOf(events[to], 'received').map(({ message, records }) => ({ ...message, records })),
  };
};

test.each(['client', 'server'] as const)(
  'what the %s says is what the other end reads, field by field',
  (from) => {
    const { sent, received } = shared(honest, from);
    expect(received.map(({ errors }) => errors.length)).toEqual(received.map(() => 0));
    expect(received.map(({ type, bytes, field, records }) => ({ type, bytes, field, records }))).toEqual(
      sent,
    );
  },
);

test.each(['client', 'server'] as const)(
  'the records of the %s are its bytes, each once, in order',
  (from) => {
    const records = shared(honest, from).sent.flatMap((message) => message.records);
    const flights = honest.flights.filter((flight) => flight.from === from).map(({ bytes }) => bytes);
    expect(concat(...records.map(({ bytes }) => bytes))).toEqual(concat(...flights));
    expect(records.map(({ number }) => number)).toEqual(records.map((_, index) => index));
  },
);

test('the same seed gives the same bytes and events, another seed others', () => {
  const again = converse(client, server);
  expect(again.flights).toEqual(honest.flights);
  expect(isDeepStrictEqual(again.events, honest.events)).toBe(true);
  const other = converse({ ...client, random: seededBytes('other') }, server);
  expect(other.flights[0]).not.toEqual(honest.flights[0]);
});

const kindsOf = (events: readonly EndpointEvent[]): string[] => events.map(({ kind }) => kind);

test.each([1, 2, 3, 7, 100, 1000])('cut into pieces of %d bytes', (chunk) => {
  const cut = converse(client, server, { chunk });
  expect(kindsOf(cut.events.client)).toEqual(kindsOf(honest.events.client));
  expect(kindsOf(cut.events.server)).toEqual(kindsOf(honest.events.server));
  expect([cut.client.state, cut.server.state]).toEqual(['open', 'open']);
});

/** Feeds all flights of the other side to a new end, in two pieces cut at `position` of their whole. */
function fed(end: Endpoint, from: Side, position: number): Endpoint {
  const whole = concat(...honest.flights.filter((flight) => flight.from === from).map(({ bytes }) => bytes));
  end.start();
  for (const piece of [whole.subarray(0, position), whole.subarray(position)]) {
    end.receive(piece);
    end.judge(null);
  }
  return end;
}

test('cut in two in and around every header', () => {
  for (const from of ['client', 'server'] as const) {
    const records = shared(honest, from).sent.flatMap((message) => message.records);
    let start = 0;
    for (const { bytes } of records) {
      for (const position of [start + 1, start + 4, start + 5, start + 7]) {
        const end = from === 'server' ? createClient(client) : createServer(server);
        expect(fed(end, from, position).state).toBe('open');
      }
      start += bytes.length;
    }
  }
});

describe('mutated flights', () => {
  type Mutation = {
    flight: number;
    kind: 'flip' | 'drop' | 'insert' | 'repeat' | 'truncate';
    at: number;
    octet: number;
  };
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    flight: fc.nat(5),
    kind: fc.constantFrom('flip', 'drop', 'insert', 'repeat', 'truncate'),
    at: fc.nat(),
    octet: fc.integer({ min: 1, max: 255 }),
  });

  function mutate(bytes: Uint8Array, { kind, at, octet }: Mutation): Uint8Array {
    const position = at % (bytes.length + 1);
    const [before, after] = [bytes.slice(0, position), bytes.slice(position)];
    if (kind === 'flip')
      return concat(
        before,
        after.map((each, index) => (index === 0 ? each ^ octet : each)),
      );
    if (kind === 'drop') return concat(before, after.slice(octet));
    if (kind === 'insert') return concat(before, Uint8Array.of(octet), after);
    return kind === 'repeat' ? concat(bytes, after) : before;
  }

  /** What an end may be in when the other has gone wrong: ended with an alert told, or waiting for more. */
  function expectSettled(end: Endpoint, events: readonly EndpointEvent[]): void {
    expect(['handshake', 'open', 'closed', 'failed']).toContain(end.state);
    if (end.state === 'failed') expect(alertsOf(events).length).toBeGreaterThan(0);
    expect(end.receive(new Uint8Array()).events).toEqual([]);
  }

  const scenes = [
    { client: clientOptions(), server: serverOptions({ tickets: 1 }) },
    {
      client: clientOptions({ credential: credentials.ecdsa }),
      server: serverOptions({ clientAuth: 'required' }),
    },
    { client: clientOptions(), server: serverOptions({ groups: ['secp256r1'] }) },
  ];
  test.each(scenes.map((scene, index) => ({ ...scene, index })))(
    'scene $index: no exception, no hang',
    (scene) => {
      let failures = 0;
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
          const conversation = converse(scene.client, scene.server, {
            onTheWire: (bytes, _from, index) =>
              mutations
                .filter(({ flight }) => flight === index)
                .reduce((changed: Uint8Array, each) => mutate(changed, each), bytes),
          });
          expectSettled(conversation.client, conversation.events.client);
          expectSettled(conversation.server, conversation.events.server);
          if (conversation.client.state === 'failed' || conversation.server.state === 'failed') failures += 1;
        }),
        { seed: 13, numRuns: 100 },
      );
      expect(failures).toBeGreaterThan(50);
    },
  );

  /** What an end said: records in the clear, and the handshake bytes that were sealed. */
  const said = (events: readonly EndpointEvent[]): { plain: Uint8Array; sealed: Uint8Array } => {
    const records = events.flatMap((event) => (event.kind === 'sent' ? event.records : []));
    const isPlain = (record: (typeof records)[number]): boolean => record.sealedBy === null;
    return {
      plain: concat(...records.filter(isPlain).map(({ bytes }) => bytes)),
      sealed: concat(...records.filter((record) => !isPlain(record)).map(({ content }) => content)),
    };
  };

  test.each(['server', 'client'] as const)(
    'what the %s seals, changed before it is sealed: the handshake behind the keys refuses it',
    (mutated) => {
      const reasons = new Set<string>();
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
          const client = createClient(clientOptions({ credential: credentials.ecdsa }));
          const server = createServer(serverOptions({ clientAuth: 'required' }));
          server.start();
          const answer = server.receive(client.start().bytes);
          const change = (bytes: Uint8Array): Uint8Array =>
            mutations.reduce((changed: Uint8Array, each) => mutate(changed, each), bytes);
          const resealed = (label: KeyLogLabel, { plain, sealed }: ReturnType<typeof said>): Uint8Array =>
            concat(plain, sealedRecords(secretOf(answer.events, label), [handshake(change(sealed))]));
          let [end, heard]: [Endpoint, EndpointEvent[]] = [client, []];
          if (mutated === 'server')
            heard = client.receive(resealed('SERVER_HANDSHAKE_TRAFFIC_SECRET', said(answer.events))).events;
          else {
            client.receive(answer.bytes);
            end = server;
            const flight = said(client.judge(null).events);
            heard = server.receive(resealed('CLIENT_HANDSHAKE_TRAFFIC_SECRET', flight)).events;
          }
          const events = end.state === 'judging' ? [...heard, ...end.judge(null).events] : heard;
          expectSettled(end, events);
          for (const event of events)
            if (event.kind === 'alert') reasons.add(`${event.name ?? ''} ${event.reason ?? ''}`);
        }),
        { seed: 15, numRuns: 150 },
      );
      expect([...reasons].filter((reason) => reason.startsWith('bad_record_mac'))).toEqual([]);
      expect(reasons.size, [...reasons].join(', ')).toBeGreaterThan(4);
    },
  );

  test('a mutated ClientHello is answered or refused, never thrown at', () => {
    const hello = createClient(clientOptions()).start().bytes;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const end = createServer(serverOptions());
        end.start();
        const changed = mutations.reduce((bytes: Uint8Array, each) => mutate(bytes, each), hello);
        const { events, bytes } = end.receive(changed);
        expect(parseRecords(bytes, 0x4100).rest).toHaveLength(0);
        expectSettled(end, events);
      }),
      { seed: 14, numRuns: 600 },
    );
  });

  test('anything at all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }),
        fc.boolean(),
        (pieces, asClient) => {
          const end = asClient ? createClient(clientOptions()) : createServer(serverOptions());
          end.start();
          const events = pieces.flatMap((piece) => end.receive(piece).events);
          expectSettled(end, events);
        },
      ),
      { seed: 15, numRuns: 1000 },
    );
  });

  test('a peer that sends handshake records without end is stopped at 256 KB', () => {
    const end = createServer(serverOptions());
    end.start();
    const record = concat(Uint8Array.of(0x16, 3, 1, 0x40, 0), new Uint8Array(0x4000));
    record.set([1, 0x03, 0xff, 0xfc], 5);
    end.receive(record);
    const more = concat(Uint8Array.of(0x16, 3, 1, 0x40, 0), new Uint8Array(0x4000));
    let fed = 0;
    while (end.state === 'handshake' && fed < 100) {
      end.receive(more);
      fed += 1;
    }
    expect(end.state).toBe('failed');
    expect(fed).toBeLessThan(20);
  });
});
