/** Encrypted Client Hello (RFC 9849) played by both machines: taken, not taken, asked again, filler. */
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findExtension } from '../../../../src/tls/findExtension.ts';
import { parseClientHello, type ClientHelloContent } from '../../../../src/tls/messages/clientHello.ts';
import type { ReceivedHello, ServerChoice, ServerOptions } from '../../../../src/tls/options.ts';
import { seededBytes } from '../../../../src/tls/seededBytes.ts';
import { filling, notOpening, offering, opening, publicName, secretName, stale } from './ech.ts';
import {
  alertsOf,
  carry,
  clientOptions,
  converse,
  credentials,
  eventsOf,
  sentBy,
  serverChoice,
  serverOptions,
  type Conversation,
  type Side,
} from './ends.ts';

const statesOf = ({ client, server }: Conversation): string[] => [client.state, server.state];
const establishedOf = ({ events }: Conversation) =>
  (['client', 'server'] as const).map((side) => eventsOf(events[side], 'established')[0]);
const echOf = ({ events }: Conversation, side: Side) =>
  eventsOf(events[side], 'ech').map(({ outcome }) => outcome);

/** A server that notes what it was asked to choose by. */
function noting(choice: Partial<ServerChoice>, changes: Partial<ServerOptions>) {
  const seen: ReceivedHello[] = [];
  const server = serverOptions(choice, {
    ...changes,
    choose: (hello) => {
      seen.push(hello);
      return serverChoice(choice);
    },
  });
  return { seen, server };
}

/** The hellos on the wire. */
function wireHellos({ events }: Conversation): ClientHelloContent[] {
  const sent = eventsOf(events.client, 'sent').filter(({ message }) => message.type === 'client_hello');
  return sent.flatMap(({ message }) => parseClientHello(message.bytes).content ?? []);
}
const nameIn = ({ extensions }: ClientHelloContent): string =>
  new TextDecoder().decode(findExtension(extensions, 'server_name')?.server_name_list[0]?.HostName);
const sealedIn = ({ extensions }: ClientHelloContent) =>
  findExtension(extensions, 'encrypted_client_hello')?.outer;

const secp256r1 = { groups: ['secp256r1' as const] };

describe('taken', () => {
  const { seen, server } = noting({}, opening);
  const taken = converse(clientOptions(offering), server);

  test('the server chooses by the sealed name, both go on with the inner hello', () => {
    expect(statesOf(taken)).toEqual(['open', 'open']);
    expect(seen.map(({ serverName, ech }) => [serverName, ech.state])).toEqual([[secretName, 'accepted']]);
    expect(establishedOf(taken).map((each) => each?.serverName)).toEqual([secretName, secretName]);
    const [client] = eventsOf(taken.events.client, 'ech');
    const [opened] = eventsOf(taken.events.server, 'ech');
    expect(client?.hello.bytes).toEqual(opened?.hello.bytes);
  });

  test('the wire has the public name, and nowhere the other', () => {
    expect(wireHellos(taken).map(nameIn)).toEqual([publicName]);
    for (const { bytes } of taken.flights) expect(Buffer.from(bytes).includes(secretName)).toBe(false);
  });

  test('the sealed hello offers TLS 1.3 alone, with a random of its own and the same session id', () => {
    const both = converse(
      clientOptions({ ...offering, versions: ['1.3', '1.2'] }),
      serverOptions({}, opening),
    );
    const [outer] = wireHellos(both);
    const [event] = eventsOf(both.events.client, 'ech');
    const inner = parseClientHello(event?.hello.bytes ?? new Uint8Array()).content;
    expect(findExtension(inner?.extensions ?? null, 'supported_versions')?.versions).toEqual([0x0304]);
    expect(findExtension(outer?.extensions ?? null, 'supported_versions')?.versions).toEqual([
      0x0304, 0x0303,
    ]);
    expect(inner?.random).not.toEqual(outer?.random);
    expect(inner?.legacy_session_id).toEqual(outer?.legacy_session_id);
  });

  test('the end of the ServerHello’s random is the formula of section 7.2, by OpenSSL', () => {
    const inner = eventsOf(taken.events.server, 'ech')[0]?.hello.bytes ?? new Uint8Array();
    const hello = serverHellos(taken)[0] ?? Buffer.alloc(0);
    const before = Buffer.from(inner);
    expect(hello.subarray(30, 38)).toEqual(
      expanded('ech accept confirmation', inner.subarray(6, 38), before, zeroed(hello, 30)),
    );
  });

  test('key log: the inner random for the secrets, the outer one for what opens the hello (RFC 9850)', () => {
    const inner = eventsOf(taken.events.server, 'ech')[0]?.hello.bytes.slice(6, 38);
    const outer = wireHellos(taken)[0]?.random;
    for (const { label, clientRandom } of eventsOf(taken.events.client, 'secret'))
      expect([label, clientRandom]).toEqual([label, label.startsWith('ECH_') ? outer : inner]);
  });

  test('a byte at a time, with a client certificate, and data', () => {
    const conversation = converse(
      clientOptions({ ...offering, credential: credentials.ed25519 }),
      serverOptions({ clientAuth: 'required' }, opening),
      { chunk: 1 },
    );
    expect(statesOf(conversation)).toEqual(['open', 'open']);
    carry(conversation, 'client', conversation.client.send(Uint8Array.of(1, 2, 3)));
    expect(eventsOf(conversation.events.server, 'data').map(({ data }) => [...data])).toEqual([[1, 2, 3]]);
  });
});

/** The server's hellos, HelloRetryRequest among them, with their headers. */
const serverHellos = ({ events }: Conversation): Buffer[] =>
  eventsOf(events.server, 'sent')
    .filter(({ message }) => message.type === 'server_hello')
    .map(({ message }) => Buffer.from(message.bytes));

function zeroed(bytes: Buffer, start: number): Buffer {
  const blank = Buffer.from(bytes);
  return blank.fill(0, start, start + 8);
}

/** HKDF-Expand-Label(HKDF-Extract(0, random), label, Transcript-Hash(messages), 8), by node:crypto. */
function expanded(label: string, random: Uint8Array, ...messages: Buffer[]): Buffer {
  const transcript = createHash('sha256').update(Buffer.concat(messages)).digest();
  const secret = createHmac('sha256', Buffer.alloc(32)).update(random).digest();
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.from([0, 8, name.length]), name, Buffer.from([32]), transcript]);
  const whole = createHmac('sha256', secret)
    .update(Buffer.concat([info, Buffer.from([1])]))
    .digest();
  return whole.subarray(0, 8);
}

describe('taken, after a HelloRetryRequest', () => {
  const retried = converse(clientOptions(offering), serverOptions(secp256r1, opening));

  test('the second hello is sealed under the same key and does not repeat it', () => {
    expect(statesOf(retried)).toEqual(['open', 'open']);
    expect(establishedOf(retried).map((each) => each?.group)).toEqual(['secp256r1', 'secp256r1']);
    const [first, second] = wireHellos(retried).map(sealedIn);
    expect(first?.enc).toHaveLength(32);
    expect(second).toMatchObject({ enc: new Uint8Array(), config_id: first?.config_id });
    expect(wireHellos(retried).map(nameIn)).toEqual([publicName, publicName]);
    expect(echOf(retried, 'client')).toEqual(['accepted']);
  });

  test('request and ServerHello carry the formulas of sections 7.2.1 and 7.2, by OpenSSL', () => {
    const first = Buffer.from(eventsOf(retried.events.server, 'ech')[0]?.hello.bytes ?? []);
    const [request = Buffer.alloc(0)] = serverHellos(retried);
    const digest = createHash('sha256').update(first).digest();
    const hash = Buffer.concat([Buffer.from([254, 0, 0, 32]), digest]);
    const at = request.length - 8; // the extension is the last one
    expect(request.subarray(at)).toEqual(
      expanded('hrr ech accept confirmation', first.subarray(6, 38), hash, zeroed(request, at)),
    );
  });

  test('a ServerHello that no longer says so: illegal_parameter (section 6.1.5)', () => {
    const conversation = converse(clientOptions(offering), serverOptions(secp256r1, opening), {
      onTheWire: (bytes, _from, index) => (index === 3 ? flipped(bytes, 5 + 4 + 2 + 31) : bytes),
    });
    expect(alertsOf(conversation.events.client)).toEqual(['us illegal_parameter ech-not-confirmed']);
  });
});

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((octet, index) => (index === at ? octet ^ 1 : octet));

describe('a session', () => {
  const shared = { tickets: 1 };
  const first = converse(clientOptions(offering), serverOptions(shared, opening));
  const session = eventsOf(first.events.client, 'session')[0]?.session ?? null;
  const again = { ...offering, session, random: seededBytes('later') };

  test.each([
    ['at once', {}],
    ['after a HelloRetryRequest', secp256r1],
  ])('is offered in the sealed hello alone, with filler on the wire (%s)', (_when, choice) => {
    const resumed = converse(clientOptions(again), serverOptions({ ...shared, ...choice }, opening));
    expect(statesOf(resumed)).toEqual(['open', 'open']);
    expect(establishedOf(resumed).map((each) => each?.resumed)).toEqual([true, true]);
    for (const { extensions } of wireHellos(resumed)) {
      const offered = findExtension(extensions, 'pre_shared_key');
      expect(offered?.identities[0]?.identity).toHaveLength(session?.identity.bytes.length ?? -1);
      expect(offered?.identities[0]?.identity).not.toEqual(session?.identity.bytes);
      expect(extensions?.at(-1)?.type).toBe('pre_shared_key');
    }
  });

  test('of a server that does not open the hello any more stays unseen', () => {
    const { seen, server } = noting(shared, notOpening);
    const conversation = converse(clientOptions(again), server);
    expect(seen.map((hello) => hello.session)).toEqual([null]);
    expect(alertsOf(conversation.events.client)).toEqual(['us ech_required ech-rejected']);
  });
});

describe('not taken', () => {
  test.each([
    { what: 'another key', server: notOpening, configs: [stale.config] },
    { what: 'no Encrypted Client Hello', server: {}, configs: [] },
  ])('$what: the outer hello is answered to its end, then alert 121', ({ server: changes, configs }) => {
    const { seen, server } = noting({}, changes);
    const conversation = converse(clientOptions(offering), server);
    expect(seen.map(({ serverName }) => serverName)).toEqual([publicName]);
    expect(eventsOf(conversation.events.client, 'ech-retry')).toEqual([{ kind: 'ech-retry', configs }]);
    expect(alertsOf(conversation.events.client)).toEqual(['us ech_required ech-rejected']);
    expect(alertsOf(conversation.events.server)).toEqual(['peer ech_required']);
    expect(eventsOf(conversation.events.client, 'alert')[0]?.code).toBe(121);
    expect(sentBy(conversation, 'client').slice(-2)).toEqual(['[finished]', '[alert]']);
    expect(establishedOf(conversation)[0]).toBeUndefined();
    expect(statesOf(conversation)).toEqual(['failed', 'failed']);
  });

  test('a certificate that is not right for the public name ends it before, without other keys (section 6.1.6)', () => {
    const conversation = converse(clientOptions(offering), serverOptions({}, notOpening), {
      judgeServer: 'bad_certificate',
    });
    expect(alertsOf(conversation.events.client)).toEqual(['us bad_certificate refused-by-caller']);
    expect(eventsOf(conversation.events.client, 'ech-retry')).toEqual([]);
  });

  test('a client certificate is not shown to it (section 6.1.7)', () => {
    const conversation = converse(
      clientOptions({ ...offering, credential: credentials.ed25519 }),
      serverOptions({ clientAuth: 'optional' }, notOpening),
    );
    expect(sentBy(conversation, 'client').slice(-3)).toEqual(['[certificate]', '[finished]', '[alert]']);
    expect(eventsOf(conversation.events.server, 'certificate-received')).toEqual([]);
  });

  test('after a HelloRetryRequest: the same encrypted_client_hello once more', () => {
    const conversation = converse(clientOptions(offering), serverOptions(secp256r1, notOpening));
    const [first, second] = wireHellos(conversation).map(sealedIn);
    expect(second).toEqual(first);
    expect(alertsOf(conversation.events.client)).toEqual(['us ech_required ech-rejected']);
    expect(eventsOf(conversation.events.client, 'ech-retry')[0]?.configs).toEqual([stale.config]);
  });

  test('TLS 1.2: the handshake with the public name, then alert 121', () => {
    const cipherSuites = [
      'TLS_AES_128_GCM_SHA256' as const,
      'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' as const,
    ];
    const conversation = converse(
      clientOptions({ ...offering, versions: ['1.3', '1.2'], cipherSuites }),
      serverOptions({ versions: ['1.2'], cipherSuites }),
    );
    expect(alertsOf(conversation.events.client)).toEqual(['us ech_required ech-rejected']);
    expect(alertsOf(conversation.events.server)).toEqual(['peer ech_required']);
    expect(eventsOf(conversation.events.client, 'ech-retry')[0]?.configs).toEqual([]);
  });
});

describe('filler', () => {
  test.each([
    { what: 'of a client without a configuration', server: {}, told: [] },
    { what: 'at a server that opens others', server: opening, told: ['rejected'] },
  ])('$what: as if it were not there', ({ server, told }) => {
    const conversation = converse(clientOptions(filling), serverOptions({}, server));
    expect(statesOf(conversation)).toEqual(['open', 'open']);
    expect(wireHellos(conversation).map(nameIn)).toEqual([secretName]);
    expect(wireHellos(conversation).map(sealedIn)[0]?.enc).toHaveLength(32);
    expect([echOf(conversation, 'client'), echOf(conversation, 'server')]).toEqual([[], told]);
    expect(eventsOf(conversation.events.client, 'ech-retry')).toEqual([]);
  });

  test('after a HelloRetryRequest it stays the same (section 6.2), and a session is offered in the open', () => {
    const server = serverOptions({ ...secp256r1, tickets: 1 }, opening);
    const first = converse(clientOptions(filling), server);
    const [one, two] = wireHellos(first).map(sealedIn);
    expect(two).toEqual(one);
    const session = eventsOf(first.events.client, 'session')[0]?.session ?? null;
    const again = converse(clientOptions({ ...filling, session }), server);
    expect(establishedOf(again).map((each) => each?.resumed)).toEqual([true, true]);
  });

  test('a client that does not offer TLS 1.3 sends none', () => {
    const conversation = converse(
      clientOptions({
        ...offering,
        versions: ['1.2'],
        cipherSuites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
      }),
      serverOptions(
        { versions: ['1.2'], cipherSuites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] },
        opening,
      ),
    );
    expect(statesOf(conversation)).toEqual(['open', 'open']);
    expect(wireHellos(conversation).map(sealedIn)).toEqual([undefined]);
  });
});
