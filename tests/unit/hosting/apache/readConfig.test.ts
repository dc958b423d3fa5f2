import { describe, expect, test } from 'vitest';
import type { Server } from '../../../../src/hosting/model.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';

const main = '/etc/apache2/apache2.conf';

function read(text: string, others: Record<string, string> = {}, version?: string) {
  const files = new Map([[main, text], ...Object.entries(others)]);
  return readConfig('apache', files, main, version === undefined ? {} : { version });
}

const codes = (text: string, others: Record<string, string> = {}, version?: string) =>
  read(text, others, version).problems.map(({ code, severity, source }) => {
    const line = source !== null && 'line' in source ? source.line : 0;
    return `${severity} ${code} ${line}`;
  });

const host = (body: string, address = '*:443') =>
  `Listen 443\n<VirtualHost ${address}>\n${body}\n</VirtualHost>\n`;
const withCertificate = (body: string) => host(`SSLEngine on\nSSLCertificateFile /a.pem\n${body}`);
/** Of the virtual hosts; the main server has no line. */
const names = ({ sites }: Server) =>
  sites.filter(({ source }) => source !== null).map((site) => site.names.map(({ text }) => text).join(' '));

describe('lines and words', () => {
  test.each([
    ['one name', 'ServerName a.test', 'a.test', 'core.html: ServerName'],
    ['scheme and port', 'ServerName https://a.test:8443', 'a.test', 'core.html: not for selection'],
    ['the last one counts', 'ServerName a.test\nServerName b.test', 'b.test', 'set again'],
    ['any case', 'SERVERNAME a.test', 'a.test', 'directives are case-insensitive'],
    ['aliases add up', 'ServerName a.test\nServerAlias b c\nServerAlias d', 'a.test b c d', 'core.html'],
    ['continued line', 'ServerName \\\n  a.test', 'a.test', 'configuring.html'],
    ['a comment goes on', '# x \\\nServerName a.test\nServerAlias b', 'b', 'joining comes before comments'],
    ['quotes', 'ServerAlias "b" \'c\'', 'b c', 'ap_getword_conf'],
    ['escape in quotes', 'ServerAlias "b\\"c"', 'b"c', 'ap_getword_conf'],
    ['CR LF', 'ServerName a.test\r', 'a.test', 'files from Windows'],
    ['an alias after # is no comment', 'ServerAlias b #c', 'b #c', 'no comments after a directive'],
  ])('%s', (_, body, expected) => {
    expect(names(read(host(body)).server)).toEqual([expected]);
  });

  test('variables are replaced inside words, in order of Define', () => {
    const text = `Define D example\nDefine L "a b"\n${host('ServerName ${D}.test\nServerAlias ${L}')}`;
    expect(names(read(text).server)).toEqual(['example.test a b']);
    expect(read(text).server.sites[0]?.names.map((name) => name.text)).toEqual(['example.test', 'a b']);
  });
});

describe('what is wrong is told with its line, and the rest is read', () => {
  test.each([
    [withCertificate('SSLProtocol TLSv1.4'), 'fatal apache-value 5', 'Illegal protocol (2.4.71)'],
    [withCertificate('SSLProtocol SSLv3'), 'fatal apache-value 5', 'not supported by OpenSSL 3'],
    [withCertificate('SSLProtocol -all'), 'error apache-no-protocol 2', 'AH02231'],
    [withCertificate('SSLEngine maybe'), 'fatal apache-value 5', 'must be On or Off'],
    [withCertificate('SSLVerifyClient yes'), 'fatal apache-value 5', 'invalid argument'],
    [withCertificate('SSLVHostSNIPolicy strict'), 'fatal apache-misplaced 5', 'main server only'],
    [withCertificate('Listen 80'), 'fatal apache-misplaced 5', 'cannot occur within <VirtualHost>'],
    [withCertificate('ServerName a b'), 'fatal apache-argument-count 5', 'takes one argument'],
    [withCertificate('ServerName *.a.test'), 'fatal apache-server-name-wildcard 5', 'use ServerAlias'],
    [withCertificate('ServerName a.test:x'), 'fatal apache-port 5', 'outside 1..65535'],
    [
      withCertificate('SSLOpenSSLConfCmd Curves P-256'),
      'unsupported apache-unsupported-directive 5',
      'raw OpenSSL',
    ],
    [withCertificate('Use Site a.test'), 'unsupported apache-unsupported-directive 5', 'mod_macro'],
    [
      withCertificate('<Location ~ "^/a">\nSSLVerifyClient require\n</Location>'),
      'unsupported apache-client-auth-in-section 6',
      'by pattern',
    ],
    [withCertificate('ServerName ${X}'), 'unsupported apache-undefined-variable 5', 'AH00111'],
    [host('SSLEngine on'), 'error apache-no-certificate 2', 'AH02572'],
    [host('', 'www.a.test:443'), 'unsupported apache-address-by-name 2', 'the DNS decides'],
    [host('', '1.2.3:443'), 'fatal apache-address 2', 'no IP address'],
    [host('', '*:99999'), 'fatal apache-port 2', 'invalid port'],
    ['Listen x', 'fatal apache-port 1', 'Port must be specified'],
    ['Listen 443\nServerAlias a', 'fatal apache-misplaced 2', 'ServerAlias only used in <VirtualHost>'],
    ['Listen 443\n<VirtualHost *:443>', 'fatal apache-section-not-closed 2', 'was not closed'],
    ['Listen 443\n</VirtualHost>', 'fatal apache-section-not-open 2', 'without matching'],
    [host('</VirtualHosts>'), 'fatal apache-section-mismatch 3', 'Expected </VirtualHost>'],
    ['Include /no.conf\nListen 443', 'error apache-include-missing 1', 'could not open'],
    ['Include /no/*.conf\nListen 443', 'error apache-include-no-match 1', 'no matches for the wildcard'],
    ['IncludeOptional no/*.conf\nListen 443', 'warning apache-include-optional-no-match 1', 'allowed'],
    [
      '<Macro S $n>\nServerName $n\n</Macro>\nListen 443',
      'unsupported apache-unsupported-directive 1',
      'mod_macro',
    ],
    ['<VirtualHost *:443>\n</VirtualHost>', 'error apache-no-listen 1', 'no listening sockets'],
    [
      `Listen 80\n<VirtualHost *:443>\n</VirtualHost>`,
      'warning apache-address-not-listened 2',
      'nothing is bound',
    ],
  ])('%j', (text, expected) => {
    const others = { '/a.pem': '' };
    const found = codes(text, others).filter((code) => !code.includes('apache-certificate-not-given'));
    expect(found).toEqual([expected]);
    const certain = expected.startsWith('warning');
    expect(read(text).server.uncertain.length).toBe(certain ? 0 : 1);
  });

  test('SSLVHostSNIPolicy came with 2.4.66', () => {
    const text = 'Listen 443\nSSLVHostSNIPolicy insecure';
    expect(codes(text, {}, '2.4.62')).toEqual(['fatal apache-needs-version 2']);
    expect(codes(text, {}, '2.4.66')).toEqual([]);
  });

  test('what does not matter is passed over', () => {
    const text = withCertificate(
      'RewriteEngine on\nRewriteRule ^ - [F]\nHeader set A "b c"\nNameVirtualHost *:443',
    );
    expect(codes(text).filter((code) => !code.includes('not-given'))).toEqual([]);
  });

  test('no main file', () => {
    const { problems } = readConfig('apache', new Map(), main);
    expect(problems.map(({ code }) => code)).toEqual(['apache-main-file-missing']);
  });
});

describe('includes are read where they stand, each folder in byte order', () => {
  const vhost = (name: string) => `<VirtualHost *:443>\nServerName ${name}\n</VirtualHost>\n`;

  test.each([
    [
      'wildcard',
      'IncludeOptional sites/*.conf',
      'Mm 10 aa zz'.split(' ').sort(),
      'upper case before lower case',
    ],
    ['plain', 'Include sites/zz.conf', ['zz'], 'relative to the main file'],
    ['absolute', 'Include /etc/apache2/sites/aa.conf', ['aa'], 'as written'],
    ['folder', 'Include sites', ['.dot', '10', 'Mm', 'aa', 'zz'], 'everything below it'],
    ['question mark and brackets', 'Include sites/[a-m]?.conf', ['aa'], 'fnmatch'],
    ['wildcard folder', 'Include s*/aa.conf', ['aa'], 'any part of the path'],
    ['characters of sets in expressions', 'IncludeOptional sites/[a&&b]*', ['aa'], 'a set of a, & and b'],
    ['a dash anywhere', 'IncludeOptional sites/[--aa--aa-aa-]*', ['10', 'Mm', 'aa'], 'the range from - to a'],
    ['a folder with a dash', 'IncludeOptional conf-enabled/*.conf', [], 'nothing in it'],
  ])('%s', (_, line, expected) => {
    const sites = ['zz', 'aa', 'Mm', '10', '.dot'];
    const files = Object.fromEntries(sites.map((name) => [`/etc/apache2/sites/${name}.conf`, vhost(name)]));
    expect(names(read(`Listen 443\n${line}`, files).server)).toEqual(expected);
  });

  test('ServerRoot comes before the main file’s folder', () => {
    const files = { '/srv/a.conf': vhost('root'), '/etc/apache2/a.conf': vhost('main') };
    expect(names(read('ServerRoot /srv\nListen 443\nInclude a.conf', files).server)).toEqual(['root']);
  });

  test('a file that includes itself ends', () => {
    const found = codes('Listen 443\nInclude apache2.conf');
    expect(found).toEqual(['fatal apache-include-depth 2']);
  });

  test('a file that includes itself twice ends', () => {
    const found = codes('Listen 443\nInclude apache2.conf\nInclude apache2.conf');
    expect(found.some((code) => code.startsWith('unsupported apache-too-much'))).toBe(true);
  });

  test('the line is told in the file it stands in', () => {
    const { problems } = read('Listen 443\nInclude b.conf', { '/etc/apache2/b.conf': '\nListen x\n' });
    expect(problems[0]?.source).toEqual({ file: '/etc/apache2/b.conf', line: 2 });
  });
});

describe('sections decided while reading', () => {
  test.each([
    ['<IfModule mod_ssl.c>', true, 'mod_ssl is taken to be there'],
    ['<IfModule ssl_module>', true, 'its other name'],
    ['<IfModule !mod_ssl.c>', false, 'negated'],
    ['<IfDefine NOT>', false, 'never defined'],
    ['<IfDefine !NOT>', true, 'negated'],
    ['<IfVersion >= 2.4.60>', true, 'mod_version'],
    ['<IfVersion < 2.4>', false, 'mod_version'],
    ['<IfVersion !< 2.4>', true, 'negated operator'],
  ])('%s', (open, holds) => {
    const close = `</${/^<(\w+)/u.exec(open)?.[1] ?? ''}>`;
    const text = `Listen 443\n${open}\n<VirtualHost *:443>\nServerName a\n</VirtualHost>\n${close}\n`;
    const { server, problems } = read(text);
    expect(names(server)).toEqual(holds ? ['a'] : []);
    expect(problems).toEqual([]);
  });

  test('Define turns <IfDefine> on, also when it stands in an include', () => {
    const text = 'Include d.conf\nListen 443\n<IfDefine YES>\nListen 444\n</IfDefine>';
    const { server } = read(text, { '/etc/apache2/d.conf': 'Define YES' });
    expect(server.listeners.map(({ port }) => port)).toEqual([443, 444]);
  });

  test('LoadModule lines say which modules there are', () => {
    const text = 'LoadModule ssl_module a.so\n<IfModule mod_md.c>\nListen 1\n</IfModule>\nListen 443';
    expect(read(text).server.listeners.map(({ port }) => port)).toEqual([443]);
    expect(codes(text)).toEqual([]);
  });

  test('an assumed module is told when something there matters', () => {
    const text = 'Listen 443\n<IfModule mod_foo.c>\nListen 444\nKeepAlive on\n</IfModule>';
    expect(codes(text)).toEqual(['unsupported apache-module-assumed 2']);
    expect(codes('Listen 443\n<IfModule mod_foo.c>\nKeepAlive on\n</IfModule>')).toEqual([]);
  });
});

describe('settings', () => {
  test.each([
    ['all -SSLv3', ['1.0', '1.1', '1.2', '1.3'], 'SSLv3 is not there anyway'],
    ['all -SSLv3 -TLSv1 -TLSv1.1', ['1.2', '1.3'], 'the usual line'],
    ['-all +TLSv1.2 +TLSv1.3', ['1.2', '1.3'], 'the other usual line'],
    ['TLSv1.2 TLSv1.3', ['1.3'], 'a bare name replaces what stands before (2.4.71 warns)'],
    ['+TLSv1.3 +TLSv1.1', ['1.3'], 'no gaps: down to the first missing one (observed 2.4.71)'],
    ['all -TLSv1.2', ['1.3'], 'the same (observed 2.4.71)'],
    ['tlsv1.2', ['1.2'], 'any case'],
  ])('SSLProtocol %s', (words, expected) => {
    expect(read(withCertificate(`SSLProtocol ${words}`)).server.sites[0]?.versions).toEqual(expected);
  });

  test('certificates are inherited by position (observed 2.4.71)', () => {
    const text = `SSLCertificateFile /m1\nSSLCertificateFile /m2\n${host('SSLCertificateFile /v1')}${host('').replace('Listen 443\n', '')}`;
    const files = read(text).server.sites.map((site) => site.certificates.map(({ file }) => file));
    expect(files).toEqual([
      ['/v1', '/m2'],
      ['/m1', '/m2'],
    ]);
  });

  test('a virtual host takes over what it does not set', () => {
    const text = `SSLEngine on\nSSLProtocol TLSv1.2\nSSLVerifyClient require\nSSLCACertificateFile /ca\nSSLCertificateFile /m\n${host('SSLVerifyClient none')}`;
    const site = read(text).server.sites[0];
    expect(site).toMatchObject({
      sslEngine: true,
      versions: ['1.2'],
      clientAuth: 'none',
      clientCertificateAuthority: '/ca',
    });
  });

  test('without ServerName a host on * goes by the main server’s name (observed 2.4.71)', () => {
    expect(names(read(`ServerName main.test\n${host('ServerAlias b')}`).server)).toEqual(['main.test b']);
    expect(names(read(`ServerName main.test\n${host('ServerAlias b', '1.2.3.4:443')}`).server)).toEqual([
      'b',
    ]);
  });
});

describe('listeners', () => {
  const of = (text: string) =>
    read(text).server.listeners.map((listener) => {
      const hidden = (listener.hidden ?? []).map(({ site, address }) => `${site}@${address}`);
      const sites = listener.sites.map(({ site }) => site);
      return `${listener.address}:${listener.port} [${sites.join(' ')}] hidden [${hidden.join(' ')}]`;
    });
  const at = (...addresses: string[]) =>
    addresses.map((address) => `<VirtualHost ${address}>\n</VirtualHost>\n`).join('');

  test.each([
    ['Listen 443\n', ['*:443'], ['*:443 [0] hidden []'], 'every address'],
    [
      'Listen 443\n',
      ['10.0.0.1:443', '*:443'],
      ['10.0.0.1:443 [0] hidden [1@*:443]', '*:443 [1] hidden []'],
      'a specific address hides *',
    ],
    ['Listen 10.0.0.1:443\n', ['*:443'], ['10.0.0.1:443 [0] hidden []'], '* is found from a specific Listen'],
    [
      'Listen 443\n',
      ['10.0.0.1', '10.0.0.1:443'],
      ['10.0.0.1:443 [1] hidden [0@10.0.0.1:*]', '*:443 [2] hidden []'],
      'the port beats :*; no port means every port',
    ],
    ['Listen 443\n', ['*', '*:443'], ['*:443 [1] hidden [0@*:*]'], 'the same for *'],
    [
      'Listen 443\n',
      ['_default_:443', '0.0.0.0:443', '[::]:443'],
      ['*:443 [0 1 2] hidden []'],
      'three ways to write *',
    ],
    [
      'Listen 443\n',
      ['[::1]:443', '[0:0:0:0:0:0:0:1]:443'],
      ['::1:443 [0 1] hidden []', '*:443 [2] hidden []'],
      'one address, two ways',
    ],
    [
      'Listen 443\n',
      ['10.0.0.1:443 10.0.0.2:443'],
      ['10.0.0.1:443 [0] hidden []', '10.0.0.2:443 [0] hidden []', '*:443 [1] hidden []'],
      'several addresses',
    ],
    [
      'Listen 443\nListen 80\n',
      ['*:443'],
      ['*:443 [0] hidden []', '*:80 [1] hidden []'],
      'the rest is the main server',
    ],
    ['Listen 0.0.0.0:443\n', ['[::1]:443', '*:443'], ['*:443 [1] hidden []'], 'IPv4 only'],
  ])('%s%j', (listen, addresses, expected) => {
    expect(of(listen + addresses.map((address) => at(address)).join(''))).toEqual(expected);
  });
});
