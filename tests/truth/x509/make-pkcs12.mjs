/**
 * Makes pkcs12.json: PKCS#12 files of every encryption that openssl 3 offers, old and new, around one certificate, its
 * issuer and its key. Usage: node make-pkcs12.mjs. The keys are worthless.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'pkcs12-'));
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
const samples = join(import.meta.dirname, '../../../samples');
const certificate = join(samples, 'blog.example.pem');
const key = join(samples, 'keys/blog.example.pem');
const issuer = join(samples, 'lab-ca.pem');

const legacy = ['-legacy'];
const cases = [
  ['default: PBES2, AES-256-CBC, HMAC-SHA-256', 'secret', []],
  ['-legacy: RC2 of 40 bits and triple DES', 'secret', legacy],
  ['triple DES for both', 'secret', [...legacy, '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES']],
  ['triple DES with two keys', 'secret', [...legacy, '-certpbe', 'PBE-SHA1-2DES', '-keypbe', 'PBE-SHA1-2DES']],
  ['RC2 of 128 bits', 'secret', [...legacy, '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-128']],
  ['RC4 of 128 bits', 'secret', [...legacy, '-certpbe', 'PBE-SHA1-RC4-128', '-keypbe', 'PBE-SHA1-RC4-128']],
  ['RC4 of 40 bits', 'secret', [...legacy, '-certpbe', 'PBE-SHA1-RC4-40', '-keypbe', 'PBE-SHA1-RC4-40']],
  ['AES-128-CBC', 'secret', ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-128-CBC']],
  ['AES-192-CBC, SHA-512 for the MAC', 'secret', ['-certpbe', 'AES-192-CBC', '-keypbe', 'AES-192-CBC', '-macalg', 'SHA512']],
  ['PBES2 with triple DES', 'secret', ['-certpbe', 'DES-EDE3-CBC', '-keypbe', 'DES-EDE3-CBC']],
  ['one iteration', 'secret', ['-iter', '1']],
  ['no MAC', 'secret', ['-nomac']],
  ['an empty password', '', []],
  ['a password beyond ASCII', 'pässwörd 密碼', []],
  ['a password beyond ASCII, -legacy', 'pässwörd 密碼', legacy],
  ['nothing encrypted', 'secret', ['-certpbe', 'NONE', '-keypbe', 'NONE']],
  ['certificates in the clear', 'secret', ['-certpbe', 'NONE']],
  ['the key in the clear', 'secret', ['-keypbe', 'NONE']],
  ['no certificate of its own', 'secret', ['-nocerts']],
  ['no key', 'secret', ['-nokeys']],
];
const rows = cases.map(([id, password, options]) => {
  const from = ['-export', '-in', certificate, '-inkey', key, '-certfile', issuer, '-name', 'blog'];
  openssl('pkcs12', ...from, ...options, '-passout', `pass:${password}`, '-out', 'made.p12');
  return { id, password, file: readFileSync(join(folder, 'made.p12')).toString('base64') };
});
const text = JSON.stringify({ program: String(openssl('version')).trim(), rows }, null, 1);
writeFileSync(new URL('pkcs12.json', import.meta.url), `${text}\n`);
rmSync(folder, { recursive: true });
