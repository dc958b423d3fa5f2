/** What each end answers to a peer that misbehaves with Encrypted Client Hello: the alert by RFC 9849, and the reason. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../../src/tls/client.ts';
import { extensionType, type CipherSuiteName } from '../../../../src/tls/codePoints.ts';
import { concat } from '../../../../src/bytes/concat.ts';
import { echSender, markInner, sealInner } from '../../../../src/tls/ech/clientHello.ts';
import type { EchOuter } from '../../../../src/tls/ech/extension.ts';
import type { Endpoint } from '../../../../src/tls/endpoint.ts';
import { findExtension } from '../../../../src/tls/findExtension.ts';
import { hpkeKeyPair } from '../../../../src/tls/hpke.ts';
import {
  encodeClientHello,
  parseClientHello,
  type ClientHelloContent,
} from '../../../../src/tls/messages/clientHello.ts';
import {
  encodeEncryptedExtensions,
  type EncryptedExtensionsContent,
} from '../../../../src/tls/messages/encryptedExtensions.ts';
import {
  encodeHelloRetryRequest,
  encodeServerHello,
  parseServerHello,
  type HelloRetryRequestContent,
  type ServerHelloContent,
} from '../../../../src/tls/messages/serverHello.ts';
import type { ClientOptions, ServerChoice, ServerOptions } from '../../../../src/tls/options.ts';
import { longestFragment, parseRecords } from '../../../../src/tls/record.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { createServer } from '../../../../src/tls/server.ts';
import { current, filling, notOpening, offering, opening } from './ech.ts';
import { alertsOf, clientOptions, converse, eventsOf, serverOptions, type Side } from './ends.ts';
import { handshake, plainRecord, sealedRecords, secretOf } from './tampering.ts';

const secp256r1 = { groups: ['secp256r1' as const] };
const empty = new Uint8Array();
const echCode = extensionType('encrypted_client_hello');

/** Parts of flights in plain handshake records, one message a record. */
const plainMessages = (flight: Uint8Array): Uint8Array[] =>
  parseRecords(flight, longestFragment)
    .records.filter(({ type }) => type === 'handshake')
    .map(({ fragment }) => fragment);

describe('the second hello (section 7.1.1)', () => {
  function answerTo(change: (ech: EchOuter) => EchOuter | null): string[] {
    const conversation = converse(clientOptions(offering), serverOptions(secp256r1, opening), {
      onTheWire: (bytes, _from, index) => (index === 2 ? changed(bytes, change) : bytes),
    });
    return alertsOf(conversation.events.server);
  }

  function changed(flight: Uint8Array, change: (ech: EchOuter) => EchOuter | null): Uint8Array {
    const hello = parseClientHello(plainMessages(flight).at(-1) ?? empty).content;
    if (hello === null) throw new Error('a ClientHello');
    const extensions = (hello.extensions ?? []).flatMap((each) => {
      if (each.type !== 'encrypted_client_hello' || each.data.outer === null) return [each];
      const outer = change(each.data.outer);
      return outer === null ? [] : [{ type: each.type, data: { outer } }];
    });
    return plainRecord('handshake', encodeClientHello({ ...hello, extensions }).bytes);
  }

  const rows: { what: string; change: (ech: EchOuter) => EchOuter | null; alert: string }[] = [
    { what: 'without it', change: () => null, alert: 'us missing_extension missing-extension' },
    {
      what: 'another config_id',
      change: (ech) => ({ ...ech, config_id: ech.config_id + 1 }),
      alert: 'us illegal_parameter hello-changed',
    },
    {
      what: 'another suite',
      change: (ech) => ({ ...ech, HpkeSymmetricCipherSuite: { kdf_id: 1, aead_id: 3 } }),
      alert: 'us illegal_parameter hello-changed',
    },
    {
      what: 'a key again',
      change: (ech) => ({ ...ech, enc: new Uint8Array(32) }),
      alert: 'us illegal_parameter hello-changed',
    },
    {
      what: 'a changed payload',
      change: (ech) => ({ ...ech, payload: ech.payload.map((octet, at) => (at === 9 ? octet ^ 1 : octet)) }),
      alert: 'us decrypt_error ech-not-opened',
    },
  ];
  test.each(rows)('$what: $alert', ({ change, alert }) => {
    expect(answerTo(change)).toEqual([alert]);
  });
});

describe('the first hello (sections 5.1 and 7.1)', () => {
  const conversation = converse(clientOptions(offering), serverOptions({}, opening));
  const inner = parseClientHello(
    eventsOf(conversation.events.client, 'ech')[0]?.hello.bytes ?? empty,
  ).content;
  const sent = eventsOf(conversation.events.client, 'sent')[0]?.message.bytes ?? empty;
  const outer = parseClientHello(sent).content;
  if (inner === null || outer === null) throw new Error('two hellos');
  const without = (hello: ClientHelloContent, type: string): ClientHelloContent => ({
    ...hello,
    extensions: (hello.extensions ?? []).filter((each) => each.type !== type),
  });
  const unsealed = without(outer, 'encrypted_client_hello');
  const sender = echSender(current.key.config, hpkeKeyPair(seededBytes('test')(32, 'ephemeral')));
  if (sender === null) throw new Error('a key');

  const answer = (hello: ClientHelloContent, changes: Partial<ServerOptions> = opening): string[] => {
    const server = createServer(serverOptions({}, changes));
    server.start();
    return alertsOf(server.receive(plainRecord('handshake', encodeClientHello(hello).bytes)).events);
  };
  const sealing = (hello: ClientHelloContent): string[] => answer(sealInner(sender, 0, hello, unsealed));

  test('as it should be: no alert', () => {
    expect(sealing(inner)).toEqual([]);
  });
  test('no mark: illegal_parameter', () => {
    expect(sealing(without(inner, 'encrypted_client_hello'))).toEqual([
      'us illegal_parameter bad-inner-hello',
    ]);
  });
  test('TLS 1.2 on offer: illegal_parameter', () => {
    const older = without(inner, 'supported_versions');
    const versions = { type: 'supported_versions' as const, data: { versions: [0x0304, 0x0303] } };
    expect(sealing({ ...older, extensions: [...(older.extensions ?? []), versions] })).toEqual([
      'us illegal_parameter bad-inner-hello',
    ]);
  });
  test('an unknown type of ECHClientHello: illegal_parameter (section 7)', () => {
    const unknown = { type: 'raw' as const, code: echCode, data: Uint8Array.of(2) };
    expect(answer({ ...unsealed, extensions: [...(unsealed.extensions ?? []), unknown] })).toEqual([
      'us illegal_parameter unknown-ech-type',
    ]);
  });
  test('cut short: decode_error', () => {
    const short = { type: 'raw' as const, code: echCode, data: Uint8Array.of(0, 0, 1, 0, 1) };
    expect(answer({ ...unsealed, extensions: [...(unsealed.extensions ?? []), short] })).toEqual([
      'us decode_error truncated',
    ]);
  });
  test('an inner hello in the open is one passed on to a server behind (section 7.2): it confirms', () => {
    const server = createServer(serverOptions({}, opening));
    server.start();
    const hello = markInner(without(unsealed, 'encrypted_client_hello'));
    const { events } = server.receive(plainRecord('handshake', encodeClientHello(hello).bytes));
    expect(alertsOf(events)).toEqual([]);
    const random = (changes: Partial<ServerOptions>): Uint8Array => {
      const end = createServer(serverOptions({}, changes));
      end.start();
      const output = end.receive(plainRecord('handshake', encodeClientHello(hello).bytes));
      return eventsOf(output.events, 'sent')[0]?.message.bytes.slice(6, 38) ?? empty;
    };
    expect(random(opening).slice(0, 24)).toEqual(random({}).slice(0, 24));
    expect(random(opening).slice(24)).not.toEqual(random({}).slice(24));
  });
});

describe('what the client takes', () => {
  const client = (changes: Partial<ClientOptions>): Endpoint => {
    const end = createClient(clientOptions(changes));
    end.start();
    return end;
  };

  test('a HelloRetryRequest with seven octets: decode_error (section 6.1.4)', () => {
    const { flights } = converse(clientOptions(offering), serverOptions(secp256r1, opening));
    const content = parseServerHello(plainMessages(flights[1]?.bytes ?? empty)[0] ?? empty).content;
    if (content?.retry !== true) throw new Error('a HelloRetryRequest');
    const withEch = (data: Uint8Array): HelloRetryRequestContent => ({
      ...content.hello,
      extensions: [
        ...content.hello.extensions.filter(({ type }) => type !== 'encrypted_client_hello'),
        { type: 'raw', code: echCode, data },
      ],
    });
    for (const changes of [offering, filling])
      expect(answerOf(client(changes), encodeHelloRetryRequest(withEch(new Uint8Array(7))).bytes)).toEqual([
        'us decode_error truncated',
      ]);
    // Any other eight octets say that it was not taken: the second hello is the outer one again.
    const end = client(offering);
    expect(answerOf(end, encodeHelloRetryRequest(withEch(new Uint8Array(8))).bytes)).toEqual([]);
    expect(end.state).toBe('handshake');
  });

  const answerOf = (end: Endpoint, message: Uint8Array): string[] =>
    alertsOf(end.receive(plainRecord('handshake', message)).events);

  test('a session taken from filler: illegal_parameter (section 6.1.2)', () => {
    const shared: Partial<ServerChoice> = { tickets: 1 };
    const first = converse(clientOptions(offering), serverOptions(shared, opening));
    const session = eventsOf(first.events.client, 'session')[0]?.session ?? null;
    const again = { ...offering, session };
    const { flights } = converse(clientOptions(again), serverOptions(shared, notOpening));
    const content = parseServerHello(plainMessages(flights[1]?.bytes ?? empty)[0] ?? empty).content;
    if (content?.retry !== false) throw new Error('a ServerHello');
    const hello: ServerHelloContent = {
      ...content.hello,
      extensions: [...(content.hello.extensions ?? []), { type: 'pre_shared_key', data: 0 }],
    };
    expect(answerOf(client(again), encodeServerHello(hello).bytes)).toEqual([
      'us illegal_parameter not-as-offered',
    ]);
  });

  const raw = (data: readonly number[]): EncryptedExtensionsContent => ({
    extensions: [{ type: 'raw', code: echCode, data: Uint8Array.from(data) }],
  });
  const configs: EncryptedExtensionsContent = {
    extensions: [{ type: 'encrypted_client_hello', data: [current.config] }],
  };
  const rows: {
    what: string;
    own: Partial<ClientOptions>;
    server: Partial<ServerOptions>;
    content: EncryptedExtensionsContent;
    alerts: string[];
  }[] = [
    {
      what: 'retry_configs though the hello was taken (section 5)',
      own: offering,
      server: opening,
      content: configs,
      alerts: ['us unsupported_extension extension-not-offered'],
    },
    {
      what: 'retry_configs that are none, not taken (section 6.1.6)',
      own: offering,
      server: notOpening,
      content: raw([0, 5, 1]),
      alerts: ['us decode_error truncated'],
    },
    {
      what: 'retry_configs that are none, to filler (section 6.2)',
      own: filling,
      server: opening,
      content: raw([0, 5, 1]),
      alerts: ['us decode_error truncated'],
    },
    { what: 'retry_configs to filler', own: filling, server: opening, content: configs, alerts: [] },
    {
      what: 'retry_configs without Encrypted Client Hello',
      own: {},
      server: {},
      content: configs,
      alerts: ['us unsupported_extension extension-not-offered'],
    },
  ];
  test.each(rows)('$what', ({ own, server, content, alerts }) => {
    const honest = converse(clientOptions(own), serverOptions({}, server));
    const secret = secretOf(honest.events.server, 'SERVER_HANDSHAKE_TRAFFIC_SECRET');
    const hello = plainMessages(honest.flights[1]?.bytes ?? empty)[0] ?? empty;
    const sealed = sealedRecords(secret, [handshake(encodeEncryptedExtensions(content).bytes)]);
    const { events } = client(own).receive(concat(plainRecord('handshake', hello), sealed));
    expect(alertsOf(events)).toEqual(alerts);
  });
});

describe('mutated flights', () => {
  const both = { versions: ['1.3', '1.2'] as const };
  const suites: CipherSuiteName[] = ['TLS_AES_128_GCM_SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'];
  const scenes: [string, Partial<ClientOptions>, Partial<ServerChoice>, Partial<ServerOptions>][] = [
    ['taken', offering, {}, opening],
    ['taken after a retry', offering, secp256r1, opening],
    ['not taken', { ...offering, ...both, cipherSuites: suites }, {}, notOpening],
    ['filler', filling, secp256r1, opening],
  ];
  type Mutation = { how: 'flip' | 'drop' | 'insert' | 'cut'; at: number; octet: number };
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    how: fc.constantFrom('flip', 'drop', 'insert', 'cut'),
    at: fc.nat(),
    octet: fc.integer({ min: 1, max: 255 }),
  });
  function mutated(flight: Uint8Array, { how, at: anywhere, octet }: Mutation): Uint8Array {
    const at = anywhere % flight.length;
    const [before, after] = [flight.slice(0, at), flight.slice(at)];
    if (how === 'flip') return flight.map((each, index) => (index === at ? each ^ octet : each));
    if (how === 'drop') return concat(before, after.slice(1));
    return how === 'cut' ? before : concat(before, Uint8Array.of(octet), after);
  }
  const endedBy = (events: ReturnType<Endpoint['receive']>['events']): number =>
    eventsOf(events, 'alert').filter(({ from }) => from === 'us').length;

  test.each(scenes)(
    '%s: no exception, no hang, one alert of each end at most',
    (_what, own, choice, changes) => {
      const [client, server] = [clientOptions(own), serverOptions(choice, changes)];
      const sides: Side[] = ['client', 'server'];
      let failed = 0;
      fc.assert(
        fc.property(fc.nat(4), fc.array(mutation, { minLength: 1, maxLength: 3 }), (index, mutations) => {
          const conversation = converse(client, server, {
            onTheWire: (bytes, _from, flight) =>
              flight === index ? mutations.reduce(mutated, bytes) : bytes,
          });
          for (const side of sides) expect(endedBy(conversation.events[side])).toBeLessThanOrEqual(1);
          if (sides.some((side) => conversation[side].state === 'failed')) failed += 1;
        }),
        { seed: 9849, numRuns: 80 },
      );
      expect(failed).toBeGreaterThan(20);
    },
  );

  test('whatever is sealed for the server: answered or refused', () => {
    const [outer, inner] = sealedParts();
    const sender = echSender(current.key.config, hpkeKeyPair(seededBytes('fuzz')(32, 'ephemeral')));
    if (sender === null) throw new Error('a key');
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const changed = parseClientHello(mutations.reduce(mutated, inner)).content;
        if (changed === null) return;
        const server = createServer(serverOptions({}, opening));
        server.start();
        const hello = encodeClientHello(sealInner(sender, 0, changed, outer)).bytes;
        expect(endedBy(server.receive(plainRecord('handshake', hello)).events)).toBeLessThanOrEqual(1);
      }),
      { seed: 9180, numRuns: 200 },
    );
  });

  function sealedParts(): [ClientHelloContent, Uint8Array] {
    const { events } = converse(clientOptions(offering), serverOptions({}, opening));
    const outer = parseClientHello(eventsOf(events.client, 'sent')[0]?.message.bytes ?? empty).content;
    if (outer === null) throw new Error('a hello');
    expect(findExtension(outer.extensions, 'encrypted_client_hello')?.outer).toBeDefined();
    const extensions = (outer.extensions ?? []).filter(({ type }) => type !== 'encrypted_client_hello');
    return [{ ...outer, extensions }, eventsOf(events.client, 'ech')[0]?.hello.bytes ?? empty];
  }
});
