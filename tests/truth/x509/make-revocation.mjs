/**
 * Makes revocation.json: OCSP responses and revocation lists, rightly and wrongly signed, and what openssl says of each.
 * Usage: node make-revocation.mjs. Needs openssl 3; the keys are thrown away.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'revocation-'));
const at = (name) => join(folder, name);
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
const said = (...args) => {
  const { stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  return stdout + stderr;
};
const base64 = (name) => readFileSync(at(name)).toString('base64');
const der = (pem) => openssl('x509', '-in', pem).replace(/-----[^-]*-----|\s/g, '');
let serial = 0x1000;

writeFileSync(at('req.cnf'), '[req]\ndistinguished_name=d\n[d]\n');
const caConfig = (md) =>
  `[ca]\ndefault_ca=c\n[c]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial\ncrlnumber=crlnumber\ndefault_md=${md}\ndefault_crl_days=7000\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n[aki]\nauthorityKeyIdentifier=keyid\n`;
writeFileSync(at('ca.cnf'), caConfig('sha256'));
writeFileSync(at('ca-default.cnf'), caConfig('default'));

const keys = {
  ec: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ed25519: ['-algorithm', 'ED25519'],
};

/** Files `name.key`, `name.pem`; valid for 20 years unless `until` (YYYYMMDDHHMMSSZ) says otherwise. */
function issue(name, { subject = name, kind = 'ec', extensions = [], issuer = null, until = '20460101000000Z' }) {
  writeFileSync(at(`${name}.ext`), ['[e]', ...extensions].join('\n'));
  openssl('genpkey', ...keys[kind], '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${subject}`, '-config', 'req.cnf', '-out', `${name}.csr`);
  writeFileSync(at('index.txt'), '');
  writeFileSync(at('serial'), (serial++).toString(16));
  const by = issuer ? ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`] : ['-selfsign', '-keyfile', `${name}.key`];
  const dates = ['-startdate', '20260101000000Z', '-enddate', until];
  openssl('ca', '-batch', '-config', 'ca-default.cnf', '-in', `${name}.csr`, ...by, ...dates, '-extfile', `${name}.ext`, '-extensions', 'e', '-notext', '-out', `${name}.pem`);
}

const ca = ['basicConstraints=critical,CA:TRUE', 'subjectKeyIdentifier=hash'];
const signs = [...ca, 'keyUsage=critical,keyCertSign,cRLSign'];
issue('ca', { extensions: signs });
issue('rsa', { kind: 'rsa', extensions: signs });
issue('ed', { kind: 'ed25519', extensions: signs });
issue('other', { extensions: signs });
issue('twin', { subject: 'ca', extensions: signs }); // the name of ca, another key
issue('nolists', { extensions: [...ca, 'keyUsage=critical,keyCertSign'] });
issue('plain', { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'] });
issue('leaf', { issuer: 'ca' });
issue('rsaleaf', { issuer: 'rsa' });
issue('edleaf', { issuer: 'ed' });

const answers = ['extendedKeyUsage=OCSPSigning'];
issue('delegate', { extensions: answers, issuer: 'ca' });
issue('rsadelegate', { kind: 'rsa', extensions: answers, issuer: 'ca' });
issue('purposeless', { issuer: 'ca' });
issue('server', { extensions: ['extendedKeyUsage=serverAuth'], issuer: 'ca' });
issue('foreign', { extensions: answers, issuer: 'other' });
issue('forged', { extensions: answers, issuer: 'twin' });
issue('expired', { extensions: answers, issuer: 'ca', until: '20260201000000Z' });

const responses = [];
/** `given`: what openssl is given to trust, and the page in its input. */
function response(id, { issuer = 'ca', leaf = 'leaf', signer, options = [], request = [], given = ['ca'] }) {
  openssl('ocsp', ...request, '-issuer', `${issuer}.pem`, '-cert', `${leaf}.pem`, '-no_nonce', '-reqout', 'req.der');
  writeFileSync(at('index.txt'), `V\t460101000000Z\t\t${openssl('x509', '-in', `${leaf}.pem`, '-noout', '-serial').trim().slice(7)}\tunknown\t/CN=${leaf}\n`);
  writeFileSync(at('index.txt.attr'), 'unique_subject = no\n');
  openssl('ocsp', '-index', 'index.txt', '-CA', `${issuer}.pem`, '-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`, '-reqin', 'req.der', '-respout', 'resp.der', '-ndays', '7000', ...options);
  writeFileSync(at('given.pem'), given.map((name) => readFileSync(at(`${name}.pem`))).join(''));
  const trust = given.length > 0 ? ['-CAfile', 'given.pem', '-verify_other', 'given.pem'] : [];
  const text = said('ocsp', '-respin', 'resp.der', '-no-CApath', '-no-CAstore', ...(given.length > 0 ? [] : ['-no-CAfile']), ...trust);
  const openssl3 = /Response verify OK/.test(text) ? 'OK' : (/:OCSP routines:[^:]*:([^:\n]*)/.exec(text)?.[1] ?? text);
  responses.push({ id, der: base64('resp.der'), given: given.map((name) => der(`${name}.pem`)), openssl: openssl3 });
}

response('the CA itself', { signer: 'ca' });
response('the CA itself, its certificate left out', { signer: 'ca', options: ['-resp_no_certs'] });
response('the CA itself, named by its key', { signer: 'ca', options: ['-resp_key_id'] });
response('the CA itself, which is not at hand', { signer: 'ca', given: [] });
response('certificate named by SHA-256', { signer: 'ca', options: ['-rcid', 'sha256'] });
response('RSA', { issuer: 'rsa', leaf: 'rsaleaf', signer: 'rsa', given: ['rsa'] });
response('RSASSA-PSS', { signer: 'rsadelegate', options: ['-rsigopt', 'rsa_padding_mode:pss'] });
response('ECDSA with SHA-384', { signer: 'delegate', options: ['-rmd', 'sha384'] });
response('a delegate', { signer: 'delegate' });
response('a delegate named by its key', { signer: 'delegate', options: ['-resp_key_id'] });
response('a delegate, its certificate left out', { signer: 'delegate', options: ['-resp_no_certs'] });
response('a delegate, its certificate left out but at hand', { signer: 'delegate', options: ['-resp_no_certs'], given: ['ca', 'delegate'] });
response('a delegate, its CA not at hand', { signer: 'delegate', given: [] });
response('a certificate without purposes', { signer: 'purposeless' });
response('a certificate for servers', { signer: 'server' });
response('a delegate of another CA', { signer: 'foreign', given: ['ca', 'other'] });
response('a delegate of a CA of the same name', { signer: 'forged' });
response('a delegate that has expired', { signer: 'expired' });
response('one bit of the signature turned, the CA itself', { signer: 'ca', options: ['-badsig'] });
response('one bit of the signature turned, a delegate', { signer: 'delegate', options: ['-badsig'] });

const lists = [];
function list(id, { issuer = 'ca', given = [issuer], config = 'ca.cnf', options = [], edit = (octets) => octets }) {
  writeFileSync(at('index.txt'), 'R\t460101000000Z\t260102030405Z\t1234\tunknown\t/CN=x\n');
  writeFileSync(at('crlnumber'), '01\n');
  openssl('ca', '-gencrl', '-config', config, '-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`, ...options, '-out', 'made.pem');
  openssl('crl', '-in', 'made.pem', '-outform', 'DER', '-out', 'made.der');
  writeFileSync(at('list.der'), edit(readFileSync(at('made.der'))));
  writeFileSync(at('given.pem'), given.map((name) => readFileSync(at(`${name}.pem`))).join(''));
  const trust = given.length > 0 ? ['-CAfile', 'given.pem'] : ['-no-CAfile'];
  const text = said('crl', '-inform', 'DER', '-in', 'list.der', '-noout', '-verify', '-no-CApath', '-no-CAstore', ...trust);
  const openssl3 = text.trim().split('\n')[0];
  lists.push({ id, der: base64('list.der'), given: given.map((name) => der(`${name}.pem`)), openssl: openssl3 });
}
const turned = (octets) => Uint8Array.from(octets, (octet, i) => (i === octets.length - 1 ? octet ^ 1 : octet));
const revokedTurned = (octets) => {
  const start = octets.indexOf(Buffer.from('02021234', 'hex'));
  return Uint8Array.from(octets, (octet, i) => (i === start + 3 ? octet ^ 1 : octet));
};
const withKeyId = ['-crlexts', 'aki'];

list('ECDSA', {});
list('ECDSA with SHA-512', { options: ['-md', 'sha512'] });
list('RSA', { issuer: 'rsa' });
list('RSASSA-PSS', { issuer: 'rsa', options: ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] });
list('Ed25519', { issuer: 'ed', config: 'ca-default.cnf' });
list('with the identifier of the key', { options: withKeyId });
list('one bit of the signature turned', { edit: turned });
list('one bit of a serial number turned', { edit: revokedTurned });
list('the CA is not at hand', { given: ['other'] });
copyFileSync(at('plain.pem'), at('first.pem'));
issue('plain', { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'] });
list('a CA of the same name and another key is at hand', { issuer: 'plain', given: ['first'] });
list('a CA of the same name and another key, told apart by the identifier', { options: withKeyId, given: ['twin'] });
list('a CA that may not sign lists', { issuer: 'nolists' });

/** `openssl verify -crl_check` looks at keyUsage, which `openssl crl` does not. */
issue('unlisted', { issuer: 'nolists' });
writeFileSync(at('crl.pem'), openssl('crl', '-inform', 'DER', '-in', 'list.der'));
const check = said('verify', '-crl_check', '-CAfile', 'nolists.pem', '-CRLfile', 'crl.pem', 'unlisted.pem');
const mayNot = /error \d+ at \d+ depth lookup: (.*)/.exec(check)?.[1] ?? check;

const text = JSON.stringify(
  { program: openssl('version').trim(), at: new Date().toISOString(), responses, lists, mayNot },
  null,
  1,
);
writeFileSync(new URL('revocation.json', import.meta.url), `${text}\n`);
rmSync(folder, { recursive: true });
