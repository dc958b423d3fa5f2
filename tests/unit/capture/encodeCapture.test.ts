import { describe, expect, it } from 'vitest';
import { decodeHex, encodeHex } from '../../../src/bytes/hex.ts';
import { cArray, hexText } from '../../../src/capture/bytesText.ts';
import { decryptionSecrets, enhancedPacket, ethernetInterface } from '../../../src/capture/blocks.ts';
import { encodeCapture } from '../../../src/capture/encodeCapture.ts';
import { keyLogText } from '../../../src/capture/keyLog.ts';

const bytes = (hex: string): Uint8Array => {
  const decoded = decodeHex(hex, 'skip-space');
  if (!decoded.ok) throw new Error(hex);
  return decoded.bytes;
};
const hex = (given: Uint8Array): string => encodeHex(given);
const spaceless = (text: string): string => text.replace(/\s/g, '');

/** By hand, after the figures of draft-ietf-opsawg-pcapng sections 4.2, 4.3 and 4.7. */
describe('blocks of pcapng', () => {
  it('interface description: Ethernet, no limit of length', () => {
    expect(hex(ethernetInterface())).toBe(spaceless('01000000 14000000 0100 0000 00000000 14000000'));
  });

  it('enhanced packet: time in two halves, data padded to 32 bits', () => {
    expect(hex(enhancedPacket(0x1_00000002, bytes('aabbccddee')))).toBe(
      spaceless('06000000 28000000 00000000 01000000 02000000 05000000 05000000 aabbccddee000000 28000000'),
    );
  });

  it('decryption secrets: type TLSK, length without padding', () => {
    expect(hex(decryptionSecrets('ABCDE'))).toBe(
      spaceless('0a000000 1c000000 4b534c54 05000000 4142434445000000 1c000000'),
    );
  });
});

describe('encodeCapture', () => {
  const scene = {
    client: { address: '192.0.2.1', port: 50000 },
    server: { address: '192.0.2.2', port: 443 },
    initialSequence: { client: 1, server: 1 },
    start: 0,
    turns: [],
    end: 'refused',
  } as const;

  it('the first frame, octet by octet (RFC 791, RFC 9293; checksums summed by hand)', () => {
    const frame = `
      020000000002 020000000001 0800
      4500 002c 0000 4000 4006 b6c8 c0000201 c0000202
      c350 01bb 00000001 00000000 6002 faf0 5425 0000 020405b4`;
    expect(hex(encodeCapture(scene, ''))).toContain(spaceless(frame));
  });

  it.each([
    ['no connection', null],
    ['what is no IP address', { ...scene, server: { address: 'nowhere', port: 443 } }],
    ['two kinds of address', { ...scene, server: { address: '2001:db8::1', port: 443 } }],
  ])('%s: a capture without packets', (_what, conversation) => {
    expect(encodeCapture(conversation, '')).toEqual(encodeCapture(null, ''));
    expect(encodeCapture(null, '').length).toBeLessThan(encodeCapture(scene, '').length);
  });
});

describe('texts', () => {
  it('key log: label, client random, secret', () => {
    const secrets = [{ label: 'CLIENT_RANDOM', clientRandom: bytes('0a0b'), secret: bytes('ff') }];
    expect(keyLogText(secrets)).toBe('CLIENT_RANDOM 0a0b ff\n');
  });

  it('hexadecimal, 32 octets a line', () => {
    expect(hexText(new Uint8Array(33))).toBe(`${'00'.repeat(32)}\n00\n`);
  });

  it('a C array under a name that C takes', () => {
    expect(cArray('2-client hello', bytes('16 03 01'))).toBe(
      'const unsigned char _2_client_hello[3] = {\n  0x16, 0x03, 0x01,\n};\n',
    );
  });
});
