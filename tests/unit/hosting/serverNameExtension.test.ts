import { expect, test } from 'vitest';
import type { Hello } from '../../../src/hosting/model.ts';
import { opensslServerName, readServerName } from '../../../src/hosting/serverNameExtension.ts';

const hello = (extension: string | undefined, serverName: string | null = null): Hello => ({
  address: '127.0.0.1',
  port: 443,
  serverName,
  versions: ['1.3'],
  ...(extension !== undefined && { serverNameExtension: Uint8Array.from(Buffer.from(extension, 'hex')) }),
});

// Octets as sent to the servers that were observed; the alert is what nginx, Apache, stunnel and Node gave.
test.each([
  ['0009000006612e74657374', 'host-name', 'a.test'],
  ['0003000000', 'empty-name', null],
  ['0000', 'empty-list', 50],
  ['', 'empty-extension', 50],
  ['0009010006612e74657374', 'other-name-type', 50],
  ['0012000006612e74657374000006622e74657374', 'several-names', 50],
  ['000a000007612e7465737400', 'nul-in-name', 112],
  [`0103000100${'78'.repeat(256)}`, 'name-too-long', 112],
  [`01020000ff${'78'.repeat(255)}`, 'host-name', 'x'.repeat(255)],
  ['000f00000c62c3bc636865722e74657374', 'host-name', 'bücher.test'],
  ['0009000009612e74657374', 'truncated', 50],
  ['00', 'truncated', 50],
])('%s: %s', (octets, kind, expected) => {
  const asked = hello(octets);
  expect(readServerName(asked).kind).toBe(kind);
  const taken = opensslServerName(asked);
  expect('alert' in taken ? taken.alert.code : taken.name).toBe(expected);
});

test('an ordinary name needs no octets', () => {
  expect(readServerName(hello(undefined, 'a.test'))).toEqual({ kind: 'host-name', name: 'a.test', bytes: 6 });
  expect(readServerName(hello(undefined, null))).toEqual({ kind: 'absent' });
});
