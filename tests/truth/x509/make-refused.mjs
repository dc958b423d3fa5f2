/**
 * Makes refused.json: PKCS#12 files and private keys under encryption that the page does not open, what openssl calls it,
 * and the same written anew by the commands that the page names. Usage: node make-refused.mjs. The keys are worthless.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'refused-'));
const at = (name) => join(folder, name);
function openssl(...args) {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  return stdout + stderr;
}
const samples = join(import.meta.dirname, '../../../samples');
const certificate = join(samples, 'blog.example.pem');
const key = join(samples, 'keys/blog.example.pem');
const legacy = ['-provider', 'legacy', '-provider', 'default'];

const ciphers = ['camellia-128-cbc', 'camellia-256-cbc', 'aria-256-cbc', 'seed-cbc', 'sm4-cbc', 'bf-cbc', 'cast5-cbc'];

/** `parts`: which are encrypted so, the others with AES. */
function file(id, parts, pbe, more = []) {
  const option = (part) => [`-${part}pbe`, parts.includes(part) ? pbe : 'AES-256-CBC'];
  openssl('pkcs12', '-export', '-legacy', '-in', certificate, '-inkey', key, ...option('key'), ...option('cert'), ...more, '-passout', 'pass:secret', '-out', 'old.p12');
  const info = openssl('pkcs12', '-legacy', '-in', 'old.p12', '-info', '-noout', '-passin', 'pass:secret');
  openssl('pkcs12', '-legacy', '-in', 'old.p12', '-out', 'all.pem', '-passin', 'pass:secret', '-passout', 'pass:between');
  openssl('pkcs12', '-export', '-in', 'all.pem', '-out', 'new.p12', '-passin', 'pass:between', '-passout', 'pass:secret');
  const line = parts.includes('cert') ? /PKCS7 Encrypted data: (.*)/ : /Shrouded Keybag: (.*)/;
  const base64 = (name) => readFileSync(at(name)).toString('base64');
  return { id, openssl: line.exec(info)?.[1], file: base64('old.p12'), anew: base64('new.p12') };
}

function keyFile(id, options) {
  openssl('pkcs8', '-topk8', ...legacy, '-in', key, ...options, '-passout', 'pass:secret', '-out', 'old.key');
  openssl('pkcs8', '-topk8', ...legacy, '-in', 'old.key', '-passin', 'pass:secret', '-passout', 'pass:secret', '-out', 'new.key');
  const text = (name) => readFileSync(at(name), 'utf8');
  return { id, pem: text('old.key'), anew: text('new.key') };
}

const many = ['-iter', '3000000'];
const result = {
  program: openssl('version').trim(),
  files: ciphers.map((cipher) => file(cipher, ['key', 'cert'], cipher)),
  costly: file('three million iterations', ['key', 'cert'], 'AES-256-CBC', many),
  keyAlone: file('camellia-192-cbc', ['key'], 'camellia-192-cbc'),
  keys: ciphers.map((cipher) => keyFile(cipher, ['-v2', cipher])),
  costlyKey: keyFile('three million iterations', many),
};
writeFileSync(new URL('refused.json', import.meta.url), `${JSON.stringify(result, null, 1)}\n`);
rmSync(folder, { recursive: true });
