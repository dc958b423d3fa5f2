import { expect, test } from 'vitest';
import {
  encodeClientHello,
  parseClientHello,
  serverNameExtension,
} from '../../../src/tls/messages/clientHello.ts';
import { cipherSuite, protocolVersion } from '../../../src/tls/codePoints.ts';

test('a hello without extensions is read as it was written', () => {
  const message = encodeClientHello({
    legacy_version: protocolVersion('TLS 1.2'),
    random: new Uint8Array(32).fill(7),
    legacy_session_id: new Uint8Array(0),
    cipher_suites: [cipherSuite('TLS_RSA_WITH_AES_128_CBC_SHA')],
    legacy_compression_methods: [0],
    extensions: [serverNameExtension('a.test'), { type: 'extended_master_secret', data: null }],
  });
  const parsed = parseClientHello(message.bytes);
  expect(parsed.errors).toEqual([]);
  expect(parsed.field).toEqual(message.field);
});
