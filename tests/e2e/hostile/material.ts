/** Hostile files and links of our own making, one of each kind, and those that lie beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipOf } from '../../fuzz/writeArchive.ts';

export type HostileFile = { name: string; content: Buffer };
/** `fragment`: what stands after `#`. */
export type HostileLink = { name: string; fragment: string };

const sample = (name: string): Buffer => readFileSync(new URL(`../../../samples/${name}`, import.meta.url));
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

const nginx = (inServer: string, outside = ''): string =>
  `events {}\nhttp {\n${outside}  server {\n    listen 443 ssl;\n    server_name one.example;\n    ssl_certificate /etc/ssl/one.pem;\n    ssl_certificate_key /etc/ssl/one.key;\n${inServer}  }\n}\n`;

/** A key that everybody may know: the octets 0 to 31. */
const key = 'MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
};
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const number = (hex: string): Buffer => der(0x02, Buffer.from(hex, 'hex'));

/** RFC 7292: `parts` encrypted parts, each of which asks for `iterations` (hex) before it can be opened. */
function costlyPkcs12(parts: number, iterations: string): Buffer {
  const salt = der(0x04, Buffer.alloc(8, 7));
  const algorithm = der(0x30, oid('2a864886f70d010c0103'), der(0x30, salt, number(iterations)));
  const info = der(0x30, oid('2a864886f70d010701'), algorithm, der(0x80, Buffer.alloc(16, 1)));
  const encrypted = der(0x30, oid('2a864886f70d010706'), der(0xa0, der(0x30, number('00'), info)));
  const safe = der(0x30, ...Array.from({ length: parts }, () => encrypted));
  const digest = der(0x30, der(0x30, oid('2b0e03021a'), der(0x05)), der(0x04, Buffer.alloc(20)));
  return der(
    0x30,
    number('03'),
    der(0x30, oid('2a864886f70d010701'), der(0xa0, der(0x04, safe))),
    der(0x30, digest, salt, number(iterations)),
  );
}

/** Each definition twice as long as the one before. */
const doubling = (count: number, line: (own: number, before: number) => string): string =>
  Array.from({ length: count }, (_, each) => line(each + 1, each)).join('');

const apacheSite = `Listen 443
<VirtualHost *:443>
  ServerName one.example
  SSLEngine on
  SSLCertificateFile /etc/ssl/one.pem
  SSLCertificateKeyFile /etc/ssl/one.key
</VirtualHost>
`;

const caddySite = 'one.example {\n  tls /etc/ssl/one.pem /etc/ssl/one.key\n}\n';

const ownFiles: readonly HostileFile[] = [
  { name: 'apache-class-of-dashes.conf', content: utf8(`${apacheSite}IncludeOptional /x/[--${'bb-'.repeat(40)}]*\n`) },
  { name: 'apache-many-stars.conf', content: utf8(`${apacheSite}IncludeOptional /x/${'*a'.repeat(30)}.conf\n`) },
  { name: 'apache-folder-with-a-dash.conf', content: utf8(`${apacheSite}<Directory /srv/my-own-site>\n  SSLVerifyClient none\n</Directory>\nInclude mods-enabled/*.load\n`) },
  { name: 'apache-define-doubles.conf', content: utf8(`Define v0 ab\n${doubling(40, (own, before) => `Define v${own} \${v${before}}\${v${before}}\n`)}${apacheSite}DocumentRoot /\${v40}\n`) },
  { name: 'nginx-file-includes-itself.conf', content: utf8(nginx('', '  include nginx.conf;\n  include *.conf;\n  include /etc/nginx/*.conf;\n')) },
  { name: 'nginx-expression-explodes.conf', content: utf8(nginx('    server_name ~^(([a-z])+.)+[A-Z]([a-z])+$;\n')) },
  { name: 'nginx-nests-deeply.conf', content: utf8(nginx(`${'location / { '.repeat(5_000)}${'}'.repeat(5_000)}\n`)) },
  { name: 'Caddyfile', content: utf8(`(s0) {\n  tls /etc/ssl/one.pem /etc/ssl/one.key\n}\n${doubling(40, (own, before) => `(s${own}) {\n  import s${before}\n  import s${before}\n}\n`)}one.example {\n  import s40\n}\n`) },
  { name: 'Caddyfile.imports-itself', content: utf8(`(a) {\n  import a\n}\n${caddySite}two.example {\n  import a\n}\n`) },
  { name: 'key-in-em-dashes.conf', content: utf8(`${nginx('')}—BEGIN PRIVATE KEY—\n${key}\n—END PRIVATE KEY—\n`) },
  { name: 'names-of-objects.zip', content: Buffer.from(zipOf([
    { path: '__proto__', content: utf8('{}'), link: null },
    { path: 'constructor', content: utf8('one'), link: null },
    { path: 'etc/nginx/nginx.conf', content: utf8(nginx('    include constructor;\n')), link: null },
  ], null)) },
  { name: 'markup-in-names.pem', content: sample('hostile-names.pem') },
  { name: 'costly.p12', content: costlyPkcs12(300, '1e8480') },
]; // prettier-ignore

const base64Url = (value: unknown): string => utf8(JSON.stringify(value)).toString('base64url');
const own = (software: string, text: string): string =>
  `own=${base64Url({ server: { software, files: { '/etc/main.conf': text }, mainFile: '/etc/main.conf' } })}`;
const stage = (query: string): string => `#/stage?${query}`;

const ownLinks: readonly HostileLink[] = [
  { name: 'an expression that explodes', fragment: stage(`${own('nginx', nginx('    server_name ~^(([a-z]+)*)*$;\n'))}&url=https://${'a'.repeat(60)}.b/`) },
  { name: 'an include with many stars', fragment: stage(`${own('nginx', nginx('', `  include ${'*a'.repeat(40)}b;\n`))}&url=https://one.example/`) },
  { name: 'a class of dashes', fragment: stage(`${own('apache', `${apacheSite}Include /x/[${'a--'.repeat(40)}]\n`)}&url=https://one.example/`) },
  { name: 'an include with a dash', fragment: stage(`${own('apache', `${apacheSite}IncludeOptional mods-enabled/*.load\n`)}&url=https://one.example/`) },
  { name: 'SSLProtocol valueOf', fragment: stage(`${own('apache', apacheSite.replace('SSLEngine on', 'SSLEngine on\n  SSLProtocol valueOf'))}&url=https://one.example/`) },
  { name: 'snippets that double', fragment: stage(`${own('caddy', ownFiles.find(({ name }) => name === 'Caddyfile')?.content.toString() ?? '')}&url=https://one.example/`) },
  { name: 'a certificate called constructor', fragment: stage(`${own('haproxy', 'frontend f\n  mode http\n  bind :443 ssl crt constructor\n')}&url=https://one.example/`) },
  { name: 'many versions', fragment: stage(`tls=${Array<string>(300).fill('1.3').join()}`) },
  { name: 'many suites', fragment: stage(`offer=${base64Url({ cipherSuites: Array<string>(40_000).fill('TLS_AES_128_GCM_SHA256') })}`) },
  { name: 'a lookup of __proto__', fragment: stage(`dns=${Buffer.from('{"__proto__":["203.0.113.10"],"constructor":[]}').toString('base64url')}&url=https://constructor/`) },
  { name: 'hosts without end in Compare', fragment: `#/compare?server=sni&hosts=${'a.example%0A'.repeat(3_000)}` },
  { name: 'a costly container in Inspect', fragment: `#/inspect?der=${costlyPkcs12(40, '1e8480').toString('base64url')}` },
]; // prettier-ignore

const beside = join(process.env.SHARED ?? '../shared', 'field/hostile');

function filesBeside(): HostileFile[] {
  if (!existsSync(beside)) return [];
  return readdirSync(beside)
    .filter((name) => name !== 'links.txt' && !name.endsWith('.md'))
    .sort()
    .map((name) => ({ name: `shared ${name}`, content: readFileSync(join(beside, name)) }));
}

function linksBeside(): HostileLink[] {
  const file = join(beside, 'links.txt');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('#/'))
    .map((fragment, index) => ({ name: `shared ${index + 1}`, fragment }));
}

export const hostileFiles: readonly HostileFile[] = [...ownFiles, ...filesBeside()];
export const hostileLinks: readonly HostileLink[] = [...ownLinks, ...linksBeside()];

/** What the page says of those at which it stopped, or from which it took something; of the others it has a scene. */
export const said: ReadonlyMap<string, RegExp> = new Map([
  ['apache-define-doubles.conf', /More than 4,000,000 characters that variables and arguments stand for/],
  ['nginx-file-includes-itself.conf', /includes itself/],
  ['Caddyfile', /More than 100,000 included files/],
  ['key-in-em-dashes.conf', /private key was recognised/],
  ['shared config-with-key-em-dashes.conf', /private key was recognised/],
  ['snippets that double', /More than 100,000 included files/],
  ['many suites', /links are read up to 1,048,576/],
  ['shared 1', /takes too many steps to find out/],
]);
