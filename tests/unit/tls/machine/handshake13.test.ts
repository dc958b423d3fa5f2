import { describe, expect, test } from 'vitest';
import type { SignatureSchemeName } from '../../../../src/tls/codePoints.ts';
import { parseCertificateVerify } from '../../../../src/tls/messages/certificateVerify.ts';
import { signatureSchemeName } from '../../../../src/tls/codePoints.ts';
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
  (['client', 'server'] as const).map((side) => eventsOf(events[side], 'established'));

function expectDone(conversation: Conversation): void {
  expect(alertsOf(conversation.events.client)).toEqual([]);
  expect(alertsOf(conversation.events.server)).toEqual([]);
  expect([conversation.client.state, conversation.server.state]).toEqual(['open', 'open']);
}

const combinations = (['x25519', 'secp256r1'] as const).flatMap((group) =>
  (['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'] as const).flatMap(
    (suite) => (['ecdsa', 'ed25519', 'rsa'] as const).map((key) => ({ group, suite, key })),
  ),
);
const schemeOf: Record<keyof typeof credentials, SignatureSchemeName> = {
  ecdsa: 'ecdsa_secp256r1_sha256',
  ed25519: 'ed25519',
  rsa: 'rsa_pss_rsae_sha256',
};

describe('a full handshake', () => {
  test.each(combinations)('$group, $suite, $key', ({ group, suite, key }) => {
    const conversation = converse(
      clientOptions({ groups: [group], keyShares: [group], cipherSuites: [suite] }),
      serverOptions({ credential: credentials[key] }),
    );
    expectDone(conversation);
    const agreed = {
      kind: 'established',
      version: '1.3',
      cipherSuite: suite,
      group,
      resumed: false,
      alpn: 'http/1.1',
      serverName: 'shop.example',
    };
    expect(establishedOf(conversation)).toEqual([[agreed], [agreed]]);
    const verify = eventsOf(conversation.events.client, 'received').find(
      ({ message }) => message.type === 'certificate_verify',
    );
    const content = parseCertificateVerify(verify?.message.bytes ?? new Uint8Array()).content;
    expect(signatureSchemeName(content?.algorithm ?? 0)).toBe(schemeOf[key]);
  });

  test('has the messages of RFC 9846 figure 1, the server sealed from EncryptedExtensions on', () => {
    const conversation = converse(clientOptions(), serverOptions());
    expect(sentBy(conversation, 'client')).toEqual(['client_hello', 'change_cipher_spec', '[finished]']);
    expect(sentBy(conversation, 'server')).toEqual([
      'server_hello',
      'change_cipher_spec',
      '[encrypted_extensions]',
      '[certificate]',
      '[certificate_verify]',
      '[finished]',
    ]);
  });

  test('both sides know the same secrets', () => {
    const { events } = converse(clientOptions(), serverOptions());
    const [client, server] = [eventsOf(events.client, 'secret'), eventsOf(events.server, 'secret')];
    expect(client).toEqual(server);
    expect(client.map(({ label }) => label)).toEqual([
      'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
      'SERVER_HANDSHAKE_TRAFFIC_SECRET',
      'CLIENT_TRAFFIC_SECRET_0',
      'SERVER_TRAFFIC_SECRET_0',
      'EXPORTER_SECRET',
    ]);
  });

  test('application data both ways, long and empty, then close_notify', () => {
    const conversation = converse(clientOptions(), serverOptions());
    const long = new Uint8Array(40_000).fill(7);
    carry(conversation, 'client', conversation.client.send(long));
    carry(conversation, 'server', conversation.server.send(new Uint8Array()));
    const received = eventsOf(conversation.events.server, 'data');
    expect(received.map(({ data }) => data.length)).toEqual([16384, 16384, 7232]);
    expect(eventsOf(conversation.events.client, 'data').map(({ data }) => data.length)).toEqual([0]);
    carry(conversation, 'client', conversation.client.close());
    expect([conversation.client.state, conversation.server.state]).toEqual(['closed', 'closed']);
    expect(alertsOf(conversation.events.server)).toEqual(['peer close_notify', 'us close_notify']);
    expect(conversation.server.send(long)).toEqual({ bytes: new Uint8Array(), events: [] });
  });
});
