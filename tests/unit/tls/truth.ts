/** Reads the captured messages in tests/truth/tls. */
import { readFileSync } from 'node:fs';

const folder = new URL('../../truth/tls/', import.meta.url);

/** The lines of a file that are not comments, cut at spaces; the last word is hex. */
const rows = (file: string): { words: string[]; bytes: Uint8Array }[] =>
  readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const words = line.split(' ');
      return { words, bytes: new Uint8Array(Buffer.from(words.pop() ?? '', 'hex')) };
    });

export type CapturedMessage = { file: string; version: string; name: string; bytes: Uint8Array };

export const capturedHandshakes = [
  'tls13-ec',
  'tls13-hrr',
  'tls13-mtls',
  'tls12-ec',
  'tls12-rsa',
  'tls13-update',
  'rfc8448',
];

/** The messages of one handshake, both directions, in order. */
export const capturedMessages = (file: string): CapturedMessage[] =>
  rows(`${file}.hex`).map(({ words: [, version = '', name = ''], bytes }) => ({
    file,
    version,
    name,
    bytes,
  }));

/** The first record of a client, by the client's name. */
export const capturedHellos = (): Map<string, Uint8Array> =>
  new Map(rows('clientHellos.hex').map(({ words: [client = ''], bytes }) => [client, bytes]));

export const fromHex = (hex: string): Uint8Array =>
  new Uint8Array(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));

/** The values of RFC 8448's first handshake, by the RFC's words for them. */
export const rfc8448Values = (): Map<string, Uint8Array> =>
  new Map(rows('rfc8448-secrets.hex').map(({ words: [name = ''], bytes }) => [name, bytes]));
