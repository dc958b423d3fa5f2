import { describe, expect, it } from 'vitest';
import { decodeHex } from '../../../src/bytes/hex.ts';
import { internetChecksum } from '../../../src/capture/checksum.ts';

const bytes = (hex: string): Uint8Array => {
  const decoded = decodeHex(hex, 'skip-space');
  if (!decoded.ok) throw new Error(hex);
  return decoded.bytes;
};

/** Sums done by hand. */
const table: [why: string, hex: string, checksum: number][] = [
  ['the example of RFC 1071 section 3: the sum is ddf2', '0001 f203 f4f5 f6f7', 0x220d],
  ['nothing sums up to 0', '', 0xffff],
  ['an odd last octet stands in the high half: 0102 + 0300 = 0402', '0102 03', 0xfbfd],
  [
    'the carry comes back at the low end: ffff + 0001 = 10000, and 0001 in one’s complement',
    'ffff 0001',
    0xfffe,
  ],
  ['a header with its checksum in place sums up to ffff', '0001 f203 f4f5 f6f7 220d', 0],
];

describe('internetChecksum', () => {
  it.each(table)('%s', (_why, hex, checksum) => {
    expect(internetChecksum(bytes(hex))).toBe(checksum);
  });
});
