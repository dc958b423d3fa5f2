import { describe, expect, it } from 'vitest';
import { cArray, hexText } from '../../../src/capture/bytesText.ts';
import { readHello, readHelloText } from '../../../src/capture/read/givenHello.ts';
import { capturedHellos } from '../tls/truth.ts';

const record = capturedHellos().get('gnutls-plain') ?? new Uint8Array();
const message = record.slice(5);
const hex = Buffer.from(record).toString('hex');
const spaced = hex.replace(/(..)/g, '$1 ').trim();

/** As `xxd`, `hexdump -C` and Wireshark's "as a hex dump" wrote the first octets of that hello. */
const xxd = `00000000: 1603 0300 5d01 0000 5903 0327 c8ab 8821  ....]...Y..'...!
00000010: e9ad 52c1                                ..R.`;
const hexdump = `00000000  16 03 03 00 5d 01 00 00  59 03 03 27 c8 ab 88 21  |....]...Y..'...!|
00000010  e9 ad 52 c1                                       |..R.|`;
const wireshark = `0000   16 03 03 00 5d 01 00 00 59 03 03 27 c8 ab 88 21   ....]...Y..'...!
0010   e9 ad 52 c1                                       ..R.`;

describe('a ClientHello as text', () => {
  it.each([
    ['bare digits', hex],
    ['capitals', hex.toUpperCase()],
    ['spaces', spaced],
    ['colons', spaced.replaceAll(' ', ':')],
    ['lines of our own', hexText(record)],
    ['a C array of our own', cArray('client-hello', record)],
    ['without the record', Buffer.from(message).toString('hex')],
  ])('%s', (_what, text) => {
    const hello = readHelloText(text);
    expect(hello?.message.bytes).toEqual(message);
    expect(hello?.message.errors).toEqual([]);
  });

  it.each([
    ['xxd', xxd],
    ['hexdump -C', hexdump],
    ['Wireshark', wireshark],
  ])('a dump by %s, cut short: as far as it goes', (_what, text) => {
    const hello = readHelloText(text);
    expect(hello?.message.bytes).toEqual(record.slice(5, 20));
    expect(hello?.message.errors.map(({ reason }) => reason)).toContain('truncated');
  });

  it.each([
    ['nothing', ''],
    ['an X.509 certificate', '30820122300d06092a864886'],
    ['a ServerHello', '160303003d020000390303'],
    ['a word', 'hello'],
    ['a date', '2026-11-22'],
  ])('%s is none', (_what, text) => {
    expect(readHelloText(text)).toBeNull();
  });
});

it('octets, with and without the record', () => {
  expect(readHello(record)?.message.bytes).toEqual(message);
  expect(readHello(message)?.message.bytes).toEqual(message);
  expect(readHello(Uint8Array.of(0x30, 0x82))).toBeNull();
});
