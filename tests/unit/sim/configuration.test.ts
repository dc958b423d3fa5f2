import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { followLinks } from '../../../src/bytes/archiveEntry.ts';
import { readTar } from '../../../src/bytes/tar.ts';
import { readZip } from '../../../src/bytes/zip.ts';
import { openConfiguration } from '../../../src/sim/configuration.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { presetScenario } from '../../../src/sim/scenarioLink.ts';

const truth = join(import.meta.dirname, '../../truth/servers');
const pem = (name: string) => readFileSync(join(truth, 'certs', `${name}.crt`), 'utf8');
const config = (name: string) => readFileSync(join(truth, 'configs', name), 'utf8');
const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n';

const nginxSite = (name: string, certificate: string) =>
  `server {\n  listen 443 ssl;\n  server_name ${name};\n  ssl_certificate ${certificate};\n  ssl_certificate_key ${certificate}.key;\n}\n`;

async function open(files: Record<string, string>) {
  const opened = await openConfiguration(Object.entries(files).map(([path, text]) => ({ path, text })));
  if (opened && 'stopped' in opened) throw new Error(String(opened.stopped.params.message));
  return opened;
}

async function played(files: Record<string, string>) {
  const opened = await open(files);
  if (!opened) throw new Error('not recognised');
  return simulate({ ...presetScenario('sni', '2026-11-22T12:00:00Z'), ...opened.change });
}

describe('which program, which main file, which address', () => {
  const nginx = `events {}\nhttp {\n${nginxSite('a.test', '/c/a.pem')}${nginxSite('b.test', '/c/b.pem')}}\n`;
  const apache =
    'Listen 443\n<VirtualHost *:443>\nServerName a.test\nSSLEngine on\nSSLCertificateFile /c/a.pem\n</VirtualHost>\n<VirtualHost *:443>\nServerName b.test\nSSLEngine on\nSSLCertificateFile /c/b.pem\n</VirtualHost>\n';
  const haproxy =
    'defaults\n  mode http\nfrontend f\n  bind :8443 ssl crt /c/a.pem crt /c/b.pem\n  default_backend b\nbackend b\n  server s 127.0.0.1:80\n';
  const caddy = 'a.test {\n  tls /c/a.pem /c/a.key\n}\nb.test {\n  tls /c/b.pem /c/b.key\n}\n';
  test.each([
    ['pasted nginx', { '': nginx }, 'nginx', '/etc/nginx/nginx.conf', 'https://b.test/'],
    ['pasted Apache', { '': apache }, 'apache', '/etc/apache2/apache2.conf', 'https://b.test/'],
    ['pasted Caddyfile', { '': caddy }, 'caddy', '/etc/caddy/Caddyfile', 'https://b.test/'],
    [
      'HAProxy: names come from certificates',
      { 'haproxy.cfg': haproxy, 'a.pem': pem('a'), 'b.pem': pem('b') },
      'haproxy',
      '/etc/haproxy/haproxy.cfg',
      'https://b.test:8443/',
    ],
    [
      'one site only',
      { '': nginxSite('a.test', '/c/a.pem') },
      'nginx',
      '/etc/nginx/nginx.conf',
      'https://a.test/',
    ],
    [
      'a wildcard is no host',
      { '': nginxSite('*.a.test', '/c/a.pem') },
      'nginx',
      '/etc/nginx/nginx.conf',
      'https://www.a.test/',
    ],
    [
      'no name at all',
      { '': nginxSite('_', '/c/a.pem') },
      'nginx',
      '/etc/nginx/nginx.conf',
      'https://203.0.113.10/',
    ],
    [
      'an archive of /etc',
      { 'nginx/nginx.conf': nginx },
      'nginx',
      '/etc/nginx/nginx.conf',
      'https://b.test/',
    ],
    [
      'a folder of another name',
      { 'backup/web/nginx.conf': nginx },
      'nginx',
      '/etc/nginx/nginx.conf',
      'https://b.test/',
    ],
    [
      'a place of its own',
      { 'opt/nginx/conf/nginx.conf': nginx },
      'nginx',
      '/opt/nginx/conf/nginx.conf',
      'https://b.test/',
    ],
    ['Red Hat', { 'conf/httpd.conf': apache }, 'apache', '/etc/httpd/conf/httpd.conf', 'https://b.test/'],
    [
      'the largest of its program',
      { 'a.conf': nginxSite('x.test', '/c/x.pem'), 'b.conf': nginx },
      'nginx',
      '/etc/nginx/b.conf',
      'https://b.test/',
    ],
    [
      'the one that includes',
      {
        'big.conf': nginxSite('a.test', '/c/a.pem') + nginxSite('b.test', '/c/b.pem'),
        'top.conf': 'http {\n  include big.conf;\n}\nevents {}\n',
      },
      'nginx',
      '/etc/nginx/top.conf',
      'https://b.test/',
    ],
  ])('%s', async (_, files, software, mainFile, url) => {
    const opened = await open(files);
    expect(opened?.change).toMatchObject({ server: { software, mainFile }, url });
  });

  test.each([
    ['prose', 'Which certificate does this client get?'],
    ['a certificate', pem('a')],
    ['nothing', ''],
  ])('%s is no configuration', async (_, text) => {
    expect(await open({ '': text })).toBeNull();
  });
});

describe('files find their places', () => {
  const main = 'events {}\nhttp {\n  include mime.types;\n  include /etc/nginx/sites-enabled/*;\n}\n';

  test('bare files stand where an include looks for them; what nothing reads is named', async () => {
    const opened = await open({
      'nginx.conf': main,
      'shop.conf': nginxSite('shop.test', '/c/a.pem'),
      'mime.types': 'types {}\n',
      'readme.html': '<html></html>',
    });
    expect(Object.keys(opened?.change.server.files ?? {})).toEqual(
      expect.arrayContaining([
        '/etc/nginx/nginx.conf',
        '/etc/nginx/sites-enabled/shop.conf',
        '/etc/nginx/mime.types',
      ]),
    );
  });

  test('an archive keeps its places; files that no include names are left out of the link', async () => {
    const opened = await open({
      'etc/nginx/nginx.conf': main,
      'etc/nginx/sites-enabled/shop': nginxSite('shop.test', 'a.pem'),
      'etc/nginx/sites-available/old': nginxSite('old.test', 'old.pem'),
    });
    expect(Object.keys(opened?.change.server.files ?? {}).toSorted()).toEqual([
      '/etc/nginx/nginx.conf',
      '/etc/nginx/sites-enabled/shop',
    ]);
    expect(opened?.unread).toEqual(['etc/nginx/sites-available/old']);
    expect(opened?.missing).toEqual(['/etc/nginx/a.pem']);
  });
});

describe('certificates', () => {
  const two =
    nginxSite('a.test', '/live/a.test/fullchain.pem') + nginxSite('b.test', '/live/b.test/fullchain.pem');

  test('by full path, else by the longest end of the path', async () => {
    const opened = await open({
      'nginx.conf': two,
      'live/a.test/fullchain.pem': pem('a'),
      'x/b.test/fullchain.pem': pem('b'),
    });
    expect(opened?.missing).toEqual([]);
    expect(opened?.change.certificates['/live/b.test/fullchain.pem']).toContain('BEGIN CERTIFICATE');
    expect(opened?.change.trust).toBe('assume-issuer');
  });

  test('two that fit as well leave the place blank', async () => {
    const opened = await open({
      'nginx.conf': two,
      'x/fullchain.pem': pem('a'),
      'y/fullchain.pem': pem('b'),
    });
    expect(opened?.missing).toHaveLength(2);
  });

  test('a folder of HAProxy takes every certificate that was given', async () => {
    const opened = await open({
      'haproxy.cfg': 'frontend f\n  mode http\n  bind :443 ssl crt /etc/haproxy/certs/\n',
      'a.pem': key + pem('a'),
      'b.pem': pem('b') + key,
    });
    expect(Object.keys(opened?.change.certificates ?? {}).toSorted()).toEqual([
      '/etc/haproxy/certs/a.pem',
      '/etc/haproxy/certs/b.pem',
    ]);
    expect(opened?.keysIn).toEqual(['a.pem', 'b.pem']);
    expect(JSON.stringify(opened)).not.toContain('PRIVATE KEY');
  });

  test.each([
    ['on its own', { 'a.key': key }],
    ['cut off', { 'a.key': key.slice(0, 50) }],
    ['with too few dashes', { 'a.key': key.replaceAll('-----', '----') }],
    ['in a configuration', { 'a.conf': `${nginxSite('x.test', 'x.pem')}${key}` }],
  ])('a private key %s is dropped and named', async (_, files) => {
    const opened = await open({ 'nginx.conf': `${two}include a.*;\n`, ...files });
    expect(opened?.keysIn).toEqual(Object.keys(files));
    expect(JSON.stringify(opened?.change)).not.toMatch(/PRIVATE KEY|MC4CAQ/);
  });
});

describe('what was opened is played', () => {
  test('a certificate that was not given is served by its name', async () => {
    const trace = await played({ '': nginxSite('a.test', '/c/a.pem') + nginxSite('b.test', '/c/b.pem') });
    expect(trace.selection).toMatchObject({ outcome: 'served', certificate: '/c/b.pem' });
    expect(trace.problems.map(({ params }) => params.file)).toEqual(
      expect.arrayContaining(['/c/a.pem', '/c/b.pem']),
    );
  });

  test('a syntax error is a problem with its line, and the rest is still read', async () => {
    const trace = await played({ '': `${nginxSite('a.test', '/c/a.pem')}}\n` });
    expect(trace.server.sites).toHaveLength(1);
    expect(trace.problems).toContainEqual(
      expect.objectContaining({ severity: 'fatal', source: { file: '/etc/nginx/nginx.conf', line: 7 } }),
    );
  });

  test.each(['nginx-N1.conf', 'apache-A1.conf', 'haproxy-H1.cfg', 'caddy-C1.Caddyfile'])(
    '%s',
    async (name) => {
      const certificates = Object.fromEntries(['a', 'b', 'c'].map((each) => [`${each}.pem`, pem(each)]));
      const trace = await played({ [name]: config(name), ...certificates });
      expect(trace.problems.filter(({ severity }) => severity === 'fatal')).toEqual([]);
      expect(trace.server.sites.length).toBeGreaterThan(1);
      expect(trace.selection?.outcome).toBe('served');
    },
  );
});

/** Archives made by the programs people make them with. */
describe('archives', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whichcert-'));
  const long = `${'long-'.repeat(30)}name.conf`;
  mkdirSync(join(folder, 'nginx/sites-enabled'), { recursive: true });
  mkdirSync(join(folder, 'nginx/sites-available'));
  writeFileSync(join(folder, 'nginx/nginx.conf'), 'events {}\n');
  writeFileSync(join(folder, 'nginx/sites-available/shop'), nginxSite('shop.test', 'a.pem'));
  writeFileSync(join(folder, 'nginx', long), '# long\n');
  symlinkSync('../sites-available/shop', join(folder, 'nginx/sites-enabled/relative'));
  symlinkSync('/etc/nginx/sites-available/shop', join(folder, 'nginx/sites-enabled/absolute'));
  symlinkSync('/nowhere', join(folder, 'nginx/sites-enabled/broken'));

  test.each(['gnu', 'pax', 'ustar'])('tar --format=%s', (format) => {
    const exclude = format === 'ustar' ? ['--exclude=long-*'] : [];
    const bytes = execFileSync('tar', ['-C', folder, `--format=${format}`, ...exclude, '-cf', '-', 'nginx']);
    const files = followLinks(readTar(bytes) ?? []);
    const text = (path: string) => new TextDecoder().decode(files.get(path));
    expect(text('nginx/nginx.conf')).toBe('events {}\n');
    expect(text('nginx/sites-enabled/relative')).toContain('shop.test');
    expect(text('nginx/sites-enabled/absolute')).toContain('shop.test');
    expect(files.has('nginx/sites-enabled/broken')).toBe(false);
    if (format !== 'ustar') expect(text(`nginx/${long}`)).toBe('# long\n');
  });

  test('zip, as Python’s zipfile writes it', () => {
    const bytes = Buffer.from(
      'UEsDBBQAAAAAADtxdl0AAAAAAAAAAAAAAAAGAAAAbmdpbngvUEsDBBQAAAAAAAAAIQCYl2y4CgAAAAoAAAAQAAAAbmdpbngvbmdpbnguY29uZmV2ZW50cyB7fQpQSwECFAMUAAAAAAA7cXZdAAAAAAAAAAAAAAAABgAAAAAAAAAAABAA/UEAAAAAbmdpbngvUEsBAhQDFAAAAAAAAAAhAJiXbLgKAAAACgAAABAAAAAAAAAAAAAAAIABJAAAAG5naW54L25naW54LmNvbmZQSwUGAAAAAAIAAgByAAAAXAAAAAAA',
      'base64',
    );
    const entries = readZip(bytes) ?? [];
    expect(entries.map(({ path, method }) => [path, method])).toEqual([['nginx/nginx.conf', 0]]);
    expect(new TextDecoder().decode(entries[0]?.compressed)).toBe('events {}\n');
  });

  test('neither is taken for the other, nor text for either', () => {
    const text = new TextEncoder().encode('events {}\n'.repeat(200));
    expect([readTar(text), readZip(text), readTar(new Uint8Array(2048))]).toEqual([null, null, null]);
  });
});
