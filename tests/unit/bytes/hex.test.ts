/** Hexadecimal: RFC 4648 section 10's vectors, and positions of bad characters. */
import { expect, test } from 'vitest';
import { decodeHex, encodeHex } from '../../../src/bytes/hex.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['', ''],
  ['f', '66'],
  ['fo', '666f'],
  ['foobar', '666f6f626172'],
])('%j is %j', (text, hex) => {
  expect(encodeHex(ascii(text))).toBe(hex);
  expect(decodeHex(hex)).toEqual({ ok: true, bytes: ascii(text) });
  expect(decodeHex(hex.toUpperCase())).toEqual({ ok: true, bytes: ascii(text) });
});

test.each([
  ['6', 1, 'one digit short'],
  ['66g6', 2, 'not a digit'],
  ['66 6f', 2, 'white space, strictly'],
  ['66é6', 2, 'beyond ASCII'],
])('%j is bad at %i: %s', (text, position) => {
  expect(decodeHex(text)).toEqual({ ok: false, position });
});

test('white space and colons are skipped on request, other characters are not', () => {
  expect(decodeHex('66:6F\r\n6f\t', 'skip-space')).toEqual({ ok: true, bytes: ascii('foo') });
  expect(decodeHex('66-6f', 'skip-space')).toEqual({ ok: false, position: 2 });
});

test('octets can be set apart', () => {
  expect(encodeHex(Uint8Array.of(0, 0xff, 0x0a), ':')).toBe('00:ff:0a');
  expect(encodeHex(new Uint8Array(8193), ':')).toBe(Array.from({ length: 8193 }, () => '00').join(':'));
});

test('20 MB go there and back, as Node has them', () => {
  const bytes = new Uint8Array(20_000_000).map((_, k) => k * 7);
  const text = encodeHex(bytes);
  expect(text === Buffer.from(bytes).toString('hex')).toBe(true);
  const decoded = decodeHex(text);
  expect(decoded.ok && Buffer.compare(decoded.bytes, bytes)).toBe(0);
});
