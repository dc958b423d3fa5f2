import { expect, test } from 'vitest';
import { tokenize } from '../../../../src/hosting/caddy/tokens.ts';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../../src/hosting/selectSite.ts';
import type { Server } from '../../../../src/hosting/model.ts';
import { certificateFiles } from '../../../truth/replay.ts';

const certificates = certificateFiles('/certs');
const read = (text: string, others: [string, string][] = [], version = '2.6.2') =>
  readConfig('caddy', new Map([...certificates, ...others, ['/d/Caddyfile', text]]), '/d/Caddyfile', {
    version,
  });
const off = '{\n auto_https off\n}\n';
const tls = (name: string): string => `tls /certs/${name}.crt /certs/${name}.key`;

/** caddyconfig/caddyfile/lexer.go, 2.6.2; heredocs of 2.7. */
test.each([
  ['a "b \\"c\\" \\d" # e', ['a', 'b "c" \\d'], 'only the quote is escaped'],
  ['a `b "\\" c` d#e', ['a', 'b "\\" c', 'd#e'], 'a backtick keeps everything; # inside a token is one'],
  ['a \\\n b', ['a', 'b'], 'an escaped line end'],
  ['{$HOST:x.test} {$PORT}', ['x.test'], 'environment: the default, else nothing'],
  [
    'respond <<END\n  a b\n   c\n  END 200',
    ['respond', 'a b\n c', '200'],
    'a heredoc without its indentation',
  ],
])('%j', (text, words) => {
  expect(tokenize(text, 'f', 'known').tokens.map((token) => token.text)).toEqual(words);
});

/** As `caddy adapt` 2.6.2 shows it. */
test('snippets with arguments, imported files, several addresses and binds', () => {
  const text = `${off}(both) {\n bind {args.0} 192.0.2.2\n import certs/*.conf\n}\na.test:8443,\n B.test {\n import both 192.0.2.1\n}\n`;
  const { server, problems } = read(text, [['/d/certs/a.conf', tls('a')]]);
  expect(problems).toEqual([]);
  expect(server.listeners.map(({ address, port, sites }) => [address, port, sites[0]?.hosts])).toEqual([
    ['192.0.2.1', 8443, ['a.test']],
    ['192.0.2.2', 8443, ['a.test']],
    ['192.0.2.1', 443, ['b.test']],
    ['192.0.2.2', 443, ['b.test']],
  ]);
  expect(server.sites[0]?.certificates).toEqual([
    { file: '/certs/a.crt', keyFile: '/certs/a.key', source: { file: '/d/certs/a.conf', line: 1 } },
  ]);
});

/** As `caddy adapt` 2.6.2 imports them: `*` takes a leading dot, a backslash escapes. */
test.each([
  ['sites/*.conf', ['/d/sites/.b.conf', '/d/sites/a.conf']],
  ['sites/?.*', ['/d/sites/a.conf']],
  ['s\\ites/\\a.conf', ['/d/sites/a.conf']],
  ['./sites//a.conf', ['/d/sites/a.conf']],
  ['sites/none*', []],
])('import %s', (pattern, expected) => {
  const site = (host: string) => `${host} {\n ${tls('a')}\n}\n`;
  const { server, problems } = read(`${off}import ${pattern}\n`, [
    ['/d/sites/a.conf', site('a.test')],
    ['/d/sites/.b.conf', site('b.test')],
  ]);
  expect(problems).toEqual([]);
  expect(server.sites.map(({ source }) => source?.file)).toEqual(expected);
});

test('one site needs no braces', () => {
  const { server, problems } = read(`https://a.test\n${tls('a')}\nrespond 204\n`);
  expect(problems).toEqual([]);
  expect(server.sites.map(({ label, answer }) => [label, answer?.status])).toEqual([['a.test', 204]]);
});

test.each([
  ['a.test {\n respond 200\n}', 'automatic-certificate', 'unsupported'],
  ['a.test {\n tls internal\n}', 'automatic-certificate', 'unsupported'],
  [`${off}a.test {\n tls /certs/none.crt /k\n}`, 'certificate-not-given', 'error'],
  ['{\n fallback_sni a.test\n}\n:80 {\n}', 'unknown-global-option', 'fatal'],
  [`https://a.test:80 {\n ${tls('a')}\n}`, 'scheme-and-port-conflict', 'fatal'],
  ['import none\n', 'import-not-given', 'fatal'],
  ['import sites/*.c*\n', 'import-wildcards', 'fatal'],
  ['import sites/[a].conf\n', 'import-wildcards', 'fatal'],
  ['import sites/[a.conf\n', 'import-bad-pattern', 'fatal'],
  ['(a) {\n import a\n}\nx.test {\n import a\n}', 'import-cycle', 'fatal'],
  [`a.test {\n ${tls('a')} {\n protocols tls1.1\n }\n}`, 'unknown-tls-version', 'fatal'],
  [`a.test {\n ${tls('a')}\n`, 'unclosed-brace', 'fatal'],
  [`a.test {\n ${tls('a')}\n}\na.test {\n ${tls('b')}\n}`, 'ambiguous-site', 'fatal'],
])('%j: %s', (text, code, severity) => {
  const found = read(text).problems.find((problem) => problem.code === `caddy-${code}`);
  expect(found?.severity).toBe(severity);
});

function served(server: Server, serverName: string | null, port: number): string {
  const selection = selectCertificate(server, {
    address: '192.0.2.1',
    port,
    serverName,
    versions: ['1.2', '1.3'],
  });
  if (selection.outcome === 'served') return selection.certificate.replace(/.*\/|\.crt/gu, '');
  return selection.outcome === 'refused' ? `alert ${String(selection.alert.code)}` : selection.outcome;
}

/** `caddy adapt` 2.6.2 gives the policy of such a block the same `sni` list on both ports. */
test('a block on two ports keeps one list of names, that of the address read last', () => {
  const text = `${off}https://one.test:8001, https://two.test:8002 {\n ${tls('c')}\n}\n`;
  const { server } = read(text);
  expect(served(server, 'one.test', 8001)).toBe('alert 80');
  expect(served(server, 'two.test', 8001)).toBe('c');
  expect(served(server, 'two.test', 8002)).toBe('c');
  const { decision } = selectCertificate(server, {
    address: '192.0.2.1',
    port: 8001,
    serverName: 'one.test',
    versions: ['1.3'],
  });
  expect(decision.candidates.map(({ verdict, rule }) => [verdict, rule])).toEqual([
    ['lost', 'caddy-site-names-of-other-port'],
    ['chosen', 'caddy-any-site'],
  ]);
});

/** Seen with Caddy 2.6.2: the loader belongs to the block that names the file first. */
test('without a policy the certificate that was loaded first wins a name', () => {
  const sites = `https://www.zzz.test:8002 {\n ${tls('a')}\n}\nhttps://y.test:8001 {\n ${tls('rsa-a')}\n}\n`;
  expect(served(read(`${off}${sites}`).server, 'a.test', 8001)).toBe('rsa-a');
  const first = `https://y.test:8003 {\n ${tls('a')}\n ${tls('rsa-a')}\n}\n`;
  expect(served(read(`${off}${first}${sites}`).server, 'a.test', 8001)).toBe('a');
});

test('plain HTTP to a port that speaks TLS is answered 400 (observed 2.6.2)', () => {
  const { server } = read(`${off}https://a.test:8443 {\n${tls('a')}\n}\n`);
  const sent = { address: '192.0.2.1', port: 8443, serverName: null, versions: [] };
  const selection = selectCertificate(server, sent);
  const answer = selectSite(server, { hello: sent, selection, clientCertificate: 'none' }, 'a.test');
  expect(answer).toMatchObject({ status: 400, reason: { rule: 'caddy-plain-http-to-tls' } });
});

test('a tls line in a block that is served over HTTP keeps Caddy from starting (observed 2.6.2)', () => {
  const { problems } = read(`${off}http://a.test:8080, https://a.test:8443 {\n${tls('a')}\n}\n`);
  expect(problems).toMatchObject([{ code: 'caddy-tls-settings-on-http', severity: 'fatal' }]);
});

test('a site on HTTP and HTTPS is printed as two blocks, tls lines only in that of HTTPS', () => {
  const { server } = read(`${off}https://a.test:8443 {\n${tls('a')}\n}\n`);
  const plain = server.listeners.map((listener) => ({ ...listener, port: 8080, tls: false }));
  const printed = printConfig({ ...server, listeners: [...server.listeners, ...plain] }, 'caddy');
  const again = read(printed.files.get(printed.mainFile) ?? '');
  expect(again.problems).toEqual([]);
  expect(again.server.listeners.map(({ port, tls: speaks }) => [port, speaks])).toEqual([
    [8443, true],
    [8080, false],
  ]);
});
