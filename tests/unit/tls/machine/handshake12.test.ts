import { describe, expect, test } from 'vitest';
import { carry, converse, credentials, eventsOf, sentBy, type Conversation } from './ends.ts';
import { client12, server12 } from './ends12.ts';

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
