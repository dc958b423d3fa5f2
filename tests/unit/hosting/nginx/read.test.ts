import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfig } from '../../../../src/hosting/readConfig.ts';

const read = (text: string, more: Record<string, string> = {}) =>
  readConfig(
    'nginx',
    new Map([['/etc/nginx/nginx.conf', text], ...Object.entries(more)]),
    '/etc/nginx/nginx.conf',
  );

const http = (inside: string): string => `events {}\nhttp {\n${inside}\n}\n`;
const names = (text: string) => read(text).server.sites.map((site) => site.names.map((name) => name.text));

test.each([
  ['server_name a.test b.test;', ['a.test', 'b.test'], 'several names'],
  ['server_name "a.test" \'b.test\';', ['a.test', 'b.test'], 'quotes are not part of a word'],
  ['server_name "~^\\d{2}\\.test$";', ['~^\\d{2}\\.test$'], 'a brace in quotes opens no block; \\d stays'],
  ['server_name a.test; # server_name b.test;', ['a.test'], 'a comment'],
  ['server_name a#b.test;', ['a#b.test'], '# inside a word is no comment'],
  ['server_name\n  a.test\n  b.test ;', ['a.test', 'b.test'], 'line ends are blanks'],
  ['server_name a.test; server_name b.test;', ['a.test', 'b.test'], 'names add up'],
  ['server_name "";', [''], 'the empty name'],
])('%s', (directive, expected, reason) => {
  expect(names(http(`server { ${directive} }`)), reason).toEqual([expected]);
});

test('every name carries its own line', () => {
  const { server } = read(http('server {\n listen 8443;\n server_name a.test\n  b.test;\n}'));
  expect(server.sites[0]?.source).toEqual({ file: '/etc/nginx/nginx.conf', line: 3 });
  expect(server.sites[0]?.names[0]?.source).toEqual({ file: '/etc/nginx/nginx.conf', line: 5 });
  expect(server.listeners[0]?.source).toEqual({ file: '/etc/nginx/nginx.conf', line: 4 });
});

// Forms of `listen`: documentation of the directive.
test.each([
  ['8443 ssl', [{ address: '*', family: 4, port: 8443, tls: true }]],
  ['*:8443', [{ address: '*', family: 4, port: 8443, tls: false }]],
  ['127.0.0.11', [{ address: '127.0.0.11', port: 80, tls: false }]],
  ['127.0.0.11:8443 ssl http2', [{ address: '127.0.0.11', port: 8443, tls: true }]],
  ['[::]:443 ssl', [{ address: '*', family: 6, port: 443, tls: true }]],
  ['[::]:443 ipv6only=off', [{ address: '*', port: 443, tls: false }]],
  ['[0:0:0:0:0:0:0:1]:443', [{ address: '::1', port: 443, tls: false }]],
  [
    'localhost:443',
    [
      { address: '127.0.0.1', port: 443, tls: false },
      { address: '::1', port: 443, tls: false },
    ],
  ],
  [
    '8000-8001',
    [
      { address: '*', family: 4, port: 8000, tls: false },
      { address: '*', family: 4, port: 8001, tls: false },
    ],
  ],
  ['unix:/run/nginx.sock', []],
  ['443 quic reuseport', []],
])('listen %s', (text, expected) => {
  const { server } = read(
    http(`server { listen ${text}; ssl_certificate a.crt; ssl_certificate_key a.key; }`),
  );
  const seen = server.listeners.map(({ address, family, port, tls }) => ({
    address,
    ...(family && { family }),
    port,
    tls,
  }));
  expect(seen).toEqual(expected);
});

// What `nginx -t` 1.22.1 says to the same text is in the last column.
test.each([
  ['server { listen 8443 }', 'nginx-unexpected', 3, 'unexpected "}"'],
  ['server { listen 8443;', 'nginx-unexpected-end', 5, 'unexpected end of file, expecting "}"'],
  ['server { listen 8443 sssl; }', 'nginx-listen-parameter', 3, 'invalid parameter "sssl"'],
  ['server { listen 0; }', 'nginx-listen-invalid', 3, 'invalid port in "0" of the "listen" directive'],
  ['server { listen 70000; }', 'nginx-listen-invalid', 3, 'invalid port in "70000"'],
  ['server { listen 8443 ssl; }', 'nginx-no-certificate', 3, 'no "ssl_certificate" is defined'],
  ['server { listen 80; listen *:80; }', 'nginx-duplicate-listen', 3, 'a duplicate listen 0.0.0.0:80'],
  [
    'server { listen 80 default_server; }\nserver { listen 80 default; }',
    'nginx-duplicate-default',
    4,
    'a duplicate default server for 0.0.0.0:80',
  ],
  ['server { server_name *; }', 'nginx-invalid-name', 3, 'server name "*" is invalid'],
  [
    'server { server_name a; }\nserver { server_name a.*.b; }',
    'nginx-invalid-name',
    4,
    'invalid server name or wildcard "a.*.b"',
  ],
  ['server { ssl_verify_client maybe; }', 'nginx-wrong-arguments', 3, 'invalid value "maybe"'],
  ['server { listen 80;; }', 'nginx-unexpected', 3, 'unexpected ";"'],
  ['server { server_name "a"b; }', 'nginx-unexpected', 3, 'unexpected "b"'],
  ['server;', 'nginx-block-missing', 3, 'directive "server" has no opening "{"'],
  [
    'server { server_name a { } }',
    'nginx-block-not-expected',
    3,
    'directive "server_name" is not terminated by ";"',
  ],
  ['server { ssl_ciphers a; ssl_ciphers b; }', 'nginx-duplicate', 3, '"ssl_ciphers" directive is duplicate'],
])('%s is refused: %s', (text, code, line, real) => {
  const fatal = read(http(text)).problems.filter(({ severity }) => severity === 'fatal');
  expect(
    fatal.map((problem) => [problem.code, problem.source]),
    real,
  ).toContainEqual([code, { file: '/etc/nginx/nginx.conf', line }]);
});

test('after an error the rest is still read', () => {
  const { server, problems } = read(http('server { listen 80 }\nserver { listen 81; server_name b.test; }'));
  expect(problems.map(({ code }) => code)).toContain('nginx-unexpected');
  expect(server.sites.map(({ label }) => label)).toEqual(['*:80', 'b.test']);
});

test('include reads a pattern in byte order, relative to the main file', () => {
  const site = (name: string) => `server { listen 80; server_name ${name}; }`;
  const { server } = read(http('include conf.d/*.conf;'), {
    '/etc/nginx/conf.d/zz.conf': site('zz'),
    '/etc/nginx/conf.d/Mm.conf': site('Mm'),
    '/etc/nginx/conf.d/10-x.conf': site('10'),
    '/etc/nginx/conf.d/aa.conf': site('aa'),
    '/etc/nginx/conf.d/.hidden.conf': site('hidden'),
    '/etc/nginx/conf.d/aa.conf.bak': site('backup'),
  });
  expect(server.sites.map(({ label }) => label)).toEqual(['10', 'Mm', 'aa', 'zz']);
  expect(server.sites[2]?.source).toEqual({ file: '/etc/nginx/conf.d/aa.conf', line: 1 });
});

test('a missing include makes every answer uncertain; a file that includes itself ends', () => {
  const missing = read(http('include ssl.conf;'));
  expect(missing.server.uncertain.map(({ code }) => code)).toEqual(['nginx-include-missing']);
  expect(read(http('include mime.types;')).problems).toEqual([]);
  const loop = read(http('include a.conf;'), { '/etc/nginx/a.conf': 'include a.conf;' });
  expect(loop.problems.map(({ code }) => code)).toEqual(['nginx-include-loop']);
});

test('http is inherited, and replaced as a whole by the server', () => {
  const { server } = read(
    http(
      'ssl_certificate h1.crt; ssl_certificate_key h1.key; ssl_protocols TLSv1.2; ssl_verify_client optional;\n' +
        'ssl_client_certificate ca.crt; server { listen 1 ssl; }\n' +
        'server { listen 2 ssl; ssl_certificate own.crt; ssl_certificate_key own.key; ssl_verify_client off; }',
    ),
  );
  expect(server.sites.map(({ certificates }) => certificates.map(({ file }) => file))).toEqual([
    ['/etc/nginx/h1.crt'],
    ['/etc/nginx/own.crt'],
  ]);
  expect(server.sites.map(({ clientAuth }) => clientAuth)).toEqual(['optional', 'none']);
  expect(server.sites.map(({ versions }) => versions)).toEqual([['1.2'], ['1.2']]);
});

test('Lua is not nginx syntax; stream on a port of its own is told', () => {
  const { server, problems } = read(
    `stream { server { listen 443; } }\n${http('server { listen 443; ssl_certificate_by_lua_block { x = {} } server_name a; }')}`,
  );
  expect(server.sites[0]?.uncertain?.map(({ code }) => code)).toEqual(['nginx-scripted-certificate']);
  expect(problems.map(({ code }) => code)).toContain('nginx-stream');
});

// nginx.org, ngx_http_ssl_module, ssl_protocols and ssl: what changed when.
test.each([
  ['1.22.1 (Debian 12)', true],
  ['1.25.1', false],
])('`ssl on` with %s: accepted %s', (version, accepted) => {
  const text = http('server { listen 80; ssl on; ssl_certificate a.crt; ssl_certificate_key a.key; }');
  const { server, problems } = readConfig('nginx', new Map([['n', text]]), 'n', { version });
  expect(server.listeners[0]?.tls).toBe(true);
  expect(problems.some(({ code }) => code === 'nginx-unknown-directive')).toBe(!accepted);
});

test('any text is read without throwing', () => {
  const word = fc.constantFrom(
    'http',
    'server',
    'listen',
    '{',
    '}',
    ';',
    '"',
    "'",
    '\\',
    '$',
    '\n',
    ' ',
    '*',
    '#',
    '~(',
  );
  const text = fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(text, (config) => {
      expect(read(config).server.software).toBe('nginx');
    }),
  );
});

test('deep nesting and long files are read', () => {
  expect(read('a {'.repeat(50_000)).problems.map(({ code }) => code)).toContain('nginx-unexpected-end');
  const many = http('server { listen 80; server_name a.test; }\n'.repeat(3000));
  expect(read(many).server.sites).toHaveLength(3000);
});
