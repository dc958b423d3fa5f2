import { expect, test } from 'vitest';
import { decideListener, normalizeAddress } from '../../../src/hosting/listener.ts';
import type { Listener } from '../../../src/hosting/model.ts';

const listener = (address: string, port: number, family?: 4 | 6): Listener => ({
  address,
  port,
  ...(family && { family }),
  tls: true,
  sites: [],
  source: null,
});

const listeners = [
  listener('*', 443, 4),
  listener('127.0.0.11', 443),
  listener('*', 443, 6),
  listener('2001:db8::1', 443),
  listener('127.0.0.11', 8443),
];

test.each<[string, number, number | null, string]>([
  ['127.0.0.11', 443, 1, 'the address itself beats *, whatever the order'],
  ['127.0.0.12', 443, 0, '* of IPv4'],
  ['::1', 443, 2, '* of IPv6'],
  ['2001:0db8:0:0::1', 443, 3, 'RFC 5952: one form for one address'],
  ['::ffff:127.0.0.11', 443, 1, 'an IPv4-mapped address is that IPv4 address'],
  ['127.0.0.12', 8443, null, 'only one address listens on that port'],
])('%s:%i -> %s (%s)', (address, port, expected) => {
  expect(decideListener(listeners, { address, port, serverName: null, versions: [] }).chosen).toBe(expected);
});

test('the others say why not', () => {
  const hello = { address: '127.0.0.11', port: 443, serverName: null, versions: [] };
  expect(decideListener(listeners, hello).candidates.map(({ verdict, rule }) => [verdict, rule])).toEqual([
    ['lost', 'listener-hidden-by-address'],
    ['chosen', 'listener-this-address'],
    ['lost', 'listener-other-family'],
    ['lost', 'listener-other-address'],
    ['lost', 'listener-other-port'],
  ]);
});

test.each([
  ['[::1]', '::1'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['192.0.2.1', '192.0.2.1'],
  ['localhost', null],
  ['1.2.3', null],
])('normalizeAddress(%s) = %s', (text, expected) => {
  expect(normalizeAddress(text)).toBe(expected);
});
