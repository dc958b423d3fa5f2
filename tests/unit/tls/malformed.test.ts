import { describe, expect, test } from 'vitest';
import { extensionTypeName } from '../../../src/tls/codePoints.ts';
import type { AlertName } from '../../../src/tls/codePoints.ts';
import { encodeClientHello } from '../../../src/tls/messages/clientHello.ts';
import type { ParseReason } from '../../../src/tls/parseError.ts';
import { expectEveryByteClaimed } from './fields.ts';
import { forms } from './formats.ts';
import { clientHelloHex, counted, extensionHex, handshake, helloStart, helloWith } from './hello.ts';
import { fromHex } from './truth.ts';

type Row = {
  form: keyof typeof forms;
  hex: string;
  alert: AlertName;
  reason: ParseReason;
  /** The bytes to blame, as hex. */
  blamed: string;
  why: string;
};

const keyShare = (group: string): string => `${group}${counted(2, 'aa')}`;
const serverName = (data: string): string => clientHelloHex(extensionHex('0000', data));
const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

const rows: Row[] = [
  // RFC 9846 section 6: "a length extending beyond the message boundary or an out-of-range length": decode_error
  { form: 'ClientHello', hex: '', alert: 'decode_error', reason: 'truncated', blamed: '', why: 'no bytes' },
  {
    form: 'ClientHello',
    hex: '01',
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '',
    why: 'type only',
  },
  {
    form: 'ClientHello',
    hex: '010000290303',
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '000029',
    why: 'header says more than there is',
  },
  {
    form: 'ClientHello',
    hex: '010000020303',
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '',
    why: 'the message ends after the version',
  },
  {
    form: 'ClientHello',
    hex: `${handshake(1, `${helloStart}00${counted(2, '1301')}0100`)}ff`,
    alert: 'decode_error',
    reason: 'trailing-bytes',
    blamed: 'ff',
    why: 'a byte behind the message',
  },
  {
    form: 'ClientHello',
    hex: handshake(1, `${helloStart}${counted(1, 'ab'.repeat(33))}${counted(2, '1301')}0100`),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '21',
    why: 'legacy_session_id<0..32>',
  },
  {
    form: 'ClientHello',
    hex: handshake(1, `${helloStart}00${counted(2, '')}0100`),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '0000',
    why: 'cipher_suites<2..2^16-2>',
  },
  {
    form: 'ClientHello',
    hex: handshake(1, `${helloStart}00${counted(2, '130113')}0100`),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '13',
    why: 'half a cipher suite',
  },
  {
    form: 'ClientHello',
    hex: handshake(1, `${helloStart}00${counted(2, '1301')}00`),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '00',
    why: 'legacy_compression_methods<1..2^8-1>',
  },
  {
    form: 'ClientHello',
    hex: handshake(1, `${helloStart}00${counted(2, '1301')}010000050000`),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '0005',
    why: 'extensions longer than the message',
  },
  {
    form: 'ClientHello',
    hex: clientHelloHex('00'),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '00',
    why: 'half an extension type',
  },
  {
    form: 'ClientHello',
    hex: clientHelloHex('00000004'),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '0004',
    why: 'extension data missing',
  },
  // RFC 6066 section 3: ServerName server_name_list<1..2^16-1>, HostName<1..2^16-1>
  {
    form: 'ClientHello',
    hex: serverName(''),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '',
    why: 'server_name of a client without a list',
  },
  {
    form: 'ClientHello',
    hex: serverName('0000'),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '0000',
    why: 'an empty server_name_list',
  },
  {
    form: 'ClientHello',
    hex: serverName('0003000000'),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '0000',
    why: 'an empty HostName',
  },
  {
    form: 'ClientHello',
    hex: serverName('000400000161ff'),
    alert: 'decode_error',
    reason: 'trailing-bytes',
    blamed: 'ff',
    why: 'a byte behind the list',
  },
  {
    form: 'ClientHello',
    hex: serverName('00090000010161'),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '0009',
    why: 'a list longer than the extension',
  },
  {
    form: 'ClientHello',
    hex: serverName('00080000016100000162'),
    alert: 'illegal_parameter',
    reason: 'duplicate-name-type',
    blamed: '00080000016100000162',
    why: 'RFC 6066: not more than one name of a type',
  },
  // RFC 9846 section 4.3: trailing data in an extension: decode_error; two of a type are forbidden
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('0017', '00')),
    alert: 'decode_error',
    reason: 'trailing-bytes',
    blamed: '00',
    why: 'extended_master_secret has no data (RFC 7627)',
  },
  {
    form: 'ClientHello',
    hex: clientHelloHex('0017000000170000'),
    alert: 'illegal_parameter',
    reason: 'duplicate-extension',
    blamed: '00170000',
    why: 'the same extension twice',
  },
  {
    form: 'ClientHello',
    hex: clientHelloHex('1234000012340000'),
    alert: 'illegal_parameter',
    reason: 'duplicate-extension',
    blamed: '12340000',
    why: 'an unknown extension twice',
  },
  // RFC 9846 section 4.3.11: illegal_parameter where it is not last
  {
    form: 'ClientHello',
    hex: clientHelloHex(
      `${extensionHex('0029', `${counted(2, `${counted(2, 'aa')}00000000`)}${counted(2, counted(1, 'bb'.repeat(32)))}`)}00170000`,
    ),
    alert: 'illegal_parameter',
    reason: 'pre-shared-key-not-last',
    blamed: extensionHex(
      '0029',
      `${counted(2, `${counted(2, 'aa')}00000000`)}${counted(2, counted(1, 'bb'.repeat(32)))}`,
    ),
    why: 'pre_shared_key before another',
  },
  // RFC 9846 section 4.2.2: illegal_parameter for any other value in a TLS 1.3 hello
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('002b', '020304'), '0100'),
    alert: 'illegal_parameter',
    reason: 'compression-in-tls13',
    blamed: '020100',
    why: 'TLS 1.3 with DEFLATE',
  },
  // RFC 9846 section 4.3.8: illegal_parameter
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('0033', counted(2, keyShare('001d') + keyShare('001d')))),
    alert: 'illegal_parameter',
    reason: 'duplicate-key-share',
    blamed: counted(2, keyShare('001d') + keyShare('001d')),
    why: 'two shares for x25519',
  },
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('0033', counted(2, '001d0000'))),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '0000',
    why: 'key_exchange<1..2^16-1>',
  },
  // RFC 7301 section 3.1: ProtocolName<1..2^8-1>
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('0010', counted(2, '0000'))),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '00',
    why: 'an empty protocol name',
  },
  // RFC 6066 section 4, RFC 8449 section 4: illegal_parameter
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('0001', '05')),
    alert: 'illegal_parameter',
    reason: 'unknown-fragment-length',
    blamed: '05',
    why: 'max_fragment_length 5',
  },
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('001c', '003f')),
    alert: 'illegal_parameter',
    reason: 'record-size-limit-too-small',
    blamed: '003f',
    why: 'a limit of 63',
  },
  // RFC 9846 section 4.3.1: versions<2..254>
  {
    form: 'ClientHello',
    hex: clientHelloHex(extensionHex('002b', '03030403')),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '03',
    why: 'half a version',
  },
  // RFC 9846 section 4: a message in unexpected order
  {
    form: 'ClientHello',
    hex: handshake(2, helloStart),
    alert: 'unexpected_message',
    reason: 'wrong-message-type',
    blamed: '02',
    why: 'a ServerHello in its place',
  },
  // RFC 6066 section 3: the answer of a server is empty
  {
    form: 'ServerHello',
    hex: handshake(2, `${helloStart}00130100${counted(2, extensionHex('0000', '00'))}`),
    alert: 'decode_error',
    reason: 'trailing-bytes',
    blamed: '00',
    why: 'server_name with data in an answer',
  },
  // RFC 9846 section 4.2.3: illegal_parameter
  {
    form: 'ServerHello',
    hex: handshake(2, `${helloStart}00130101${counted(2, extensionHex('002b', '0304'))}`),
    alert: 'illegal_parameter',
    reason: 'compression-in-tls13',
    blamed: '01',
    why: 'TLS 1.3 with DEFLATE chosen',
  },
  // RFC 9846 section 4.2.4: extensions<6..2^16-1>
  {
    form: 'ServerHello',
    hex: handshake(2, `0303${retryRandom}00130100${counted(2, '')}`),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '0000',
    why: 'HelloRetryRequest without an extension',
  },
  // RFC 5246 section 7.4.2: ASN.1Cert<1..2^24-1>
  {
    form: 'Certificate 1.2',
    hex: handshake(11, counted(3, counted(3, ''))),
    alert: 'decode_error',
    reason: 'length-out-of-range',
    blamed: '000000',
    why: 'an empty certificate',
  },
  {
    form: 'Certificate 1.2',
    hex: handshake(11, `000005${counted(3, 'aa')}`),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '000005',
    why: 'a list longer than the message',
  },
  {
    form: 'Certificate 1.3',
    hex: handshake(11, `00${counted(3, counted(3, 'aa'))}`),
    alert: 'decode_error',
    reason: 'truncated',
    blamed: '',
    why: 'an entry without extensions: the form of TLS 1.2',
  },
  // RFC 9846 section 6: an invalid enum
  {
    form: 'ServerKeyExchange',
    hex: handshake(12, `010017${counted(1, 'aa')}0403${counted(2, 'bb')}`),
    alert: 'illegal_parameter',
    reason: 'not-a-named-curve',
    blamed: '01',
    why: 'explicit_prime (RFC 8422 section 5.4)',
  },
  {
    form: 'ServerHelloDone',
    hex: '0e00000100',
    alert: 'decode_error',
    reason: 'trailing-bytes',
    blamed: '00',
    why: 'has no content',
  },
  { form: 'Alert', hex: '02', alert: 'decode_error', reason: 'truncated', blamed: '', why: 'a level only' },
  {
    form: 'Alert',
    hex: '022800',
    alert: 'decode_error',
    reason: 'trailing-bytes',
    blamed: '00',
    why: 'three bytes',
  },
  // RFC 9846 section 5: "any other change_cipher_spec value": unexpected_message
  {
    form: 'ChangeCipherSpec',
    hex: '02',
    alert: 'unexpected_message',
    reason: 'change-cipher-spec-not-one',
    blamed: '02',
    why: 'two',
  },
];

describe('malformed messages', () => {
  test.each(rows)('$form: $why', ({ form, hex, alert, reason, blamed }) => {
    const bytes = fromHex(hex);
    const { parsed } = forms[form](bytes);
    const error = parsed.errors[0];
    expect(error).toMatchObject({ code: alert, reason });
    const { start = 0, end = 0 } = error?.range ?? {};
    expect(Buffer.from(bytes.subarray(start, end)).toString('hex')).toBe(blamed);
    expectEveryByteClaimed(parsed.field, bytes.length);
  });

  test('an extension that cannot be read is kept raw, and the rest of the hello is read', () => {
    const bytes = fromHex(clientHelloHex(`${extensionHex('0000', '0009')}00170000`));
    const { parsed, built } = forms.ClientHello(bytes);
    expect(parsed.content).toMatchObject({
      extensions: [{ type: 'raw', code: 0, data: Uint8Array.of(0, 9) }, { type: 'extended_master_secret' }],
    });
    expect(built?.bytes).toEqual(bytes);
    expect(built?.field).toEqual(parsed.field);
  });

  test('64 KB of extensions are read in their number, no more', () => {
    const extensions = Array.from({ length: 16_000 }, (_, index) => ({
      type: 'raw' as const,
      code: 0x8000 + index,
      data: new Uint8Array(0),
    }));
    expect(extensionTypeName(0x8000)).toBe('unknown (0x8000)');
    const { bytes } = encodeClientHello(helloWith(extensions));
    const { parsed } = forms.ClientHello(bytes);
    expect(parsed.errors).toEqual([]);
    expect(parsed.content).toMatchObject({ extensions: { length: 16_000 } });
  });
});
