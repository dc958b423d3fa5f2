/**
 * A hello to a port that speaks HTTP. Expected: what the running programs sent over a raw socket (nginx 1.22.1, Apache
 * 2.4, HAProxy 2.6.12, Caddy 2.6.2), and what each client then sent back to such an answer.
 */
import { expect, test } from 'vitest';
import { encodeHex } from '../../../src/bytes/hex.ts';
import type { Software } from '../../../src/hosting/model.ts';
import type { ClientName } from '../../../src/identity/types.ts';
import { sizesOf } from '../../../src/sim/flights.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { Trace } from '../../../src/sim/trace.ts';

const speaking: Partial<Record<Software, string>> = {
  nginx: 'events {}\nhttp { server { listen 203.0.113.10:443; server_name shop.example; return 200 ok; } }\n',
  apache:
    'Listen 203.0.113.10:443\n<VirtualHost 203.0.113.10:443>\nServerName shop.example\n</VirtualHost>\n',
  haproxy:
    'defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s\nfrontend f\n bind 203.0.113.10:443\n http-request return status 200\n',
  caddy: '{\n\tauto_https off\n}\nhttp://shop.example:443 {\n\tbind 203.0.113.10\n\trespond ok\n}\n',
};

const play = (software: Software, client: ClientName): Promise<Trace> =>
  simulate({
    ...presetScenario('sni', '2026-11-26T01:51:02Z'),
    server: { software, mainFile: '/c', files: { '/c': speaking[software] ?? '' } },
    dns: { 'shop.example': ['203.0.113.10'] },
    url: 'https://shop.example/',
    client,
  });

const records = (trace: Trace, from: 'client' | 'server'): Uint8Array[] =>
  trace.steps.filter((step) => step.from === from).flatMap((step) => step.records);

const observed: Record<string, string> = {
  haproxy:
    'HTTP/1.1 400 Bad request\r\nContent-length: 90\r\nCache-Control: no-cache\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n',
  caddy:
    'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
};

test.each(['haproxy', 'caddy'] as const)('%s: octet for octet', async (software) => {
  const trace = await play(software, 'openssl');
  expect(trace.outcome).toMatchObject({ kind: 'failure', failure: 'plain-http' });
  expect(records(trace, 'server').map((bytes) => new TextDecoder().decode(bytes))).toEqual([
    observed[software],
  ]);
});

// nginx: 157 octets with `nginx/1.22.1` in them; Apache's body names no version.
test.each([
  ['nginx', 157 - 'nginx/1.22.1'.length, /Server: nginx\/[\d.]+\r\nDate: Thu, 26 Nov 2026 01:51:02 GMT\r\n/u],
  ['apache', 266, /^HTTP\/1.1 400 Bad Request\r\nDate: Thu, 26 Nov 2026 01:51:02 GMT\r\nServer: Apache\//u],
] as const)('%s: its own page', async (software, length, head) => {
  const [bytes = new Uint8Array()] = records(await play(software, 'openssl'), 'server');
  const text = new TextDecoder().decode(bytes);
  const [headers = '', content = ''] = text.split('\r\n\r\n');
  expect(`${headers}\r\n`).toMatch(head);
  expect(headers).toContain(`Content-Length: ${content.length}`);
  expect(content.replace(/nginx\/[\d.]+/u, '')).toHaveLength(length);
});

test.each([
  ['chrome', '15030100020246'],
  ['gnutls', '1503030002020a'],
  ['java', '1503030002020a'],
  ['openssl', ''],
  ['curl', ''],
  ['python', ''],
  ['node', ''],
  ['go', ''],
] as const)('%s answers with %s', async (client, expected) => {
  const trace = await play('nginx', client);
  const [, ...answers] = records(trace, 'client');
  expect(answers.map((bytes) => encodeHex(bytes)).join('')).toBe(expected);
});

test('whoever is on the wire reads that it is no TLS, and the sizes count it', async () => {
  const trace = await play('nginx', 'chrome');
  const [answer = new Uint8Array()] = records(trace, 'server');
  expect(trace.wire.at(-1)).toMatchObject({
    notTls: { client: 0, server: answer.length },
    alerts: [{ from: 'client', name: 'protocol_version' }],
  });
  if (trace.connection === null) throw new Error('a connection');
  const sizes = sizesOf(trace.steps, trace.connection.server);
  expect(sizes.bytes.server).toBe(answer.length);
  expect(sizes.flights.map(({ from }) => from)).toEqual(['client', 'server', 'client']);
});
