import { expect, test } from 'vitest';
import * as codes from '../../../src/tls/codePoints.ts';

/** By hand from the IANA registries. */
const known = [
  { code: codes.cipherSuite('TLS_AES_128_GCM_SHA256'), hex: 0x1301, registry: 'cipher suite' },
  { code: codes.alertCode('unrecognized_name'), hex: 112, registry: 'alert' },
  { code: codes.handshakeType('certificate_verify'), hex: 15, registry: 'handshake type' },
  { code: codes.contentType('handshake'), hex: 22, registry: 'content type' },
  { code: codes.extensionType('renegotiation_info'), hex: 65281, registry: 'extension type' },
  { code: codes.namedGroup('x25519'), hex: 29, registry: 'group' },
  { code: codes.signatureScheme('rsa_pss_rsae_sha256'), hex: 0x0804, registry: 'signature scheme' },
  { code: codes.protocolVersion('TLS 1.3'), hex: 0x0304, registry: 'version' },
];
test.each(known)('$registry $hex', ({ code, hex }) => {
  expect(code).toBe(hex);
});

const names = [
  { name: codes.alertName(112), expected: 'unrecognized_name', why: 'a known code' },
  { name: codes.alertName(0xfe), expected: 'unknown (0xfe)', why: 'an unknown one of one byte' },
  { name: codes.cipherSuiteName(0x1234), expected: 'unknown (0x1234)', why: 'an unknown one of two bytes' },
  { name: codes.cipherSuiteName(0x5a5a), expected: 'GREASE (0x5a5a)', why: 'RFC 8701 section 2' },
  { name: codes.namedGroupName(0x0a1a), expected: 'unknown (0x0a1a)', why: 'GREASE has two equal bytes' },
  { name: codes.alertName(0x0a), expected: 'unexpected_message', why: 'one byte is never GREASE' },
];
test.each(names)('$expected: $why', ({ name, expected }) => {
  expect(name).toBe(expected);
});

test('a text from outside is asked before it is looked up', () => {
  expect(codes.isCipherSuiteName('TLS_AES_128_GCM_SHA256')).toBe(true);
  expect(codes.isCipherSuiteName('toString')).toBe(false);
});
