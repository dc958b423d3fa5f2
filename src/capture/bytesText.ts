/** Bytes as text that other programs take. */
import { encodeHex } from '../bytes/hex.ts';

const perRow = 12;

/** Hexadecimal, 32 octets a line. */
export const hexText = (bytes: Uint8Array): string =>
  `${
    encodeHex(bytes)
      .match(/.{1,64}/g)
      ?.join('\n') ?? ''
  }\n`;

/** An array of C. `name`: made an identifier of C by replacing all that cannot stand in one. */
export function cArray(name: string, bytes: Uint8Array): string {
  const identifier = name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^(?=\d|$)/, '_');
  const octets = Array.from(bytes, (octet) => `0x${octet.toString(16).padStart(2, '0')}`);
  const rows = Array.from({ length: Math.ceil(octets.length / perRow) }, (_, row) =>
    octets.slice(row * perRow, (row + 1) * perRow).join(', '),
  );
  return `const unsigned char ${identifier}[${bytes.length}] = {\n${rows.map((row) => `  ${row},\n`).join('')}};\n`;
}
