import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hello, Server } from '../../../../src/hosting/model.ts';
import { printConfig } from '../../../../src/hosting/printConfig.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../../src/hosting/selectSite.ts';

const main = '/etc/apache2/apache2.conf';
const read = (text: string): Server => readConfig('apache', new Map([[main, text]]), main).server;

function again(server: Server): Server {
  const { files, mainFile } = printConfig(server, 'apache');
  return readConfig('apache', files, mainFile).server;
}

const names = ['a.test', 'b.test', 'www.a.test', '*.a.test', '?.test', '*', 'A.B.test.', '*.test'];
const asked = [null, 'a.test', 'b.test', 'x.a.test', 'q.example'];
const addresses = ['*:443', '10.0.0.1:443', '10.0.0.2:443', '[::1]:443', '*:8443', '10.0.0.1:*', '*:*'];
const lines = [
  'SSLProtocol all -TLSv1.3',
  'SSLProtocol TLSv1.3',
  'SSLVerifyClient require',
  'SSLVerifyClient optional',
  'SSLCACertificateFile /ca.pem',
  'SSLStrictSNIVHostCheck on',
  'SSLCipherSuite HIGH:!aNULL',
  'SSLVerifyDepth 2',
  'SSLSessionTickets off',
  'SSLHonorCipherOrder on',
  '<Location "/a b">\nSSLVerifyClient require\n</Location>',
];

const oneOf = (choices: readonly string[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...choices), { minLength: 1, maxLength });

const vhost = fc
  .record({
    on: oneOf(addresses, 2),
    names: oneOf(names, 3),
    engine: fc.constantFrom('on', 'on', 'on', 'off'),
    certificate: fc.constantFrom('/1.pem', '/2.pem'),
    extra: fc.uniqueArray(fc.constantFrom(...lines), { maxLength: 3 }),
  })
  .map((host) => {
    const [first = '', ...aliases] = host.names;
    const named = /[*?]/u.test(first)
      ? `ServerName z.test\nServerAlias ${host.names.join(' ')}`
      : `ServerName ${first}${aliases.length > 0 ? `\nServerAlias ${aliases.join(' ')}` : ''}`;
    return `<VirtualHost ${host.on.join(' ')}>\n${named}\nSSLEngine ${host.engine}\nSSLCertificateFile ${host.certificate}\n${host.extra.join('\n')}\n</VirtualHost>\n`;
  });

const config = fc
  .record({
    listens: oneOf(['443', '10.0.0.1:443', '8443', '[::1]:443', '0.0.0.0:8443'], 2),
    policy: fc.constantFrom(
      '',
      'SSLVHostSNIPolicy strict',
      'SSLVHostSNIPolicy authonly',
      'SSLVHostSNIPolicy insecure',
    ),
    main: fc.constantFrom('', 'SSLEngine on\nSSLCertificateFile /m.pem', 'SSLVerifyDepth 4'),
    hosts: fc.array(vhost, { minLength: 1, maxLength: 5 }),
  })
  .map(({ listens, policy, main: inMain, hosts }) =>
    [...listens.map((listen) => `Listen ${listen}`), policy, inMain, ...hosts].join('\n'),
  );

/** What a client sees: certificate or alert, then status and label for each host. */
function seen(server: Server): string[] {
  return ['10.0.0.1', '10.0.0.3', '::1'].flatMap((address) =>
    [443, 8443].flatMap((port) =>
      asked.flatMap((serverName) => {
        const hello: Hello = { address, port, serverName, versions: ['1.2'] };
        const selection = selectCertificate(server, hello);
        const what = selection.outcome === 'served' ? selection.certificate : selection.outcome;
        const answers = asked.map((host) => {
          const answer = selectSite(server, { hello, selection, clientCertificate: 'good' }, host);
          return answer.outcome === 'answered' ? answer.status : answer.alert.name;
        });
        return `${address}:${port} ${serverName ?? ''} ${what} ${answers.join(' ')}`;
      }),
    ),
  );
}

test('a printed configuration, read back, answers every client alike', () => {
  fc.assert(
    fc.property(config, (text) => {
      const server = read(text);
      expect(seen(again(server))).toEqual(seen(server));
    }),
    { numRuns: 40, seed: 20260729 },
  );
});

test('reading never throws and never hangs', () => {
  const words = [
    '<VirtualHost *:443>',
    '</VirtualHost>',
    '<IfModule x>',
    '</IfModule>',
    'Include *',
    'Define a ${a}',
    'SSLEngine',
    '"',
    '\\',
    '<',
    '>',
    '[',
    'Listen 443',
    '\n',
    ' ',
    '${',
    '}',
  ];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 40 }), (parts) => {
      const { server } = readConfig('apache', new Map([[main, parts.join('\n')]]), main);
      printConfig(server, 'apache');
    }),
    { numRuns: 100, seed: 20260729 },
  );
});

describe('what is written', () => {
  const text = (server: Server) => printConfig(server, 'apache').files.get(main) ?? '';

  test('a port that is bound on every address is bound once', () => {
    const server = read(
      'Listen 443\n<VirtualHost 10.0.0.1:443>\nServerName a\n</VirtualHost>\n<VirtualHost *:443>\nServerName b\n</VirtualHost>',
    );
    expect(text(server).match(/^Listen .*$/gmu)).toEqual(['Listen 443']);
  });

  test('words that need quotes get them', () => {
    const server = read(
      'Listen 443\n<VirtualHost *:443>\nServerName a\nSSLEngine on\nSSLCertificateFile "/a b\\"c.pem"\n</VirtualHost>',
    );
    expect(text(server)).toContain('SSLCertificateFile "/a b\\"c.pem"');
    expect(again(server).sites[0]?.certificates[0]?.file).toBe('/a b"c.pem');
  });
});

describe('another program’s server', () => {
  const nginx = (http: string) => {
    const file = '/etc/nginx/nginx.conf';
    return readConfig('nginx', new Map([[file, `events {}\nhttp {\n${http}\n}`]]), file).server;
  };
  const block = (body: string) =>
    `server { ssl_certificate /a.pem; ssl_certificate_key /a.key; location / { return 200; } ${body} }`;
  const problems = (server: Server) => printConfig(server, 'apache').problems.map(({ code }) => code);

  test('nginx’s default server comes first', () => {
    const server = nginx(
      `${block('listen 443 ssl; server_name a.test;')} ${block('listen 443 ssl default_server; server_name b.test;')}`,
    );
    const back = again(server);
    expect(back.sites.map(({ label }) => label)).toEqual(['b.test', 'a.test']);
    expect(problems(server)).toEqual(['apache-print-misdirected']);
  });

  test('defaults that contradict each other get a virtual host for each address', () => {
    const two = (first: string, second: string) =>
      block(`listen 10.0.0.1:443 ssl${first}; listen 10.0.0.2:443 ssl${second}; server_name a.test;`);
    const server = nginx(
      `${two(' default_server', '')} ${two('', ' default_server').replace('a.test', 'b.test')}`,
    );
    const back = again(server);
    const labels = back.listeners.map(({ sites }) => sites.map(({ site }) => back.sites[site]?.label));
    expect(labels).toEqual([
      ['a.test', 'b.test'],
      ['b.test', 'a.test'],
    ]);
  });

  test.each<[string, string | null, string]>([
    ['server_name ~^a;', 'apache-print-name', 'no regular expressions'],
    ['ssl_reject_handshake on;', 'apache-print-reject-handshake', 'no refusal by name'],
    ['server_name .a.test;', null, 'two names'],
  ])('%s', (line, code) => {
    const found = problems(nginx(block(`listen 443 ssl; ${line}`)));
    expect(found).toEqual(code === null ? [] : [code]);
  });

  test('an exact name after a wildcard that fits it is told', () => {
    const server = nginx(
      `${block('listen 443 ssl; server_name *.a.test;')} ${block('listen 443 ssl; server_name w.a.test;')}`,
    );
    expect(problems(server)).toContain('apache-print-name-order');
  });

  test('a site without a certificate has its default’s', () => {
    const server = nginx(
      `${block('listen 443 ssl; server_name a.test;')} server { listen 443 ssl; server_name b.test; }`,
    );
    expect(again(server).sites[1]?.certificates[0]?.file).toBe('/a.pem');
  });
});
