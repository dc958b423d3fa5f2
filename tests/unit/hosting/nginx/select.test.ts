import { expect, test } from 'vitest';
import type { ClientCertificate, Hello } from '../../../../src/hosting/model.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../../src/hosting/selectSite.ts';

const certificate = (name: string): string =>
  `ssl_certificate /c/${name}.crt; ssl_certificate_key /c/${name}.key;`;

const config = `events {}
http {
  server { listen 443 ssl; server_name first.test; ${certificate('first')} }
  server { listen 443 ssl; server_name *.a.test; ${certificate('star')} location / { return 200; } }
  server { listen 443 ssl; server_name exact.a.test; ${certificate('exact')} location / { return 200; } }
  server { listen 443 ssl; server_name ~^x; ${certificate('regex')} location / { return 200; } }
  server { listen 443 ssl; server_name bare.test; location / { return 200; } }
  server { listen 443 ssl; server_name no.test; ssl_reject_handshake on; }
  server { listen 443 ssl; server_name m.test; ${certificate('m')} ssl_verify_client optional;
    ssl_client_certificate /c/ca.crt; location / { return 200; } }
}`;
const { server } = readConfig('nginx', new Map([['n', config]]), 'n');
const hello = (serverName: string | null, more: Partial<Hello> = {}): Hello => ({
  address: '192.0.2.1',
  port: 443,
  serverName,
  versions: ['1.2', '1.3'],
  ...more,
});

// Documentation: "Server names"; the last two columns as nginx 1.22.1 answered the same configuration.
test.each<[string | null, string, string, string]>([
  ['exact.a.test', 'nginx-exact-name', '/c/exact.crt', 'exact before wildcard'],
  ['b.a.test', 'nginx-leading-wildcard', '/c/star.crt', 'wildcard'],
  ['c.b.a.test', 'nginx-leading-wildcard', '/c/star.crt', 'at any depth'],
  ['x.a.test', 'nginx-leading-wildcard', '/c/star.crt', 'wildcard before regular expression'],
  ['x.test', 'nginx-regex', '/c/regex.crt', 'regular expression'],
  ['EXACT.A.TEST.', 'nginx-exact-name', '/c/exact.crt', 'case and one trailing dot do not matter'],
  ['other.test', 'nginx-default-first', '/c/first.crt', 'first server of the listener'],
  [null, 'nginx-default-first', '/c/first.crt', 'no server_name'],
  ['bare.test', 'nginx-exact-name', '/c/first.crt', 'a server without certificate sends the default one'],
])('%s: %s, %s (%s)', (name, rule, file) => {
  const selection = selectCertificate(server, hello(name));
  const { decision } = selection;
  expect(selection).toMatchObject({ outcome: 'served', certificate: file });
  expect(decision.candidates).toHaveLength(7);
  expect(decision.candidates[decision.chosen ?? -1]).toMatchObject({ verdict: 'chosen', rule });
});

test('every candidate says why it lost, with its line', () => {
  const { decision } = selectCertificate(server, hello('exact.a.test'));
  expect(decision.candidates.map(({ id, rule, source }) => [id, rule, source])).toEqual([
    ['site:0', 'nginx-name-differs', { file: 'n', line: 3 }],
    ['site:1', 'nginx-name-outranked', { file: 'n', line: 4 }],
    ['site:2', 'nginx-exact-name', { file: 'n', line: 5 }],
    ['site:3', 'nginx-regex-not-tried', { file: 'n', line: 6 }],
    ['site:4', 'nginx-name-differs', { file: 'n', line: 7 }],
    ['site:5', 'nginx-name-differs', { file: 'n', line: 8 }],
    ['site:6', 'nginx-name-differs', { file: 'n', line: 9 }],
  ]);
});

test('refusals carry alert, reason and the decision', () => {
  expect(selectCertificate(server, hello('no.test'))).toMatchObject({
    outcome: 'refused',
    alert: { code: 112, name: 'unrecognized_name' },
    reason: { rule: 'nginx-handshake-rejected' },
  });
  expect(selectCertificate(server, hello('a.test', { versions: ['1.0'] }))).toMatchObject({
    outcome: 'refused',
    alert: { code: 80 },
    reason: { rule: 'old-version-needs-level-0' },
  });
  expect(selectCertificate(server, hello('a.test', { port: 8443 })).outcome).toBe('not-listening');
});

test('a TLS library without server_name: everybody gets the default certificate, Host still picks the page', () => {
  const old = readConfig('nginx', new Map([['n', config]]), 'n', { supportsSni: false }).server;
  const asked = hello('exact.a.test');
  const selection = selectCertificate(old, asked);
  expect(selection).toMatchObject({ outcome: 'served', certificate: '/c/first.crt' });
  const answer = selectSite(old, { hello: asked, selection, clientCertificate: 'none' }, 'exact.a.test');
  expect(answer).toMatchObject({ outcome: 'answered', status: 200, site: 2 });
});

// ngx_http_set_virtual_server and ngx_http_process_request; statuses as nginx 1.22.1 gave them.
test.each<[string | null, string | null, ClientCertificate, number, string]>([
  ['exact.a.test', 'b.a.test', 'none', 200, 'nginx-site-answers'],
  ['exact.a.test', 'm.test', 'good', 421, 'nginx-misdirected'],
  ['m.test', 'm.test', 'none', 200, 'nginx-site-answers'],
  ['m.test', 'm.test', 'wrong-ca', 400, 'nginx-client-certificate-bad'],
  ['m.test', 'exact.a.test', 'wrong-ca', 200, 'nginx-site-answers'],
  [null, 'm.test', 'good', 200, 'nginx-site-answers'],
  ['exact.a.test', null, 'none', 400, 'nginx-host-missing'],
  ['exact.a.test', 'a..b', 'none', 400, 'nginx-host-invalid'],
  ['other.test', 'other.test', 'none', 404, 'nginx-site-answers'],
])('server_name %s, Host %s, certificate %s: %i', (name, host, clientCertificate, status, rule) => {
  const asked = hello(name);
  const connection = { hello: asked, selection: selectCertificate(server, asked), clientCertificate };
  expect(selectSite(server, connection, host)).toMatchObject({ status, reason: { rule } });
});

test('plain HTTP to a TLS port is 400', () => {
  const asked = hello(null, { versions: [] });
  const connection = {
    hello: asked,
    selection: selectCertificate(server, asked),
    clientCertificate: 'none',
  } as const;
  expect(connection.selection.outcome).toBe('plain-http');
  expect(selectSite(server, connection, 'exact.a.test')).toMatchObject({ status: 400, site: 2 });
});

test('a doubt is told where it matters only', () => {
  const text = `events {} http {
    server { listen 443 ssl; server_name a.test; ${certificate('a')} }
    server { listen 443 ssl; server_name b.test; ssl_certificate /c/$host.crt; ssl_certificate_key /c/$host.key; }
    server { listen 443 ssl; server_name ~^(?<=c)c; ${certificate('c')} }
  }`;
  const doubtful = readConfig('nginx', new Map([['n', text]]), 'n').server;
  const codes = (name: string) =>
    selectCertificate(doubtful, hello(name)).decision.uncertain.map(({ code }) => code);
  expect(codes('a.test')).toEqual([]);
  expect(codes('b.test')).toEqual(['nginx-certificate-variable']);
  expect(codes('ccc')).toEqual(['nginx-regex-unsupported']);
});

test('an expression that takes too many steps is a doubt with its line, unless a name before it decided', () => {
  const text = `events {} http {
    server { listen 443 ssl; server_name a.test; ${certificate('a')} }
    server { listen 443 ssl; server_name ~^b; ${certificate('b')} }
    server { listen 443 ssl; server_name ~^[ab]?(a+)+$; ${certificate('c')} }
  }`;
  const hard = readConfig('nginx', new Map([['n', text]]), 'n').server;
  const doubts = (name: string) =>
    selectCertificate(hard, hello(name)).decision.uncertain.map(({ code, source }) => [code, source]);
  const long = 'a'.repeat(50);
  expect(doubts(`${long}!`)).toEqual([['nginx-regex-limit', { file: 'n', line: 4 }]]);
  expect(doubts(`b${long}!`)).toEqual([]);
  expect(doubts('a.test')).toEqual([]);
  expect(doubts(long)).toEqual([]);
});
