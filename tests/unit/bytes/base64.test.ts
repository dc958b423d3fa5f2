/** Base64: RFC 4648 section 10's vectors, Node's own coder, and positions of bad characters. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/bytes/base64.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
])('%j is %j', (text, base64) => {
  expect(encodeBase64(ascii(text))).toBe(base64);
  expect(decodeBase64(base64)).toEqual({ ok: true, bytes: ascii(text) });
});

test.each([
  ['Zg', 2, 'padding missing'],
  ['Zg=', 3, 'one pad of two'],
  ['Zg===', 4, 'one pad too many'],
  ['Zm9v=', 4, 'a pad after a whole group'],
  ['Z', 1, 'one digit is no octet'],
  ['=', 0, 'padding alone'],
  ['Zg==Zg==', 4, 'digits after the padding'],
  ['Zm9-', 3, 'the URL alphabet'],
  ['Zm 9v', 2, 'white space, strictly'],
  ['Zmé9', 2, 'beyond ASCII'],
  ['Zh==', 1, 'trailing bits that are not zero (RFC 4648 section 3.5)'],
  ['Zm9=', 2, 'trailing bits that are not zero'],
])('%j is bad at %i: %s', (text, position) => {
  expect(decodeBase64(text)).toEqual({ ok: false, position });
});

test('white space is skipped on request, anywhere', () => {
  expect(decodeBase64(' Zm9\r\nvYg =\t=\n', 'skip-space')).toEqual({ ok: true, bytes: ascii('foob') });
  expect(decodeBase64('Zm9v\n!', 'skip-space')).toEqual({ ok: false, position: 5 });
});

test('agrees with Node on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(encodeBase64(bytes)).toBe(text);
      expect(decodeBase64(text)).toEqual({ ok: true, bytes });
    }),
  );
});

test('20 MB go there and back', () => {
  const bytes = new Uint8Array(20_000_000).map((_, k) => k * 7);
  const text = encodeBase64(bytes);
  expect(text === Buffer.from(bytes).toString('base64')).toBe(true);
  const decoded = decodeBase64(text);
  expect(decoded.ok && Buffer.compare(decoded.bytes, bytes)).toBe(0);
});
