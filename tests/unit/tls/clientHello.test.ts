import { describe, expect, test } from 'vitest';
import {
  encodeClientHello,
  parseClientHello,
  rawServerNameExtension,
  serverNameExtension,
} from '../../../src/tls/messages/clientHello.ts';
import { expectEveryByteClaimed, valuesNamed } from './fields.ts';
import { forms } from './formats.ts';
import { helloStart, helloWith } from './hello.ts';
import { fromHex } from './truth.ts';

describe('a ClientHello', () => {
  /** By hand from RFC 5246 section 7.4.1.2 and RFC 6066 section 3. */
  const written = [
    {
      why: 'no extensions block at all, as clients of SSL 3.0 and TLS 1.0 send it',
      hello: helloWith(null),
      hex: `01000029 ${helloStart} 00 0002 1301 01 00`,
    },
    {
      why: 'an empty extensions block is not the same as none',
      hello: helloWith([]),
      hex: `0100002b ${helloStart} 00 0002 1301 01 00 0000`,
    },
    {
      why: 'server_name: list, type, name, each with its length',
      hello: helloWith([serverNameExtension('a.test')]),
      hex: `0100003a ${helloStart} 00 0002 1301 01 00 000f 0000 000b 0009 00 0006 612e74657374`,
    },
    {
      why: 'server_name as raw bytes: an empty list',
      hello: helloWith([rawServerNameExtension(Uint8Array.of(0, 0))]),
      hex: `01000031 ${helloStart} 00 0002 1301 01 00 0006 0000 0002 0000`,
    },
    {
      why: 'extensions without data',
      hello: helloWith([
        { type: 'extended_master_secret', data: null },
        { type: 'post_handshake_auth', data: null },
      ]),
      hex: `01000033 ${helloStart} 00 0002 1301 01 00 0008 0017 0000 0031 0000`,
    },
    {
      why: 'GREASE and an unknown extension are opaque (RFC 8701)',
      hello: helloWith([
        { type: 'raw', code: 0x2a2a, data: new Uint8Array(0) },
        { type: 'raw', code: 0x1234, data: Uint8Array.of(1) },
      ]),
      hex: `01000034 ${helloStart} 00 0002 1301 01 00 0009 2a2a 0000 1234 0001 01`,
    },
  ];
  test.each(written)('$why', ({ hello, hex }) => {
    const { bytes, field } = encodeClientHello(hello);
    expect(Buffer.from(bytes).toString('hex')).toBe(hex.replaceAll(' ', ''));
    expectEveryByteClaimed(field, bytes.length);
    const parsed = parseClientHello(fromHex(hex));
    expect(parsed.field).toEqual(field);
    expect(forms.ClientHello(fromHex(hex)).built).toEqual({ type: 'client_hello', bytes, field });
  });

  test('what was written is the content that is read', () => {
    const hello = helloWith([serverNameExtension('a.test'), { type: 'extended_master_secret', data: null }]);
    expect(parseClientHello(encodeClientHello(hello).bytes).content).toEqual(hello);
  });

  test('values have their names', () => {
    const { field } = encodeClientHello(
      helloWith([serverNameExtension('a.test'), { type: 'raw', code: 0x2a2a, data: new Uint8Array(0) }]),
    );
    expect(valuesNamed(field, 'msg_type')).toEqual(['client_hello']);
    expect(valuesNamed(field, 'legacy_version')).toEqual(['TLS 1.2']);
    expect(valuesNamed(field, 'CipherSuite')).toEqual(['TLS_AES_128_GCM_SHA256']);
    expect(valuesNamed(field, 'Extension')).toEqual(['server_name', 'GREASE (0x2a2a)']);
    expect(valuesNamed(field, 'HostName')).toEqual(['a.test']);
  });

  test('a list longer than its length can say is refused', () => {
    const data = new Uint8Array(0x10000);
    expect(() => encodeClientHello(helloWith([rawServerNameExtension(data)]))).toThrow(RangeError);
  });
});
