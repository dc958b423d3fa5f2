/** Servers with `count` of something, each of one shape in which real ones grow. */
import { readFileSync } from 'node:fs';
import type { Software } from '../../../src/hosting/model.ts';

/** `host`: answered by the last of the `count`. `address`, `port`: where. */
export type Given = {
  software: Software;
  mainFile: string;
  files: Map<string, string>;
  host: string;
  address: string;
  port: number;
};

/** What a server has `count` of, and how it is written. */
export type Shape = { name: string; make: (count: number) => Given };

const pem = readFileSync(new URL('../../../samples/blog.example.pem', import.meta.url), 'utf8');
const here = '203.0.113.10';
const mainFiles: Record<Software, string> = {
  nginx: '/etc/nginx/nginx.conf',
  apache: '/etc/apache2/apache2.conf',
  haproxy: '/etc/haproxy/haproxy.cfg',
  caddy: '/etc/caddy/Caddyfile',
  gnutls: '/etc/gnutls.conf',
};

const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const nth = (index: number): string => `s${index}.example`;
const nthAddress = (index: number): string => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
const nthPort = (index: number): number => 1024 + index;
const nthFile = (index: number): string => `/c/${index}.pem`;

type More = Partial<Pick<Given, 'host' | 'address' | 'port'>> & { others?: [string, string][] };

function given(software: Software, text: string, { others = [], ...where }: More = {}): Given {
  const mainFile = mainFiles[software];
  const files = new Map([[mainFile, text], ['/c/1.pem', pem], ...others]);
  return { software, mainFile, files, host: nth(0), address: here, port: 443, ...where };
}

const nginxSite = (names: string, listen = 'listen 443 ssl;', file = '/c/1.pem'): string =>
  `server { ${listen} server_name ${names}; ssl_certificate ${file}; ssl_certificate_key /c/1.key; }`;
const http = (text: string): string => `events {}\nhttp {\n${text}\n}`;
const apacheSite = (address: string, names: string, file = '/c/1.pem'): string =>
  `<VirtualHost ${address}>\nServerName ${names}\nSSLEngine on\nSSLCertificateFile ${file}\n` +
  'SSLCertificateKeyFile /c/1.key\n</VirtualHost>';
const caddySite = (address: string, more = '', file = '/c/1.pem'): string =>
  `${address} {\n tls ${file} /c/1.key\n ${more}\n respond 200\n}`;
const certificates = (count: number): [string, string][] =>
  Array.from({ length: count }, (_, index) => [nthFile(index), pem]);

const nginx: Shape[] = [
  {
    name: 'nginx: sites by name',
    make: (n) => given('nginx', http(times(n, (i) => nginxSite(nth(i)))), { host: nth(n - 1) }),
  },
  {
    name: 'nginx: sites by address',
    make: (n) =>
      given('nginx', http(times(n, (i) => nginxSite(nth(i), `listen ${nthAddress(i)}:443 ssl;`))), {
        address: nthAddress(n - 1),
      }),
  },
  {
    name: 'nginx: sites by port',
    make: (n) =>
      given('nginx', http(times(n, (i) => nginxSite(nth(i), `listen ${nthPort(i)} ssl;`))), {
        port: nthPort(n - 1),
      }),
  },
  {
    name: 'nginx: names on one site',
    make: (n) =>
      given('nginx', http(nginxSite(times(n, nth)) + nginxSite('other.example')), { host: nth(n - 1) }),
  },
  {
    name: 'nginx: listens on one site',
    make: (n) =>
      given(
        'nginx',
        http(
          nginxSite(
            nth(0),
            times(n, (i) => `listen ${nthAddress(i)}:443 ssl;`),
          ),
        ),
        {
          address: nthAddress(n - 1),
        },
      ),
  },
  {
    name: 'nginx: files by pattern',
    make: (n) =>
      given('nginx', http('include sites/*.conf;'), {
        host: nth(n - 1),
        others: Array.from({ length: n }, (_, i) => [`/etc/nginx/sites/${i}.conf`, nginxSite(nth(i))]),
      }),
  },
  {
    name: 'nginx: includes by name',
    make: (n) =>
      given('nginx', http(times(n, (i) => `include sites/${i}.conf;`)), {
        host: nth(n - 1),
        others: Array.from({ length: n }, (_, i) => [`/etc/nginx/sites/${i}.conf`, nginxSite(nth(i))]),
      }),
  },
  {
    name: 'nginx: certificates',
    make: (n) =>
      given('nginx', http(times(n, (i) => nginxSite(nth(i), undefined, nthFile(i)))), {
        host: nth(n - 1),
        others: certificates(n),
      }),
  },
  {
    name: 'nginx: certificates of one site',
    make: (n) =>
      given(
        'nginx',
        http(
          nginxSite(
            nth(0),
            times(n, (i) => `ssl_certificate ${nthFile(i)}; listen 443 ssl;`).replaceAll(
              ' listen 443 ssl;',
              '',
            ) + ' listen 443 ssl;',
          ),
        ),
      ),
  },
  {
    name: 'nginx: regular expressions',
    make: (n) => given('nginx', http(times(n, (i) => nginxSite(`~^s${i}\\.example$`))), { host: nth(n - 1) }),
  },
  {
    name: 'nginx: wildcards',
    make: (n) =>
      given('nginx', http(times(n, (i) => nginxSite(`*.${nth(i)}`))), { host: `www.${nth(n - 1)}` }),
  },
  {
    name: 'nginx: names that stand there already',
    make: (n) => given('nginx', http(times(n, () => nginxSite('same.example'))), { host: 'same.example' }),
  },
];

const apache: Shape[] = [
  {
    name: 'apache: sites by name',
    make: (n) =>
      given('apache', `Listen 443\n${times(n, (i) => apacheSite('*:443', nth(i)))}`, { host: nth(n - 1) }),
  },
  {
    name: 'apache: sites by address',
    make: (n) =>
      given('apache', `Listen 443\n${times(n, (i) => apacheSite(`${nthAddress(i)}:443`, nth(i)))}`, {
        address: nthAddress(n - 1),
      }),
  },
  {
    name: 'apache: sites by address, hidden ones behind them',
    make: (n) =>
      given(
        'apache',
        `Listen 443\n${times(n, (i) => apacheSite(`${nthAddress(i)}:443`, nth(i)))}\n${apacheSite('*:443', 'rest.example')}`,
        { address: nthAddress(n - 1) },
      ),
  },
  {
    name: 'apache: sites by port',
    make: (n) =>
      given(
        'apache',
        times(n, (i) => `Listen ${nthPort(i)}\n${apacheSite(`*:${nthPort(i)}`, nth(i))}`),
        {
          port: nthPort(n - 1),
        },
      ),
  },
  {
    name: 'apache: sites by port without Listen',
    make: (n) =>
      given(
        'apache',
        times(n, (i) => apacheSite(`*:${nthPort(i)}`, nth(i))),
        { port: nthPort(n - 1) },
      ),
  },
  {
    name: 'apache: aliases of one site',
    make: (n) =>
      given(
        'apache',
        `Listen 443\n${apacheSite('*:443', `first.example\n${times(n, (i) => `ServerAlias ${nth(i)}`)}`)}`,
        {
          host: nth(n - 1),
        },
      ),
  },
  {
    name: 'apache: wildcards',
    make: (n) =>
      given(
        'apache',
        `Listen 443\n${times(n, (i) => apacheSite('*:443', `x${i}.example\nServerAlias *.${nth(i)}`))}`,
        {
          host: `www.${nth(n - 1)}`,
        },
      ),
  },
  {
    name: 'apache: addresses of one site',
    make: (n) =>
      given(
        'apache',
        `Listen 443\n${apacheSite(times(n, (i) => `${nthAddress(i)}:443`).replaceAll('\n', ' '), nth(0))}`,
        {
          address: nthAddress(n - 1),
        },
      ),
  },
  {
    name: 'apache: Listen lines',
    make: (n) =>
      given('apache', `${times(n, (i) => `Listen ${nthAddress(i)}:443`)}\n${apacheSite('*:443', nth(0))}`, {
        address: nthAddress(n - 1),
      }),
  },
  {
    name: 'apache: files by pattern',
    make: (n) =>
      given('apache', 'Listen 443\nIncludeOptional sites/*.conf', {
        host: nth(n - 1),
        others: Array.from({ length: n }, (_, i) => [
          `/etc/apache2/sites/${i}.conf`,
          apacheSite('*:443', nth(i)),
        ]),
      }),
  },
  {
    name: 'apache: includes by name',
    make: (n) =>
      given('apache', `Listen 443\n${times(n, (i) => `Include sites/${i}.conf`)}`, {
        host: nth(n - 1),
        others: Array.from({ length: n }, (_, i) => [
          `/etc/apache2/sites/${i}.conf`,
          apacheSite('*:443', nth(i)),
        ]),
      }),
  },
  {
    name: 'apache: certificates',
    make: (n) =>
      given('apache', `Listen 443\n${times(n, (i) => apacheSite('*:443', nth(i), nthFile(i)))}`, {
        host: nth(n - 1),
        others: certificates(n),
      }),
  },
  {
    name: 'apache: certificates that were not given',
    make: (n) =>
      given('apache', `Listen 443\n${times(n, (i) => apacheSite('*:443', nth(i), `x/${i}.pem`))}`, {
        host: nth(n - 1),
      }),
  },
];

const bind = 'mode http\n bind :443 ssl';
const haproxy: Shape[] = [
  {
    name: 'haproxy: crt-list with filters',
    make: (n) =>
      given('haproxy', `frontend f\n ${bind} crt-list /list`, {
        host: nth(n - 1),
        others: [['/list', times(n, (i) => `/c/1.pem ${nth(i)}`)]],
      }),
  },
  {
    name: 'haproxy: crt-list with wildcards',
    make: (n) =>
      given('haproxy', `frontend f\n ${bind} crt-list /list`, {
        host: `www.${nth(n - 1)}`,
        others: [['/list', times(n, (i) => `/c/1.pem *.${nth(i)}`)]],
      }),
  },
  {
    name: 'haproxy: certificates',
    make: (n) =>
      given('haproxy', `frontend f\n ${bind} ${times(n, (i) => `crt ${nthFile(i)}`).replaceAll('\n', ' ')}`, {
        others: certificates(n),
      }),
  },
  {
    name: 'haproxy: certificates of a folder',
    make: (n) => given('haproxy', `frontend f\n ${bind} crt /c/`, { others: certificates(n) }),
  },
  {
    name: 'haproxy: frontends by address',
    make: (n) =>
      given(
        'haproxy',
        times(n, (i) => `frontend f${i}\n mode http\n bind ${nthAddress(i)}:443 ssl crt /c/1.pem`),
        {
          address: nthAddress(n - 1),
        },
      ),
  },
  {
    name: 'haproxy: binds of one frontend',
    make: (n) =>
      given(
        'haproxy',
        `frontend f\n mode http\n${times(n, (i) => ` bind :${nthPort(i)} ssl crt /c/1.pem`)}`,
        {
          port: nthPort(n - 1),
        },
      ),
  },
  {
    name: 'haproxy: a range of ports',
    make: (n) =>
      given('haproxy', `frontend f\n mode http\n bind :1024-${1023 + n} ssl crt /c/1.pem`, {
        port: nthPort(n - 1),
      }),
  },
  {
    name: 'haproxy: backends',
    make: (n) =>
      given(
        'haproxy',
        `frontend f\n ${bind} crt /c/1.pem\n default_backend b${n - 1}\n${times(n, (i) => `backend b${i}\n mode http\n server s 127.0.0.1:80`)}`,
      ),
  },
  {
    name: 'haproxy: filters of one certificate',
    make: (n) =>
      given('haproxy', `frontend f\n ${bind} crt-list /list`, {
        host: nth(n - 1),
        others: [['/list', `/c/1.pem ${times(n, nth).replaceAll('\n', ' ')}`]],
      }),
  },
];

const caddy: Shape[] = [
  {
    name: 'caddy: sites by name',
    make: (n) =>
      given(
        'caddy',
        times(n, (i) => caddySite(nth(i))),
        { host: nth(n - 1) },
      ),
  },
  {
    name: 'caddy: sites by address',
    make: (n) =>
      given(
        'caddy',
        times(n, (i) => caddySite(nth(i), `bind ${nthAddress(i)}`)),
        {
          host: nth(n - 1),
          address: nthAddress(n - 1),
        },
      ),
  },
  {
    name: 'caddy: sites by port',
    make: (n) =>
      given(
        'caddy',
        times(n, (i) => caddySite(`${nth(i)}:${nthPort(i)}`)),
        {
          host: nth(n - 1),
          port: nthPort(n - 1),
        },
      ),
  },
  {
    name: 'caddy: names of one site',
    make: (n) => given('caddy', caddySite(times(n, nth).replaceAll('\n', ', ')), { host: nth(n - 1) }),
  },
  {
    name: 'caddy: ports of one site',
    make: (n) =>
      given('caddy', caddySite(times(n, (i) => `a.example:${nthPort(i)}`).replaceAll('\n', ', ')), {
        host: 'a.example',
        port: nthPort(n - 1),
      }),
  },
  {
    name: 'caddy: addresses of one site',
    make: (n) =>
      given('caddy', caddySite('a.example', `bind ${times(n, nthAddress).replaceAll('\n', ' ')}`), {
        host: 'a.example',
        address: nthAddress(n - 1),
      }),
  },
  {
    name: 'caddy: wildcards',
    make: (n) =>
      given(
        'caddy',
        times(n, (i) => caddySite(`*.${nth(i)}`)),
        { host: `www.${nth(n - 1)}` },
      ),
  },
  {
    name: 'caddy: certificates',
    make: (n) =>
      given(
        'caddy',
        times(n, (i) => caddySite(nth(i), '', nthFile(i))),
        {
          host: nth(n - 1),
          others: certificates(n),
        },
      ),
  },
  {
    name: 'caddy: certificates of one site',
    make: (n) =>
      given('caddy', `a.example {\n${times(n, (i) => ` tls ${nthFile(i)} /c/1.key`)}\n}`, {
        host: 'a.example',
        others: certificates(n),
      }),
  },
  {
    name: 'caddy: imports of a snippet',
    make: (n) =>
      given(
        'caddy',
        `(own) {\n tls /c/1.pem /c/1.key\n}\n${times(n, (i) => `${nth(i)} {\n import own\n}`)}`,
        {
          host: nth(n - 1),
        },
      ),
  },
  {
    name: 'caddy: files by pattern',
    make: (n) =>
      given('caddy', 'import sites/*', {
        host: nth(n - 1),
        others: Array.from({ length: n }, (_, i) => [`/etc/caddy/sites/${i}`, `${caddySite(nth(i))}\n`]),
      }),
  },
];

const gnutls: Shape[] = [
  {
    name: 'gnutls: certificates',
    make: (n) =>
      given(
        'gnutls',
        `gnutls-serv --http -p 443 ${times(n, (i) => `--x509certfile ${nthFile(i)} --x509keyfile /c/1.key`).replaceAll('\n', ' ')}`,
        {
          others: certificates(n),
        },
      ),
  },
  {
    name: 'gnutls: commands by port',
    make: (n) =>
      given(
        'gnutls',
        times(
          n,
          (i) => `gnutls-serv --http -p ${nthPort(i)} --x509certfile /c/1.pem --x509keyfile /c/1.key &`,
        ),
        {
          port: nthPort(n - 1),
        },
      ),
  },
];

export const shapes: readonly Shape[] = [...nginx, ...apache, ...haproxy, ...caddy, ...gnutls];
