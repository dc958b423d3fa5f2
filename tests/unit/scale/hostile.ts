/** Configurations that grow without end as they are read: each stands for a kind. */
import type { Software } from '../../../src/hosting/model.ts';
import type { Counted } from '../../../src/hosting/readingBudget.ts';

/** `counted`: whose limit is told; null: it is read to its end. `line`: where. */
export type Hostile = {
  name: string;
  software: Software;
  files: Record<string, string>;
  counted: Counted | null;
};

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const times = (count: number, line: (index: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(between);
const nextLetter = (index: number): string => letters[index + 1] ?? '';
/** As much of it as fits in a megabyte. */
const megabyte = (text: string): string => text.repeat(Math.floor(2 ** 20 / text.length));

/** Each file includes the next one twice. */
const tree = (folder: string, include: (file: string) => string, leaf: string): Record<string, string> =>
  Object.fromEntries(
    letters
      .slice(0, -1)
      .map((letter, index) => [`${folder}${letter}`, times(2, () => include(nextLetter(index)))])
      .concat([[`${folder}z`, leaf]]),
  ) as Record<string, string>;

const nginx: Hostile[] = [
  {
    name: 'files that include each other twice',
    software: 'nginx',
    files: {
      main: 'http { include a; server { server_name x; } }',
      ...tree('', (file) => `include ${file};`, 'root /;'),
    },
    counted: 'files',
  },
  {
    name: 'the same in blocks',
    software: 'nginx',
    files: {
      main: 'http { server { include a; } }',
      ...tree('', (file) => `location / { include ${file}; }`, 'root /;'),
    },
    counted: 'files',
  },
  {
    name: 'a large file that each of many sites includes',
    software: 'nginx',
    files: {
      main: `http { ${times(20_000, () => 'server { include a; }')} }`,
      a: times(1000, () => 'root /;'),
    },
    counted: 'directives',
  },
  {
    name: 'a chain of included files',
    software: 'nginx',
    files: {
      main: 'include 0;',
      ...Object.fromEntries(
        Array.from({ length: 20_000 }, (_, index) => [String(index), `include ${index + 1};`]),
      ),
    },
    counted: 'levels',
  },
  { name: 'nothing but ends', software: 'nginx', files: { main: megabyte(';') }, counted: 'problems' },
  {
    name: 'nothing but closed blocks',
    software: 'nginx',
    files: { main: megabyte('}') },
    counted: 'problems',
  },
  { name: 'nothing but open blocks', software: 'nginx', files: { main: megabyte('a{') }, counted: 'words' },
  {
    name: 'short directives',
    software: 'nginx',
    files: { main: `http{${megabyte('a;')}}` },
    counted: 'words',
  },
  {
    name: 'every port for each site',
    software: 'nginx',
    files: { main: `http{${megabyte('server{listen 1-65535;}')}}` },
    counted: 'places',
  },
  {
    name: 'every port for one site with many names',
    software: 'nginx',
    files: { main: `http{server{listen 1-65535; server_name ${times(50_000, (i) => `n${i}`, ' ')};}}` },
    counted: 'places',
  },
  {
    name: 'every port for a stream server',
    software: 'nginx',
    files: { main: `stream{server{${megabyte('listen 1-65535;')}}}` },
    counted: 'places',
  },
  {
    name: 'certificates that every site inherits',
    software: 'nginx',
    files: {
      main: `http{${times(20_000, (i) => `ssl_certificate c${i};`)}${times(20_000, () => 'server{server_name a;}')}}`,
    },
    counted: 'places',
  },
  {
    name: 'error pages that every site inherits',
    software: 'nginx',
    files: {
      main: `http{${times(10_000, (i) => `error_page ${400 + (i % 100)} = /p${i};`)}${times(20_000, () => 'server{server_name a;}')}}`,
    },
    counted: null,
  },
  {
    name: 'ciphers that every site inherits',
    software: 'nginx',
    files: {
      main: `http{ssl_certificate c; ssl_certificate_key k; ssl_ciphers ${times(50_000, (i) => `X${i}`, ':')};${times(20_000, () => 'server{listen 443 ssl;}')}}`,
    },
    counted: null,
  },
  {
    name: 'patterns that go through every file',
    software: 'nginx',
    files: {
      main: times(20_000, (i) => `include *${i}*;`),
      ...Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`f${index}.x`, ''])),
    },
    counted: 'comparisons',
  },
  {
    name: 'listens that stand there already',
    software: 'nginx',
    files: { main: `http{server{${megabyte('listen 80;')}}}` },
    counted: null,
  },
];

const vhost = (address: string, inside = ''): string => `<VirtualHost ${address}>\n${inside}\n</VirtualHost>`;

const apache: Hostile[] = [
  {
    name: 'files that include each other twice',
    software: 'apache',
    files: { main: 'Include a', ...tree('', (file) => `Include ${file}`, 'ServerName x') },
    counted: 'files',
  },
  {
    name: 'a variable twice as long as the one before',
    software: 'apache',
    files: {
      main: `Define v0 xxxxxxxx\n${times(40, (i) => `Define v${i + 1} \${v${i}}\${v${i}}`)}\nServerName \${v40}`,
    },
    counted: 'characters',
  },
  {
    name: 'a long variable many times',
    software: 'apache',
    files: { main: `Define v ${'x'.repeat(100_000)}\n${times(100_000, () => 'ServerName ${v}')}` },
    counted: 'characters',
  },
  {
    name: 'sections inside each other',
    software: 'apache',
    files: { main: megabyte('<a>\n') },
    counted: 'levels',
  },
  {
    name: 'sections closed that are not open',
    software: 'apache',
    files: { main: megabyte('</a>\n') },
    counted: 'problems',
  },
  {
    name: 'conditions inside each other',
    software: 'apache',
    files: { main: megabyte('<IfModule x>\n') },
    counted: 'levels',
  },
  {
    name: 'a large file that each of many sites includes',
    software: 'apache',
    files: { main: times(20_000, () => vhost('*:443', 'Include a')), a: times(1000, () => 'SSLEngine on') },
    counted: 'directives',
  },
  {
    name: 'a file of long lines that is included often',
    software: 'apache',
    files: {
      main: times(20_000, () => vhost('*:443', 'Include a')),
      a: `ServerAlias ${'a '.repeat(100_000)}`,
    },
    counted: 'words',
  },
  {
    name: 'many ports for many addresses',
    software: 'apache',
    files: {
      main: `${times(20_000, (i) => `Listen ${i + 1}`)}\n${times(20_000, (i) => vhost(`10.0.${i >> 8}.${i & 255}`))}`,
    },
    counted: 'places',
  },
  {
    name: 'many addresses for many sites',
    software: 'apache',
    files: {
      main: `${times(20_000, (i) => `Listen 10.0.${i >> 8}.${i & 255}:443`)}\n${times(20_000, () => vhost('*:443'))}`,
    },
    counted: 'places',
  },
  {
    name: 'sites that hide others of their own',
    software: 'apache',
    files: {
      main: `Listen 443\n${times(10_000, (i) => vhost(`10.0.${i >> 8}.${i & 255}:443 *:443`))}`,
    },
    counted: 'places',
  },
  {
    name: 'certificates that every site inherits',
    software: 'apache',
    files: {
      main: `Listen 443\n${times(20_000, (i) => `SSLCertificateFile c${i}`)}\n${times(10_000, () => vhost('*:443'))}`,
    },
    counted: 'places',
  },
  {
    name: 'many folders that files could be in',
    software: 'apache',
    files: {
      main: `${times(20_000, (i) => `ServerRoot /r${i}`)}\n${times(10_000, (i) => `Include x${i}/*`)}`,
    },
    counted: null,
  },
  {
    name: 'patterns that go through every file',
    software: 'apache',
    files: {
      main: times(20_000, (i) => `IncludeOptional *${i}*`),
      ...Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`f${index}.x`, ''])),
    },
    counted: 'comparisons',
  },
];

const haproxy: Hostile[] = [
  {
    name: 'defaults that every proxy inherits',
    software: 'haproxy',
    files: {
      main: `defaults\n${times(20_000, () => ' timeout client 1s')}\n${times(10_000, (i) => `frontend f${i}\n bind :443 ssl crt c`)}`,
    },
    counted: 'directives',
  },
  {
    name: 'defaults from defaults',
    software: 'haproxy',
    files: {
      main: `defaults d0\n${times(10_000, (i) => `defaults d${i + 1} from d${i}\n timeout client 1s`)}`,
    },
    counted: 'directives',
  },
  {
    name: 'every port in one list',
    software: 'haproxy',
    files: { main: `frontend f\n bind ${times(100_000, () => ':1-65535', ',')} ssl crt c` },
    counted: 'places',
  },
  {
    name: 'every port on each line',
    software: 'haproxy',
    files: { main: `frontend f\n${megabyte(' bind :1-65535 ssl crt c\n')}` },
    counted: 'places',
  },
  {
    name: 'every port with many certificates',
    software: 'haproxy',
    files: { main: `frontend f\n bind :1-65535 ssl ${times(50_000, (i) => `crt c${i}`, ' ')}` },
    counted: 'places',
  },
  {
    name: 'a long crt-list on many lines',
    software: 'haproxy',
    files: {
      main: `frontend f\n${times(20_000, (i) => ` bind :${i + 1} ssl crt-list l`)}`,
      l: times(20_000, (i) => `c n${i}`),
    },
    counted: 'places',
  },
  {
    name: 'a folder of certificates on many lines',
    software: 'haproxy',
    files: {
      main: `frontend f\n${times(20_000, (i) => ` bind :${i + 1} ssl crt d`)}`,
      ...Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`d/${index}`, ''])),
    },
    counted: 'places',
  },
  {
    name: 'a backend with many conditions for many frontends',
    software: 'haproxy',
    files: {
      main:
        `backend b\n mode http\n${times(10_000, () => ' http-request deny if x')}\n` +
        times(10_000, (i) => `frontend f${i}\n mode http\n bind :${i + 1}\n default_backend b`),
    },
    counted: 'directives',
  },
  {
    name: 'nothing but words',
    software: 'haproxy',
    files: { main: `global\n${megabyte('a ')}\n${megabyte('a ')}` },
    counted: 'words',
  },
];

const caddy: Hostile[] = [
  {
    name: 'snippets that import each other twice',
    software: 'caddy',
    files: {
      main: `${letters.map((letter, index) => `(${letter}) {\n${times(2, () => ` import ${nextLetter(index)}`)}\n}`).join('\n')}\nimport a\n`,
    },
    counted: 'files',
  },
  {
    name: 'files that import each other twice',
    software: 'caddy',
    files: { main: 'import a', ...tree('', (file) => `import ${file}`, 'x.example') },
    counted: 'files',
  },
  {
    name: 'a large snippet in many sites',
    software: 'caddy',
    files: {
      main: `(s) {\n${times(1_000, () => ' log')}\n}\n${times(20_000, (i) => `s${i}.example {\n import s\n}`)}`,
    },
    counted: 'directives',
  },
  {
    name: 'a long argument many times',
    software: 'caddy',
    files: {
      main: `(s) {\n${times(10_000, () => ' respond {args.0}')}\n}\na.example {\n${times(20, () => ` import s "${'x'.repeat(10_000)}"`)}\n}`,
    },
    counted: 'characters',
  },
  {
    name: 'many addresses for many ports',
    software: 'caddy',
    files: {
      main: `${times(10_000, (i) => `:${i + 1}`, ', ')} {\n bind ${times(10_000, (i) => `10.0.${i >> 8}.${i & 255}`, ' ')}\n}`,
    },
    counted: 'places',
  },
  {
    name: 'many addresses for many sites',
    software: 'caddy',
    files: {
      main: `(b) {\n bind ${times(1_000, (i) => `10.0.${i >> 8}.${i & 255}`, ' ')}\n}\n${times(400, (i) => `s${i}.example {\n import b\n}`)}`,
    },
    counted: 'places',
  },
  { name: 'nothing but words', software: 'caddy', files: { main: megabyte('a ') }, counted: 'directives' },
  {
    name: 'blocks inside each other',
    software: 'caddy',
    files: { main: `a.example {\n${'b {\n'.repeat(200_000)}` },
    counted: null,
  },
  {
    name: 'certificates that were not given',
    software: 'caddy',
    files: { main: times(20_000, (i) => `s${i}.example {\n tls c${i} k${i}\n}`) },
    counted: 'problems',
  },
  {
    name: 'patterns that go through every file',
    software: 'caddy',
    files: {
      main: times(20_000, (i) => `import *${i}*`),
      ...Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`f${index}.x`, ''])),
    },
    counted: null,
  },
];

const gnutls: Hostile[] = [
  { name: 'nothing but words', software: 'gnutls', files: { main: megabyte('a ') }, counted: 'words' },
  {
    name: 'commands for one port',
    software: 'gnutls',
    files: { main: times(20_000, () => 'gnutls-serv -p 443') },
    counted: 'problems',
  },
  {
    name: 'an open quote on each line',
    software: 'gnutls',
    files: { main: megabyte('"\n') },
    counted: 'words',
  },
];

export const hostile: readonly Hostile[] = [...nginx, ...apache, ...haproxy, ...caddy, ...gnutls];
