/**
 * Makes constraints.json: chains with name constraints, path lengths and purposes, and what `openssl verify` says of
 * each. Usage: node make-constraints.mjs NOT_BEFORE NOT_AFTER AT, for example
 * 20260101000000Z 20460101000000Z 2030-01-01. Needs openssl 3; the keys are thrown away.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [notBefore, notAfter, at] = process.argv.slice(2);
if (!at) throw new Error('usage: make-constraints.mjs NOT_BEFORE NOT_AFTER AT');
const folder = mkdtempSync(join(tmpdir(), 'constraints-'));
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
let serial = 0x1000;

/** `subject` as openssl writes it, `/CN=x`. Files are `name.key`, `name.pem`. */
function issue(name, subject, extensions, issuer) {
  writeFileSync(join(folder, `${name}.ext`), ['[e]', ...extensions].join('\n'));
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`);
  const utf8 = ['-utf8', '-multivalue-rdn'];
  openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, ...utf8, '-config', 'req.cnf', '-out', `${name}.csr`);
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(join(folder, 'serial'), (serial++).toString(16));
  const by = issuer ? ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`] : ['-selfsign', '-keyfile', `${name}.key`];
  const dates = ['-startdate', notBefore, '-enddate', notAfter];
  openssl('ca', '-batch', '-preserveDN', '-config', 'ca.cnf', '-in', `${name}.csr`, ...by, ...dates, '-extfile', `${name}.ext`, '-extensions', 'e', '-notext', '-out', `${name}.pem`);
}

writeFileSync(join(folder, 'req.cnf'), '[req]\ndistinguished_name=d\nstring_mask=utf8only\n[d]\n');
writeFileSync(
  join(folder, 'ca.cnf'),
  '[ca]\ndefault_ca=c\n[c]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial\ndefault_md=sha256\npolicy=p\nunique_subject=no\nemail_in_dn=yes\npreserve=yes\n[p]\ncommonName=optional\norganizationName=optional\ncountryName=optional\nemailAddress=optional\norganizationalUnitName=optional\n',
);

const ca = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign', 'subjectKeyIdentifier=hash'];
const leaf = (san) => [
  'basicConstraints=critical,CA:FALSE',
  ...(san ? [san.startsWith('@') ? `subjectAltName=${san}` : `subjectAltName=${san}`] : []),
];
issue('root', '/O=Constraints/CN=constraints root', ca);

/** [reason, constraints of the intermediate, leaf's subject, leaf's subjectAltName, more lines for the leaf's file] */
const names = [
  ['dns inside', 'permitted;DNS:a.example', '/CN=x', 'DNS:www.a.example'],
  ['dns the base itself', 'permitted;DNS:a.example', '/CN=x', 'DNS:a.example'],
  ['dns another case', 'permitted;DNS:A.example', '/CN=x', 'DNS:WWW.a.EXAMPLE'],
  ['dns outside', 'permitted;DNS:a.example', '/CN=x', 'DNS:www.b.example'],
  ['dns one of two outside', 'permitted;DNS:a.example', '/CN=x', 'DNS:a.example,DNS:b.example'],
  ['dns ends alike but is another label', 'permitted;DNS:a.example', '/CN=x', 'DNS:ba.example'],
  ['dns wildcard inside', 'permitted;DNS:a.example', '/CN=x', 'DNS:*.a.example'],
  ['dns wildcard over the base', 'permitted;DNS:a.example', '/CN=x', 'DNS:*.example'],
  ['dns leading dot, below', 'permitted;DNS:.a.example', '/CN=x', 'DNS:www.a.example'],
  ['dns leading dot, the apex', 'permitted;DNS:.a.example', '/CN=x', 'DNS:a.example'],
  ['dns two permitted', 'permitted;DNS:a.example,permitted;DNS:b.example', '/CN=x', 'DNS:b.example,DNS:a.example'],
  ['dns excluded', 'excluded;DNS:a.example', '/CN=x', 'DNS:www.a.example'],
  ['dns not excluded', 'excluded;DNS:a.example', '/CN=x', 'DNS:b.example'],
  ['dns excluded within permitted', 'permitted;DNS:example,excluded;DNS:a.example', '/CN=x', 'DNS:www.a.example'],
  ['dns permitted, an address is another form', 'permitted;DNS:a.example', '/CN=x', 'DNS:a.example,IP:192.0.2.1'],
  ['common name outside, no dNSName', 'permitted;DNS:a.example', '/CN=www.b.example', ''],
  ['common name inside, no dNSName', 'permitted;DNS:a.example', '/CN=www.a.example', ''],
  ['common name is no host', 'permitted;DNS:a.example', '/CN=John Smith', ''],
  ['common name has one label', 'permitted;DNS:a.example', '/CN=intranet', ''],
  ['common name outside beside a dNSName', 'permitted;DNS:a.example', '/CN=www.b.example', 'DNS:a.example'],
  ['ip inside', 'permitted;IP:192.0.2.0/255.255.255.0', '/CN=x', 'IP:192.0.2.7'],
  ['ip outside', 'permitted;IP:192.0.2.0/255.255.255.0', '/CN=x', 'IP:192.0.3.7'],
  ['ip of the other family', 'permitted;IP:192.0.2.0/255.255.255.0', '/CN=x', 'IP:2001:db8::1'],
  ['ip6 inside', 'permitted;IP:2001:db8::/ffff:ffff::', '/CN=x', 'IP:2001:db8:1::1'],
  ['ip6 outside', 'permitted;IP:2001:db8::/ffff:ffff::', '/CN=x', 'IP:2001:db9::1'],
  ['ip excluded', 'excluded;IP:192.0.2.0/255.255.255.128', '/CN=x', 'IP:192.0.2.7'],
  ['ip not excluded', 'excluded;IP:192.0.2.0/255.255.255.128', '/CN=x', 'IP:192.0.2.200'],
  ['directory inside', 'permitted;dirName:acme', '/O=Acme/CN=x', 'DNS:x.example'],
  ['directory another case and blanks', 'permitted;dirName:acme', '/O=  ACME /CN=x', 'DNS:x.example'],
  ['directory outside', 'permitted;dirName:acme', '/O=Other/CN=x', 'DNS:x.example'],
  ['directory, the base itself', 'permitted;dirName:acme', '/O=Acme', 'DNS:x.example'],
  ['directory in another order', 'permitted;dirName:acme', '/CN=x/O=Acme', 'DNS:x.example'],
  ['directory excluded', 'excluded;dirName:acme', '/O=Acme/CN=x', 'DNS:x.example'],
  ['directoryName in the SAN outside', 'permitted;dirName:acme', '/O=Acme/CN=x', 'dirName:other'],
  ['mail host', 'permitted;email:a.example', '/CN=x', 'email:me@a.example'],
  ['mail host, below it', 'permitted;email:a.example', '/CN=x', 'email:me@mx.a.example'],
  ['mail hosts below', 'permitted;email:.a.example', '/CN=x', 'email:me@mx.a.example'],
  ['mail hosts below, the host itself', 'permitted;email:.a.example', '/CN=x', 'email:me@a.example'],
  ['mailbox', 'permitted;email:me@a.example', '/CN=x', 'email:me@A.example'],
  ['mailbox, another case', 'permitted;email:me@a.example', '/CN=x', 'email:Me@a.example'],
  ['mail excluded', 'excluded;email:a.example', '/CN=x', 'email:me@a.example'],
  ['e-mail address in the subject outside', 'permitted;email:a.example', '/CN=x/emailAddress=me@b.example', ''],
  ['e-mail address in the subject inside', 'permitted;email:a.example', '/CN=x/emailAddress=me@a.example', ''],
  ['uri host', 'permitted;URI:a.example', '/CN=x', 'URI:https://a.example/x'],
  ['uri host with port', 'permitted;URI:a.example', '/CN=x', 'URI:https://A.example:8443/x'],
  ['uri below the host', 'permitted;URI:a.example', '/CN=x', 'URI:https://www.a.example/x'],
  ['uri hosts below', 'permitted;URI:.a.example', '/CN=x', 'URI:https://www.a.example'],
  ['uri excluded', 'excluded;URI:.a.example', '/CN=x', 'URI:https://www.a.example'],
  ['uri without authority', 'permitted;URI:a.example', '/CN=x', 'URI:urn:x:y'],
  ['other name', 'permitted;otherName:1.2.3;UTF8:a', '/CN=x', 'otherName:1.2.3;UTF8:b'],
  ['other name is another form', 'permitted;otherName:1.2.3;UTF8:a', '/CN=x', 'DNS:a.example'],
  ['registered ID', 'excluded;RID:1.2.3', '/CN=x', 'RID:1.2.3.4'],
  ['with a minimum', 'DER:30:0e:a0:0c:30:0a:82:05:61:2e:74:6c:64:80:01:01', '/CN=x', 'DNS:a.tld'],
  ['empty base', 'DER:30:06:a1:04:30:02:82:00', '/CN=x', 'DNS:a.example'],
];
const rdns = ['[acme]', 'O=Acme', '[other]', 'O=Other'];

const rows = [];
function verify(id, files) {
  const [first, ...others] = files;
  writeFileSync(join(folder, 'others.pem'), others.map((name) => readFileSync(join(folder, `${name}.pem`))).join(''));
  const seconds = String(Date.parse(`${at}T00:00:00Z`) / 1000);
  const untrusted = others.length > 0 ? ['-untrusted', 'others.pem'] : [];
  const args = ['verify', '-purpose', 'sslserver', '-attime', seconds, '-CAfile', 'root.pem', ...untrusted, `${first}.pem`];
  const { stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  const [, number, text] = /error (\d+) at \d+ depth lookup: (.*)/.exec(stdout + stderr) ?? [];
  const certificates = files.map((name) => openssl('x509', '-in', `${name}.pem`).replace(/-----[^-]*-----|\s/g, ''));
  rows.push({ id, certificates, openssl: number ? Number(number) : 'OK', text: text ?? 'OK' });
}

names.forEach(([reason, constraints, subject, san], i) => {
  issue(`ca${i}`, '/O=Acme/CN=constrained', [...ca, `nameConstraints=critical,${constraints}`, ...rdns], 'root');
  issue(`leaf${i}`, subject, [...leaf(san), ...rdns], `ca${i}`);
  verify(reason, [`leaf${i}`, `ca${i}`]);
});

const below = (more) => ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign', ...more];
issue('upper', '/O=Acme/CN=upper', [...ca, 'nameConstraints=permitted;DNS:a.example', ...rdns], 'root');
issue('lower', '/O=Acme/CN=lower', [...ca, 'nameConstraints=permitted;DNS:example', ...rdns], 'upper');
issue('widened', '/CN=x', leaf('DNS:b.example'), 'lower');
verify('a lower CA cannot widen what an upper one permits', ['widened', 'lower', 'upper']);
issue('named', '/O=Acme/CN=named', [...ca, 'nameConstraints=permitted;dirName:acme', ...rdns], 'root');
issue('stranger', '/O=Other/CN=stranger', ca, 'named');
issue('under', '/O=Acme/CN=x', leaf('DNS:x.example'), 'stranger');
verify('the name of a CA in between is outside', ['under', 'stranger', 'named']);
issue('zero', '/CN=zero', ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign'], 'root');
issue('one', '/CN=one', ca, 'zero');
issue('deep', '/CN=x', leaf('DNS:x.example'), 'one');
verify('path length exceeded', ['deep', 'one', 'zero']);
issue('flat', '/CN=x', leaf('DNS:x.example'), 'zero');
verify('path length kept', ['flat', 'zero']);
verify('presented in the wrong order', ['deep', 'zero', 'one']);
verify('an intermediate is missing', ['deep', 'one']);
issue('mailca', '/CN=mail', below(['extendedKeyUsage=emailProtection']), 'root');
issue('undermail', '/CN=x', [...leaf('DNS:x.example'), 'extendedKeyUsage=serverAuth'], 'mailca');
verify('a CA for mail only', ['undermail', 'mailca']);
issue('anyca', '/CN=any', below(['extendedKeyUsage=anyExtendedKeyUsage']), 'root');
issue('underany', '/CN=x', [...leaf('DNS:x.example'), 'extendedKeyUsage=serverAuth'], 'anyca');
verify('a CA for any purpose', ['underany', 'anyca']);
issue('client', '/CN=x', [...leaf('DNS:x.example'), 'extendedKeyUsage=clientAuth'], 'zero');
verify('a leaf for clients only', ['client', 'zero']);

const program = openssl('version').trim();
const root = openssl('x509', '-in', 'root.pem').replace(/-----[^-]*-----|\s/g, '');
const what = 'certificates: DER in base64, leaf first; openssl: OK or the number of the first error of openssl verify';
const text = JSON.stringify({ what, program, at, root, rows }, null, 1);
writeFileSync(new URL('constraints.json', import.meta.url), `${text}\n`);
rmSync(folder, { recursive: true });
