import { expect, test } from 'vitest';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { certificateFiles } from '../../../truth/replay.ts';

const certificates = certificateFiles('/certs');
const read = (text: string, version = '2.6.12', others: [string, string][] = []) =>
  readConfig('haproxy', new Map([...certificates, ...others, ['/h.cfg', text]]), '/h.cfg', { version });

const frontend = (bind: string, global = ''): string =>
  `global\n${global}\ndefaults\n mode http\nfrontend f\n bind ${bind}\n http-request return status 200\n`;

test.each([
  ['*:443', [{ address: '*', family: 4, port: 443 }]],
  [':443', [{ address: '*', family: 4, port: 443 }]],
  ['[::]:443', [{ address: '*', port: 443 }]],
  ['[::]:443 v6only', [{ address: '*', family: 6, port: 443 }]],
  [
    '192.0.2.1:443,[2001:DB8::1]:8443',
    [
      { address: '192.0.2.1', port: 443 },
      { address: '2001:db8::1', port: 8443 },
    ],
  ],
  [
    'ipv4@192.0.2.1:80-81',
    [
      { address: '192.0.2.1', port: 80 },
      { address: '192.0.2.1', port: 81 },
    ],
  ],
])('bind %s', (bind, expected) => {
  const { server, problems } = read(frontend(bind));
  expect(problems).toEqual([]);
  expect(server.listeners).toMatchObject(expected);
});

/** ssl_sock_initial_ctx in src/ssl_sock.c; each was also given to HAProxy 2.6.12. */
test.each([
  ['', '', ['1.2', '1.3'], 'the default lowest version is TLS 1.2'],
  ['no-tlsv13', '', ['1.2'], 'one disabled'],
  ['force-tlsv12', '', ['1.2'], 'one forced'],
  ['ssl-max-ver TLSv1.1', '', ['1.1'], 'only a lower highest: that one version'],
  ['ssl-min-ver TLSv1.1 no-tlsv12 no-tlsv13', '', ['1.1', '1.2', '1.3'], 'no-* is ignored beside a bound'],
  ['ssl-min-ver SSLv3', '', ['1.0', '1.1', '1.2', '1.3'], 'SSL 3 is not in the library'],
  ['', 'ssl-default-bind-options ssl-min-ver TLSv1.3', ['1.3'], 'the default of global'],
  [
    'ssl-min-ver TLSv1.2',
    'ssl-default-bind-options ssl-min-ver TLSv1.3',
    ['1.2', '1.3'],
    'the bind line first',
  ],
])('versions of bind ssl %s, global %s', (options, global, versions) => {
  const { server } = read(frontend(`:443 ssl crt /certs/a.pem ${options}`, global));
  expect(server.listeners[0]?.bind?.versions).toEqual(versions);
});

test('crt-list lines: options, filters, a line each', () => {
  const list = '# comment\n\n/certs/a.pem [ssl-min-ver TLSv1.3 verify none] *.x.test !y.x.test\nb.pem\n';
  const text = frontend(':443 ssl crt-list /l.txt', 'crt-base /certs');
  const { server, problems } = read(text, '2.6.12', [['/l.txt', list]]);
  expect(problems).toEqual([]);
  expect(server.listeners[0]?.entries).toEqual([
    {
      file: '/certs/a.pem',
      source: { file: '/l.txt', line: 3 },
      filters: [
        { text: '*.x.test', negated: false },
        { text: 'y.x.test', negated: true },
      ],
      isDefault: true,
      clientAuth: 'none',
      versions: ['1.3'],
    },
    { file: '/certs/b.pem', source: { file: '/l.txt', line: 4 }, filters: null, isDefault: false },
  ]);
});

test('a directory is loaded in alphabetical order; a bundle ECDSA first', () => {
  const { server } = read(frontend(':443 ssl crt /certs/dir1 crt /certs/bundle/dual.pem'));
  const files = server.listeners[0]?.entries?.map(({ file }) => file.replace(/.*\//u, ''));
  expect(files).toEqual([
    '05-c.pem',
    '10-b.pem',
    '20-a.pem',
    '99-wild.pem',
    'dual.pem.ecdsa',
    'dual.pem.rsa',
  ]);
});

test.each([
  ['2.6.12', [true, false]],
  ['3.0.11', [true, true]],
])('%s: defaults of a bundle', (version, defaults) => {
  const { server } = read(frontend(':443 ssl crt /certs/bundle/dual.pem'), version);
  expect(server.listeners[0]?.entries?.map(({ isDefault }) => isDefault)).toEqual(defaults);
});

test.each([
  [':443 ssl', 'no-certificate-on-bind', 'fatal'],
  [':443 ssl strict-sni', 'strict-sni-without-certificate', 'warning'],
  [':443 ssl crt /certs/none.pem', 'certificate-not-given', 'error'],
  [':443 ssl crt-list /none', 'crt-list-not-given', 'error'],
  [':443 ssl crt /certs/a.pem verify required', 'verify-without-ca', 'fatal'],
  [':443 ssl crt /certs/a.pem default-crt /certs/b.pem', 'keyword-needs-version', 'fatal'],
  [':443 ssl crt /certs/a.pem nonsense', 'unknown-bind-keyword', 'fatal'],
  [':443 ssl crt /certs/a.pem force-sslv3', 'all-versions-disabled', 'fatal'],
  ['/run/socket', 'bind-address-not-ip', 'unsupported'],
  ['443', 'bad-bind-address', 'fatal'],
])('bind %s: %s', (bind, code, severity) => {
  const found = read(frontend(bind)).problems.find((problem) => problem.code === `haproxy-${code}`);
  expect(found).toMatchObject({ severity, source: { file: '/h.cfg', line: 6 } });
});

/** Status that HAProxy 2.6.12 gave for these rules. */
test.each([
  [' http-request return status 201\n', 201, 0],
  [' http-request deny if { path /x }\n http-request return status 202\n', 202, 1],
  [' http-request return\n', 200, 0],
  [' redirect scheme https\n', 302, 0],
  [' default_backend none\nbackend none\n', 503, 0],
  [' default_backend b\nbackend b\n http-request deny deny_status 429\n', 429, 0],
  ['', 503, 0],
  [' default_backend b\nbackend b\n server s 192.0.2.1:80\n', 200, 1],
])('answer of %j', (rules, status, uncertain) => {
  const { server } = read(`defaults\n mode http\nfrontend f\n bind :80\n${rules}`);
  expect(server.sites[0]?.answer?.status).toBe(status);
  expect(server.sites[0]?.answer?.uncertain).toHaveLength(uncertain);
});
