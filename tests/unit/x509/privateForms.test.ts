/** Private keys outside PEM, and texts that only look like one. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { presets } from '../../../src/sim/presets.ts';
import { privateMaterialIn, withoutPrivateMaterial } from '../../../src/x509/privateMaterial.ts';
import { derIn, pemFilesIn, readText } from './files.ts';
import { formsOf } from './secretForms.ts';
import { keys } from './secretKeys.ts';

const keyNamed = (name: string) => {
  const key = keys.find((one) => one.name === name);
  if (key === undefined) throw new Error(name);
  return key;
};
const rsa = keyNamed('RSA 2048, PKCS#8');
const ec = keyNamed('EC P-256, PKCS#8');
const ed = keyNamed('Ed25519');
const jwkOf = (pem: string): Record<string, string | undefined> =>
  createPrivateKey(pem).export({ format: 'jwk' }) as Record<string, string | undefined>;
const openssl = (input: string, ...options: string[]): string =>
  execFileSync('openssl', options, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
const standard = (base64url = ''): string => Buffer.from(base64url, 'base64url').toString('base64');
const wrapped = (text: string, width: number): string => text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');

const jwk = jwkOf(rsa.pem);
const xml = `<RSAKeyValue><Modulus>${standard(jwk.n)}</Modulus><Exponent>AQAB</Exponent><P>${standard(jwk.p)}</P><Q>${standard(jwk.q)}</Q><DP>${standard(jwk.dp)}</DP><DQ>${standard(jwk.dq)}</DQ><InverseQ>${standard(jwk.qi)}</InverseQ><D>${standard(jwk.d)}</D></RSAKeyValue>`;
const seed = ed.secrets[0] ?? new Uint8Array();
const blob = Buffer.concat([Buffer.from([0, 0, 0, 32]), seed]).toString('base64');
const putty = `PuTTY-User-Key-File-2: ssh-ed25519\nEncryption: none\nComment: worthless\nPublic-Lines: 2\nAAAAC3NzaC1lZDI1NTE5AAAAIEmRXX1/YmJ1zGkF1Vq8Hk0Q4nq0h8o0\nmM3Hn2xvYzYB\nPrivate-Lines: 1\n${blob}\nPrivate-MAC: 0123456789abcdef0123456789abcdef01234567\n`;

describe('cut out', () => {
  it.each<[string, string, readonly Uint8Array[]]>([
    ['a JSON Web Key of RSA', JSON.stringify(jwk), rsa.secrets],
    ['of EC, over lines', JSON.stringify(jwkOf(ec.pem), null, 2), ec.secrets],
    ['of Ed25519', JSON.stringify({ keys: [{ kid: '1' }, jwkOf(ed.pem)] }), ed.secrets],
    ['in JSON in JSON', JSON.stringify({ jwk: JSON.stringify(jwkOf(ec.pem)) }), ec.secrets],
    ['without quotes', `{kty: 'EC', crv: 'P-256', d: '${jwkOf(ec.pem).d ?? ''}'}`, ec.secrets],
    ['in YAML', `kty: EC\ncrv: P-256\nd: ${jwkOf(ec.pem).d ?? ''}\n`, ec.secrets],
    [
      'cut before its end',
      `{"kty":"RSA","n":"${jwk.n ?? ''}","e":"AQAB","d":"${(jwk.d ?? '').slice(0, 200)}`,
      [rsa.secrets[0] ?? seed],
    ],
    ['in base64', Buffer.from(JSON.stringify(jwk)).toString('base64'), rsa.secrets],
    [
      'a symmetric one',
      JSON.stringify({ kty: 'oct', k: Buffer.from(seed).toString('base64url') }),
      ed.secrets,
    ],
    ['XML', xml, rsa.secrets],
    ['XML in entities', xml.replaceAll('<', '&lt;').replaceAll('>', '&gt;'), rsa.secrets],
    [
      'XML over lines',
      xml.replaceAll('><', '>\n  <').replace(/[A-Za-z0-9+/=]{100,}/g, (value) => wrapped(value, 64)),
      rsa.secrets,
    ],
    ['openssl rsa -text', openssl(rsa.pem, 'rsa', '-text', '-noout'), rsa.secrets],
    ['openssl ec -text', openssl(ec.pem, 'ec', '-text', '-noout'), ec.secrets],
    ['openssl pkey -text', openssl(ed.pem, 'pkey', '-text', '-noout'), ed.secrets],
    [
      'openssl pkey -text, commented out',
      openssl(rsa.pem, 'pkey', '-text', '-noout').replace(/^/gm, '# '),
      rsa.secrets,
    ],
    ['openssl asn1parse -dump', openssl(rsa.pem, 'asn1parse'), rsa.secrets],
    ['a name', `private_key = "${Buffer.from(seed).toString('base64')}"`, ed.secrets],
    ['a name and hexadecimal', `privateKey: 0x${Buffer.from(seed).toString('hex')}`, ed.secrets],
    ['PuTTY', putty, ed.secrets],
    ['PuTTY, its last lines', putty.slice(putty.indexOf('Private-Lines')), ed.secrets],
  ])('%s', (_, text, secrets) => {
    const left = withoutPrivateMaterial(`listen 443;\n${text}\nserver_name a.example;\n`).text;
    expect(secrets.flatMap((secret) => formsOf(left, secret))).toEqual([]);
    expect(left.startsWith('listen 443;\n')).toBe(true);
    expect(left.endsWith('\nserver_name a.example;\n')).toBe(true);
  });

  it('what is public of a key stays', () => {
    const left = withoutPrivateMaterial(JSON.stringify(jwk)).text;
    expect(JSON.parse(left)).toMatchObject({ kty: 'RSA', n: jwk.n, e: jwk.e, d: '', p: '' });
    const text = withoutPrivateMaterial(openssl(ec.pem, 'ec', '-text', '-noout')).text;
    expect(text).toContain(openssl(ec.pem, 'ec', '-text', '-noout').split('pub:')[1]);
  });

  it('a PKCS#12 in base64', () => {
    const { rows } = JSON.parse(readText('tests/truth/x509/pkcs12.json')) as { rows: { file: string }[] };
    for (const { file } of rows) {
      expect(withoutPrivateMaterial(`a ${file} b`).text).toBe('a  b');
      expect(withoutPrivateMaterial(`a\n${wrapped(file, 64)}\nb`).text.replace(/\n+/g, '\n')).toBe(
        'a\n# (a private key stood here)\nb',
      );
    }
  });

  it('the lines after it keep their numbers, and the first says that it was there', () => {
    const text = `a\n${ec.pem}b\n  # ${ec.pem.trimEnd().replaceAll('\n', '\n  # ')}\nc "${ec.pem.trimEnd().replaceAll('\n', '\\n')}";\n`;
    expect(withoutPrivateMaterial(text)).toEqual({
      hadKey: true,
      text: 'a\n# (a private key stood here)\n\n\n\n\nb\n  # (a private key stood here)\n\n\n\n\nc "";\n',
    });
  });

  it('a key that lost its end takes no configuration with it', () => {
    const [head = ''] = ec.pem.split('-----END');
    const rest = 'server {\n  listen 443 ssl;\n  ssl_certificate_key /etc/ssl/private/Example1.key;\n}\n';
    expect(withoutPrivateMaterial(`${head}${rest}`).text).toBe(`# (a private key stood here)\n\n\n\n${rest}`);
    const caddy = 'file_server\nreverse_proxy localhost:8080\nexample.com {\n\ttls internal\n}\n';
    expect(withoutPrivateMaterial(`${head}${caddy}`).text).toBe(
      `# (a private key stood here)\n\n\n\n${caddy}`,
    );
  });
});

const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('left alone', () => {
  it.each([
    '# The PRIVATE KEY of a.example is in /etc/ssl/private/PRIVATE KEY.pem',
    '# ------ private key ------',
    '# begin private key section\nssl_certificate_key /etc/ssl/private/a.key;\n# end private key section',
    '# Paste what stands between -----BEGIN PRIVATE KEY----- and its end into the file below.\nssl_certificate_key /a;',
    'add_header Public-Key-Pins \'pin-sha256="d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM="; max-age=300\';',
    `# sha256 ${hash}\nset $id ${hash}${hash};`,
    'ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-CHACHA20-POLY1305;',
    'fingerprint AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99',
    '{"type":"service_account","private_key_id":"0123456789abcdef0123456789abcdef01234567","d":"2026-11-22"}',
    '{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}',
    '{"d":"M150 0 L75 200 L225 200 Z","p":"a","q":"b"}',
    'private_key: /etc/ssl/private/Example1/Example1.key\nprivate = yes',
    'MDEwDQYJYIZIAWUDBAIBBQAEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SaG6UOoqKLsabgH5C9okWi0dh2l9GKJl root@a',
    'respond "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="',
    'log_format x "%h %l %u %t \\"%r\\" %>s %b %D";',
    '00000000: 4865 6c6c 6f2c 2077 6f72 6c64 2c20 6865  Hello, world, he\n00000010: 6c6c 6f                                  llo',
  ])('%s', (text) => {
    expect(withoutPrivateMaterial(text)).toEqual({ text, hadKey: false });
  });

  it('the configurations of the presets', () => {
    for (const { server } of presets)
      for (const text of Object.values(server.files)) expect(privateMaterialIn(text)).toEqual([]);
  });

  it('certificates, requests, lists and public keys in PEM, base64 and hexadecimal', () => {
    const files = [...pemFilesIn('samples'), 'tests/truth/x509/request.pem', 'tests/truth/x509/crl.pem'];
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      const pem = readText(file);
      expect(privateMaterialIn(pem), file).toEqual([]);
      if (derIn(pem).length === 0) continue;
      const der = Buffer.from(derIn(pem));
      for (const text of [
        der.toString('base64'),
        der.toString('hex'),
        Buffer.from(pem).toString('base64'),
        `[${[...der].join()}]`,
      ])
        expect(privateMaterialIn(text), file).toEqual([]);
    }
  });

  /** The stock configurations of Debian's packages and collected ones; each is looked at where it is installed. */
  const collections = [
    '/etc/nginx',
    '/etc/apache2',
    '/etc/haproxy',
    '/etc/caddy',
    '/work/shared/corpus/configs',
    join(import.meta.dirname, '../../truth/servers/configs'),
  ];
  it.each(collections)('not a character of %s', (folder) => {
    if (!existsSync(folder)) console.log(`not on this machine: ${folder}`);
    const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    const files = entries.filter((entry) => entry.isFile());
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      if (bytes.includes(0)) continue;
      expect(privateMaterialIn(bytes.toString('utf8')), name).toEqual([]);
    }
  });
});
