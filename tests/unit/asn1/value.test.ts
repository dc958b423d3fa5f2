/** Values for display, by hand from X.680, X.690 and RFC 5952. */
import { expect, test } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import { describeValue, ipAddressText, previewOctets, previewTextOctets } from '../../../src/asn1/value.ts';
import { visibleText } from '../../../src/text/visible.ts';
import { hex } from './inputs.ts';

const value = (text: string) => describeValue(scan(hex(text)), 0);
const ascii = (text: string): string => Buffer.from(text).toString('hex');

test.each<[string, object, string]>([
  ['30 00', { kind: 'constructed' }, 'SEQUENCE'],
  ['05 00', { kind: 'null' }, 'NULL'],
  ['05 01 00', { kind: 'malformed', expected: 'NULL', hex: '00' }, 'NULL with content'],
  ['01 01 ff', { kind: 'boolean', value: true }, 'BOOLEAN'],
  ['01 01 00', { kind: 'boolean', value: false }, 'BOOLEAN'],
  ['01 02 00 00', { kind: 'malformed', expected: 'BOOLEAN' }, 'BOOLEAN of two octets'],
  ['02 01 80', { kind: 'integer', decimal: '-128', negative: true, hex: '80' }, 'a negative INTEGER'],
  ['02 02 00 80', { kind: 'integer', decimal: '128', negative: false }, 'INTEGER'],
  ['02 08 7f ff ff ff ff ff ff ff', { kind: 'integer', decimal: '9223372036854775807' }, '2^63 - 1'],
  [
    '02 09 00 ff ff ff ff ff ff ff ff',
    { kind: 'integer', decimal: null, hex: '00ffffffffffffffff' },
    'a big one',
  ],
  ['02 00', { kind: 'malformed', expected: 'INTEGER' }, 'an empty INTEGER'],
  ['0a 01 03', { kind: 'enumerated', decimal: '3' }, 'ENUMERATED'],
  ['06 03 55 04 03', { kind: 'object-identifier', dotted: '2.5.4.3', name: 'commonName' }, 'OID'],
  ['06 01 86', { kind: 'object-identifier', dotted: null, name: null }, 'a cut OID'],
  [
    '03 04 06 6e 5d c0',
    { kind: 'bit-string', unusedBits: 6, hex: '6e5dc0', bytes: { start: 3, end: 6 } },
    'bits',
  ],
  ['03 01 09', { kind: 'malformed', expected: 'BIT STRING' }, '9 unused bits'],
  [
    '04 02 ab cd',
    { kind: 'octet-string', hex: 'abcd', truncated: false, bytes: { start: 2, end: 4 } },
    'octets',
  ],
  ['82 01 41', { kind: 'octets', hex: '41' }, 'an implicit tag without the schema'],
  [`0c 02 c3a9`, { kind: 'string', text: 'é', encoding: 'utf-8', malformed: false }, 'UTF8String'],
  [`0c 01 c3`, { kind: 'string', text: '\ufffd', malformed: true }, 'a cut sequence'],
  [`0c 03 efbfbd`, { kind: 'string', text: '\ufffd', malformed: false }, 'U+FFFD itself'],
  [`13 02 ${ascii('a*')}`, { kind: 'string', text: 'a*', malformed: true }, 'no asterisk in PrintableString'],
  [`16 03 61 00 62`, { kind: 'string', text: 'a\0b', encoding: 'ascii', malformed: false }, 'NUL is data'],
  [`16 01 e9`, { kind: 'string', text: '\ufffd', malformed: true }, 'IA5String has 7 bits'],
  [`14 01 e9`, { kind: 'string', text: 'é', encoding: 'latin-1', malformed: false }, 'TeletexString'],
  [`1e 04 00 61 4e 2d`, { kind: 'string', text: 'a中', encoding: 'ucs-2', malformed: false }, 'BMPString'],
  [`1e 03 00 61 4e`, { kind: 'string', text: 'a\ufffd', malformed: true }, 'half a character'],
  [`1e 02 d8 00`, { kind: 'string', text: '\ufffd', malformed: true }, 'a lone surrogate'],
  [
    `1c 04 00 01 f6 00`,
    { kind: 'string', text: '😀', encoding: 'ucs-4', malformed: false },
    'UniversalString',
  ],
  [
    `17 0d ${ascii('491231235959Z')}`,
    { text: '491231235959Z', date: new Date('2049-12-31T23:59:59Z') },
    '2049',
  ],
  [`17 0d ${ascii('500101000000Z')}`, { kind: 'time', date: new Date('1950-01-01T00:00:00Z') }, '1950'],
  [`17 0b ${ascii('2501010000Z')}`, { kind: 'time', date: new Date('2025-01-01T00:00:00Z') }, 'no seconds'],
  [
    `17 11 ${ascii('250101020000+0200')}`,
    { kind: 'time', date: new Date('2025-01-01T00:00:00Z') },
    'an offset',
  ],
  [`17 0d ${ascii('250230000000Z')}`, { kind: 'time', date: null }, '30 February'],
  [`17 0d ${ascii('250101240000Z')}`, { kind: 'time', date: null }, 'hour 24'],
  [`18 0f ${ascii('99991231235959Z')}`, { kind: 'time', date: new Date('9999-12-31T23:59:59Z') }, 'no end'],
  [`18 0e ${ascii('20250101000000')}`, { kind: 'time', date: null }, 'local time is no instant'],
  [`17 03 ${ascii('now')}`, { kind: 'time', text: 'now', date: null }, 'no time at all'],
])('%s is %o (%s)', (text, expected) => {
  expect(value(text)).toMatchObject(expected);
});

test.each<[string, string | null, string]>([
  ['c0 00 02 01', '192.0.2.1', 'IPv4'],
  [
    '20 01 0d b8 00 00 00 00 00 01 00 00 00 00 00 01',
    '2001:db8::1:0:0:1',
    'RFC 5952 section 4.2.3: the first of two',
  ],
  ['0a 00 00 00 ff 00 00 00', '10.0.0.0/8', 'a prefix'],
  ['0a 00 00 00 ff 00 ff 00', '10.0.0.0/255.0.255.0', 'a mask with holes'],
  ['20 01 0d b8' + ' 00'.repeat(12) + ' ff'.repeat(4) + ' 00'.repeat(12), '2001:db8::/32', 'an IPv6 prefix'],
  ['01 02 03', null, 'three octets'],
  ['', null, 'none'],
])('the iPAddress %s is %s (%s)', (octets, text) => {
  expect(ipAddressText(hex(octets))).toBe(text);
});

test('previews are bounded', () => {
  const octets = new Uint8Array(5_000_006).fill(0x41);
  for (const tag of [0x02, 0x03, 0x04, 0x06, 0x0c, 0x16, 0x17, 0x18, 0x1e, 0x82]) {
    octets.set([tag, 0x84, 0x00, 0x4c, 0x4b, 0x40]);
    if (tag === 0x03) octets[6] = 0;
    const described = describeValue(scan(octets), 0);
    expect(JSON.stringify(described).length).toBeLessThan(2 * previewTextOctets);
    if ('hex' in described) expect(described.hex).toHaveLength(2 * previewOctets);
    if ('truncated' in described) expect(described.truncated).toBe(true);
  }
});

test('a long UTF8String is not cut inside a character', () => {
  const text = Buffer.from(`a${'é'.repeat(3000)}`);
  const described = value(`0c 82 ${text.length.toString(16).padStart(4, '0')} ${text.toString('hex')}`);
  expect(described).toMatchObject({ kind: 'string', malformed: false, truncated: true });
});

test.each([
  ['plain text, mit Ü und 中文', 'plain text, mit Ü und 中文', 'letters stay'],
  ['a\0b', 'a\\x00b', 'NUL'],
  ['a\r\nb\t', 'a\\x0d\\x0ab\\x09', 'controls'],
  ['\u007f\u0085', '\\x7f\\x85', 'DEL and C1'],
  ['\u202egro.elgoog', '\\u{202e}gro.elgoog', 'right-to-left override'],
  ['goo\u200bgle', 'goo\\u{200b}gle', 'zero-width space'],
  ['a\u00adb', 'a\\xadb', 'soft hyphen'],
  ['a\u00a0b', 'a\\xa0b', 'a space that is not the space'],
  ['\u{e0061}', '\\u{e0061}', 'a tag character'],
  ['\ud800', '\\u{d800}', 'a lone surrogate'],
  ['<script>', '<script>', 'markup is text'],
])('%j is shown as %s (%s)', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
