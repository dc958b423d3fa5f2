/** Hexadecimal as people copy it. */
import { decodeHex } from '../../bytes/hex.ts';

/** A whole hello is far shorter. */
const longest = 1024 * 1024;

/** `0000  16 03 01 ...  ...`: Wireshark, xxd, hexdump -C. Groups: offset, octets; what follows them is their text. */
const dumpLine = /^[ \t]*([0-9a-f]{4,8}):?[ \t]{1,3}((?:[0-9a-f]{2}[ \t]{0,2}){1,16})/i;

/** Bare digits with spaces, colons or commas; `0x16, 0x03` with the declaration of a C array around; a dump. null: no. */
export function octetsOfText(text: string): Uint8Array | null {
  if (text.length > longest) return null;
  const lines = text.trim().split(/\r?\n/);
  const dump = lines.map((line) => dumpLine.exec(line) ?? []);
  const beginsAtZero = /^0+$/.test(dump[0]?.[1] ?? '');
  if (beginsAtZero && dump.every(({ length }) => length > 0))
    return decoded(dump.map(([, , octets]) => octets).join(' '));
  const array = text.match(/\{([^{}]*)\}/)?.[1] ?? text;
  return decoded(array.replace(/0x|\\x/gi, ' ').replace(/[,;"']/g, ' '));
}

function decoded(hex: string): Uint8Array | null {
  const result = decodeHex(hex, 'skip-space');
  return result.ok && result.bytes.length > 0 ? result.bytes : null;
}
