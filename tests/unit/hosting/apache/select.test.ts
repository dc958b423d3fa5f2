import { describe, expect, test } from 'vitest';
import type { ClientCertificate, Hello, Server, TlsVersion } from '../../../../src/hosting/model.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../../src/hosting/selectSite.ts';

const main = '/etc/apache2/apache2.conf';
const read = (text: string, options = {}): Server =>
  readConfig('apache', new Map([[main, text]]), main, options).server;

const host = (name: string, body = '', certificate = name) =>
  `<VirtualHost *:443>\nServerName ${name}.test\nSSLEngine on\nSSLCertificateFile /${certificate}\n${body}\n</VirtualHost>\n`;

const hello = (serverName: string | null, more: Partial<Hello> = {}): Hello => ({
  address: '192.0.2.1',
  port: 443,
  serverName,
  versions: ['1.3'],
  ...more,
});

type Client = { certificate?: ClientCertificate; version?: TlsVersion; pha?: boolean; path?: string };

function ask(
  server: Server,
  serverName: string | null,
  hostHeader: string | null,
  client: Client = {},
): string {
  const { certificate = 'none', version = '1.3', pha = false, path = '/' } = client;
  const sent = hello(serverName, { versions: [version], postHandshakeAuth: pha });
  const selection = selectCertificate(server, sent);
  const connection = { hello: sent, selection, clientCertificate: certificate, requestPath: path };
  const answer = selectSite(server, connection, hostHeader);
  if (answer.outcome === 'alert') return `alert ${answer.alert.code} ${answer.reason.rule}`;
  return `${answer.status} ${server.sites[answer.site ?? -1]?.label ?? 'none'} ${answer.reason.rule}`;
}

const verdicts = (server: Server, sent: Hello) =>
  selectCertificate(server, sent).decision.candidates.map(({ id, verdict, rule, source }) => {
    const line = source !== null && 'line' in source ? source.line : 0;
    return `${id} ${verdict} ${rule} ${line}`;
  });

describe('which-certificate explains every virtual host with the line that decided', () => {
  const server = read(
    `Listen 443\n${host('a')}${host('b', 'ServerAlias *.b.test')}${host('c')}`.replaceAll('\n\n', '\n'),
  );

  test.each<[string | null, string[], string]>([
    [
      'b.test',
      [
        'site:0 lost apache-name-not-matched 2',
        'site:1 chosen apache-name 8',
        'site:2 unreached apache-after-match 13',
      ],
      'ServerName',
    ],
    [
      'x.y.B.test',
      [
        'site:0 lost apache-name-not-matched 2',
        'site:1 chosen apache-name-wildcard 11',
        'site:2 unreached apache-after-match 13',
      ],
      'ServerAlias, any depth and case',
    ],
    [
      'd.test',
      [
        'site:0 chosen apache-default-no-match 2',
        'site:1 lost apache-name-not-matched 7',
        'site:2 lost apache-name-not-matched 13',
      ],
      'default: the <VirtualHost> line',
    ],
    [
      null,
      [
        'site:0 chosen apache-default-no-server-name 2',
        'site:1 unreached apache-not-default 7',
        'site:2 unreached apache-not-default 13',
      ],
      'no server_name',
    ],
  ])('%s', (serverName, expected) => {
    expect(verdicts(server, hello(serverName))).toEqual(expected);
  });

  test('less specific addresses are there as lost', () => {
    const text = `Listen 443\n<VirtualHost 192.0.2.1:443>\nServerName a.test\nSSLEngine on\nSSLCertificateFile /a\n</VirtualHost>\n${host('b')}`;
    expect(verdicts(read(text), hello('b.test'))).toEqual([
      'site:0 chosen apache-default-no-match 2',
      'site:1 lost apache-address-class-not-searched 7',
    ]);
  });

  test('SSLEngine off in the one that fits: the first one’s certificate, and why', () => {
    const off = '<VirtualHost *:443>\nServerName b.test\nSSLEngine off\n</VirtualHost>\n';
    const second = read(`Listen 443\n${host('a')}${off}`);
    expect(verdicts(second, hello('b.test'))).toEqual([
      'site:0 chosen apache-default-engine-off 2',
      'site:1 lost apache-matched-engine-off 10',
    ]);
    expect(selectCertificate(second, hello('b.test'))).toMatchObject({ certificate: '/a', site: 1 });
    expect(ask(second, 'b.test', 'b.test')).toBe('200 b.test apache-answered');
    expect(ask(second, 'b.test', 'a.test')).toBe('421 a.test apache-policy-secure');
  });

  test('SSLEngine off in the first one: plain HTTP for all', () => {
    const off = '<VirtualHost *:443>\nServerName b.test\nSSLEngine off\n</VirtualHost>\n';
    const server = read(`Listen 443\n${off}${host('a')}`);
    expect(selectCertificate(server, hello('a.test')).outcome).toBe('plain-http');
    expect(verdicts(server, hello('a.test'))).toEqual([
      'site:0 lost apache-default-plain 4',
      'site:1 unreached apache-not-default 6',
    ]);
  });

  test('without SNI support everyone gets the first certificate, and Host picks the page', () => {
    const old = read(`Listen 443\n${host('a')}${host('b')}`, { supportsSni: false });
    expect(selectCertificate(old, hello('b.test'))).toMatchObject({ certificate: '/a', site: 0 });
    expect(ask(old, 'b.test', 'b.test')).toBe('200 b.test apache-answered');
  });
});

describe('what SSLVHostSNIPolicy compares (each line observed with 2.4.71, all with one certificate)', () => {
  test.each([
    ['', 200, 200],
    ['SSLHonorCipherOrder on', 200, 200],
    ['SSLVerifyDepth 3', 421, 421],
    ['SSLVerifyDepth 1', 200, 200],
    ['SSLCACertificateFile /ca', 421, 421],
    ['SSLCACertificatePath /ca', 421, 421],
    ['SSLCADNRequestFile /ca', 421, 421],
    ['SSLCipherSuite TLSv1.3 TLS_AES_128_GCM_SHA256', 421, 200],
    ['SSLCipherSuite DEFAULT', 421, 200],
    ['SSLProtocol all -SSLv3', 200, 200],
    ['SSLProtocol all -TLSv1.3', 421, 200],
    ['SSLSessionTickets off', 200, 200],
    ['SSLVerifyClient none', 200, 200],
    ['SSLVerifyClient optional', 421, 421],
  ])('%s', (line, secure, authonly) => {
    const text = `Listen 443\n${host('a')}${host('b', line, 'a')}`;
    expect(ask(read(text), 'a.test', 'b.test')).toMatch(new RegExp(`^${secure} b.test`, 'u'));
    const lax = read(`SSLVHostSNIPolicy authonly\n${text}`);
    expect(ask(lax, 'a.test', 'b.test')).toMatch(new RegExp(`^${authonly} b.test`, 'u'));
  });

  test.each<[string, string | null, string, string]>([
    ['2.4.71', 'a.test', '421', 'server_name sent'],
    ['2.4.71', null, '421', 'compared without server_name too'],
    ['2.4.62', 'a.test', '421', 'server_name sent'],
    ['2.4.62', null, '200', 'not compared without server_name'],
  ])('%s, server_name %s: %s', (version, serverName, status) => {
    const server = read(`Listen 443\n${host('a')}${host('b')}`, { version });
    expect(ask(server, serverName, 'b.test').slice(0, 3)).toBe(status);
  });

  test.each(['', 'SSLVerifyClient none\nSSLVerifyDepth 1'])('SSLEngine off differs from on, %j', (line) => {
    const off = `<VirtualHost *:443>\nServerName b.test\n${line}\n</VirtualHost>`;
    const server = read(`Listen 443\nSSLVHostSNIPolicy authonly\n${host('a')}${off}`);
    expect(ask(server, 'a.test', 'b.test')).toBe('421 b.test apache-policy-authonly');
  });

  test('the reason names the policy’s line, or none for the default', () => {
    const reason = (text: string) => {
      const server = read(text);
      const selection = selectCertificate(server, hello('a.test'));
      const connection = { hello: hello('a.test'), selection, clientCertificate: 'none' as const };
      return selectSite(server, connection, 'b.test').reason;
    };
    const text = `Listen 443\n${host('a')}${host('b')}`;
    expect(reason(text)).toMatchObject({ rule: 'apache-policy-secure', source: null });
    expect(reason(`SSLVHostSNIPolicy strict\n${text}`)).toMatchObject({
      rule: 'apache-policy-strict',
      source: { file: main, line: 1 },
    });
  });
});

describe('SSLStrictSNIVHostCheck asks for server_name, not for a known one (observed 2.4.71)', () => {
  const server = read(`Listen 443\n${host('a')}${host('b', 'SSLStrictSNIVHostCheck on', 'a')}`);

  test.each<[string | null, string, string, string]>([
    [null, 'a.test', '200 a.test apache-answered', 'off in both'],
    [null, 'b.test', '403 b.test apache-strict-sni', 'on in the host’s'],
    ['x.test', 'b.test', '200 b.test apache-policy-compatible', 'any name will do'],
  ])('server_name %s, Host %s', (serverName, hostHeader, expected) => {
    expect(ask(server, serverName, hostHeader)).toBe(expected);
  });

  test('no effect where an address has one virtual host', () => {
    const one = read(`Listen 443\n${host('a', 'SSLStrictSNIVHostCheck on')}`);
    expect(ask(one, null, 'a.test')).toBe('200 a.test apache-answered');
  });
});

describe('the Host header (observed 2.4.71)', () => {
  const server = read(`Listen 443\n${host('a')}${host('b', 'ServerAlias 10.1.2.3', 'a')}`);

  test.each([
    ['B.test.', 200],
    ['b.test:8443', 200],
    ['10.1.2.3', 200],
    ['[::1]:8443', 200],
    ['a_b.test', 200],
    ['-', 200],
    ['a.t-st', 200],
    ['.b.test', 200],
    ['b.test..', 400],
    ['010.1.2.3', 400],
    ['10.1.2', 400],
    ['1.2.3.4.5', 400],
    ['8443', 400],
    ['a.test:', 400],
    ['a.test:0', 400],
    ['a.test:99999', 400],
    ['a.test:abc', 400],
    ['a.1test', 400],
    ['a.test/', 400],
    ['.', 400],
    ['a test', 400],
    ['[::z]', 400],
    ['a.test@b', 400],
    ['::1', 400],
    ['', 400],
    [null, 400],
  ])('%j: %i', (hostHeader, status) => {
    expect(ask(server, 'a.test', hostHeader).slice(0, 3)).toBe(String(status));
  });
});

describe('client certificates after the handshake (observed 2.4.71)', () => {
  const insecure = (ca: string, own: string) =>
    read(
      `Listen 443\nSSLVHostSNIPolicy insecure\n${ca}${host('a')}${host('req', `${own}SSLVerifyClient require`)}${host('opt', `${own}SSLVerifyClient optional`)}${host('noca', `${own}SSLVerifyClient optional_no_ca`)}`,
    );
  const same = insecure('SSLCACertificateFile /ca\n', '');
  const other = insecure('', 'SSLCACertificateFile /ca\n');

  test.each<[Server, string, string, ClientCertificate, TlsVersion, boolean, string, string]>([
    [same, 'a', 'req', 'none', '1.2', false, 'alert 40', 'renegotiation'],
    [same, 'a', 'req', 'good', '1.2', false, '200', 'renegotiation'],
    [same, 'a', 'req', 'wrong-ca', '1.2', false, 'alert 48', 'renegotiation'],
    [same, 'a', 'req', 'none', '1.3', false, '403', 'no post-handshake authentication'],
    [same, 'a', 'req', 'none', '1.3', true, 'alert 116', 'post-handshake authentication'],
    [same, 'a', 'req', 'good', '1.3', true, '200', 'post-handshake authentication'],
    [same, 'a', 'opt', 'none', '1.2', false, '200', 'asked, not required'],
    [same, 'a', 'opt', 'good', '1.3', false, '403', 'cannot be asked'],
    [same, 'a', 'noca', 'wrong-ca', '1.2', false, '200', 'any authority'],
    [same, 'opt', 'req', 'none', '1.2', false, 'alert 40', 'asked again'],
    [same, 'opt', 'req', 'good', '1.3', true, '403', 'TLS 1.3 was asked already'],
    [same, 'noca', 'req', 'wrong-ca', '1.2', false, 'alert 48', 'now it is checked'],
    [other, 'a', 'req', 'good', '1.2', false, '403', 'other authorities'],
    [other, 'a', 'opt', 'none', '1.2', false, '200', 'other authorities, not required'],
    [other, 'a', 'opt', 'good', '1.2', false, 'alert 48', 'the handshake’s authorities hold'],
    [other, 'a', 'req', 'good', '1.3', true, 'alert 48', 'the handshake’s authorities hold'],
    [other, 'a', 'noca', 'good', '1.3', true, '200', 'any authority'],
  ])('%# %s -> %s', (server, from, to, certificate, version, pha, expected) => {
    const answer = ask(server, `${from}.test`, `${to}.test`, { certificate, version, pha });
    expect(answer).toMatch(new RegExp(`^${expected} `, 'u'));
  });

  const section = (own: string, inside: string) =>
    read(
      `Listen 443\nSSLCACertificateFile /ca\n${host('a', `${own}<Location /private>\nSSLVerifyClient ${inside}\n</Location>`)}`,
    );

  test.each<[string, string, string, ClientCertificate, TlsVersion, boolean, string]>([
    ['', 'optional', '/private/', 'wrong-ca', '1.2', false, 'alert 48'],
    ['', 'optional', '/private', 'none', '1.3', false, '403'],
    ['', 'optional', '/privately', 'none', '1.3', false, '200'],
    ['', 'optional', '/private/', 'none', '1.3', true, '200'],
    ['', 'optional_no_ca', '/private/', 'wrong-ca', '1.2', false, '200'],
    ['SSLVerifyClient optional\n', 'require', '/private/', 'none', '1.2', false, 'alert 40'],
    ['SSLVerifyClient optional\n', 'require', '/private/', 'good', '1.3', true, '403'],
    ['SSLVerifyClient require\n', 'none', '/private/', 'none', '1.3', false, 'alert 116'],
    ['SSLVerifyClient require\n', 'none', '/private/', 'good', '1.3', false, '200'],
    ['SSLVerifyClient optional_no_ca\n', 'optional', '/private/', 'wrong-ca', '1.3', false, '200'],
  ])(
    '%j and <Location /private> %s, %s, %s, TLS %s',
    (own, inside, path, certificate, version, pha, expected) => {
      const answer = ask(section(own, inside), 'a.test', 'a.test', { certificate, version, pha, path });
      expect(answer).toMatch(new RegExp(`^${expected} `, 'u'));
    },
  );

  test('<Directory> holds below DocumentRoot, and <Location> comes after it', () => {
    const body =
      'DocumentRoot /srv/www\n<Location /b>\nSSLVerifyClient none\n</Location>\n<Directory /srv/www>\nSSLVerifyClient require\n</Directory>';
    const server = read(`Listen 443\n${host('a', body)}`);
    expect(ask(server, 'a.test', 'a.test', { path: '/a' }).slice(0, 3)).toBe('403');
    expect(ask(server, 'a.test', 'a.test', { path: '/b' }).slice(0, 3)).toBe('200');
  });
});

describe('versions', () => {
  const server = read(`Listen 443\n${host('a')}${host('b', 'SSLCipherSuite ALL:@SECLEVEL=0')}`);

  test.each([
    [server, 'a.test', 'refused', 'OpenSSL 3, security level 2 (observed 2.4.71)'],
    [server, 'b.test', 'served', 'level 0'],
    [
      read(`Listen 443\n${host('a')}`, { version: '2.4.62' }),
      'a.test',
      'served',
      'OpenSSL 1.1.1 (observed 2.4.62)',
    ],
  ])('TLS 1.1 %#', (old, serverName, outcome) => {
    expect(selectCertificate(old, hello(serverName, { versions: ['1.1'] })).outcome).toBe(outcome);
  });
});

test('plain HTTP on a port that speaks TLS: 400 from the first virtual host (observed 2.4.71)', () => {
  const server = read(`Listen 443\n${host('a')}${host('b')}`);
  const sent = hello(null, { versions: [] });
  const selection = selectCertificate(server, sent);
  const answer = selectSite(server, { hello: sent, selection, clientCertificate: 'none' }, 'b.test');
  expect(answer).toMatchObject({ status: 400, site: 0 });
});

/** Observed 2.4.71: `ssl_find_vhost` leaves the protocol alone where none is configured, be it by inheritance. */
test.each<[string, string, string, string | null, string]>([
  ['', 'SSLProtocol -all +TLSv1.2', '', null, 'the first virtual host’s holds'],
  ['', 'SSLProtocol -all +TLSv1.2', 'SSLProtocol -all +TLSv1.3', '1.3', 'its own'],
  ['SSLProtocol -all +TLSv1.3\n', 'SSLProtocol -all +TLSv1.2', '', '1.3', 'inherited from the main server'],
])('SSLProtocol %j, %j, %j: %s (%s)', (base, first, second, expected) => {
  const server = read(`Listen 443\n${base}${host('a', first)}${host('b', second)}`);
  const selection = selectCertificate(server, hello('b.test'));
  expect(selection.outcome === 'served' ? selection.version : null).toBe(expected);
});

/** Observed 2.4.71. */
test.each<[TlsVersion]>([['1.2'], ['1.3']])(
  'TLS %s: SSLEngine off, so no client certificate is asked for',
  (version) => {
    const off = host('b', 'SSLVerifyClient optional\nSSLCACertificateFile /ca.pem\nSSLEngine off', 'a');
    const server = read(`Listen 443\n${host('a')}${off}`);
    expect(ask(server, 'b.test', 'b.test', { certificate: 'self-signed', version })).toMatch(/^200 /u);
  },
);

test('SSLEngine off, but a client certificate required: closed without an answer (observed 2.4.71)', () => {
  const off = host('b', 'SSLVerifyClient require\nSSLCACertificateFile /ca.pem\nSSLEngine off', 'a');
  const server = read(`Listen 443\n${host('a')}${off}`);
  expect(ask(server, 'b.test', 'b.test', { certificate: 'good' })).toBe(
    '0 none apache-engine-off-needs-certificate',
  );
});
