/**
 * What gnutls-serv 3.7.9 (Debian 12) did on loopback with OpenSSL 3.0's s_client and the samples' certificates.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClientCertificate, Hello, TlsVersion } from '../../../../src/hosting/model.ts';
import { readConfig } from '../../../../src/hosting/readConfig.ts';
import { selectCertificate } from '../../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../../src/hosting/selectSite.ts';

const folder = join(import.meta.dirname, '../../../../samples');
const samples = ['blog.example', 'rsa-2048', 'x509-v1', 'several-cns'];
const certificates = samples.map((name): [string, string] => [
  name,
  readFileSync(join(folder, `${name}.pem`), 'utf8'),
]);
const pair = (name: string) => `--x509certfile ${name} --x509keyfile ${name}.key`;

const read = (text: string) =>
  readConfig('gnutls', new Map([...certificates, ['serv.sh', text]]), 'serv.sh', {});
const start = (options: string, names: readonly string[] = ['blog.example']) =>
  read(`gnutls-serv -p 443 ${options} ${names.map(pair).join(' ')}`).server;

function served(server: ReturnType<typeof start>, hello: Partial<Hello>) {
  const selection = selectCertificate(server, {
    address: '127.0.0.1',
    port: 443,
    serverName: null,
    versions: ['1.3'],
    ...hello,
  });
  if (selection.outcome === 'refused') return `alert ${selection.alert.code}`;
  return selection.outcome === 'served' ? selection.certificate : selection.outcome;
}

const blogFirst = ['blog.example', 'rsa-2048', 'x509-v1', 'several-cns'];
const rsaFirst = ['rsa-2048', 'blog.example'];
const rsaSuite = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const ecdsaSuite = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256';

describe('which certificate', () => {
  test.each<[readonly string[], TlsVersion, string | null, Partial<Hello>, string, string]>([
    [blogFirst, '1.3', 'v1.example', {}, 'x509-v1', 'X.509v1: no extensions, so the common name'],
    [blogFirst, '1.2', 'first.example', {}, 'several-cns', 'the first common name counts'],
    [blogFirst, '1.3', 'second.example', {}, 'blog.example', 'the second common name does not'],
    [blogFirst, '1.3', 'rsa.example', {}, 'rsa-2048', 'TLS 1.3: the name decides'],
    [blogFirst, '1.2', 'rsa.example', {}, 'blog.example', 'TLS 1.2: an ECDSA suite comes first, then names'],
    [rsaFirst, '1.2', null, {}, 'blog.example', 'the client’s first suite is for ECDSA'],
    [rsaFirst, '1.3', null, {}, 'rsa-2048', 'the first certificate'],
    [rsaFirst, '1.2', 'blog.example', { cipherSuites: [rsaSuite] }, 'rsa-2048', 'only RSA can be used'],
    [
      rsaFirst,
      '1.2',
      'blog.example',
      { cipherSuites: [rsaSuite, ecdsaSuite] },
      'rsa-2048',
      'the RSA suite first',
    ],
    [
      rsaFirst,
      '1.2',
      null,
      { cipherSuites: [ecdsaSuite, rsaSuite] },
      'blog.example',
      'the ECDSA suite first',
    ],
    [
      rsaFirst,
      '1.3',
      'blog.example',
      { signatureSchemes: ['rsa_pss_rsae_sha256'] },
      'rsa-2048',
      'no ECDSA scheme',
    ],
    [
      rsaFirst,
      '1.3',
      null,
      { signatureSchemes: ['ecdsa_secp256r1_sha256'] },
      'blog.example',
      'no RSA scheme',
    ],
    [blogFirst, '1.2', null, { signatureSchemes: ['ed25519'] }, 'alert 40', 'no certificate can be used'],
    [blogFirst, '1.1', null, {}, 'blog.example', 'NORMAL has TLS 1.1'],
    [blogFirst, '1.0', null, {}, 'blog.example', 'NORMAL has TLS 1.0'],
  ])('%j TLS %s %s %j: %s (%s)', (names, version, serverName, more, expected) => {
    expect(served(start('', names), { versions: [version], serverName, ...more })).toBe(expected);
  });

  test('TLS 1.3 taken away: a client of 1.3 alone gets handshake_failure, another TLS 1.2', () => {
    const server = start('--priority NORMAL:-VERS-TLS1.3');
    expect(served(server, { versions: ['1.3'] })).toBe('alert 40');
    expect(served(server, { versions: ['1.3', '1.2'] })).toBe('blog.example');
  });

  test('TLS 1.3 alone, and a client of 1.2: handshake_failure too', () => {
    expect(served(start('--priority NORMAL:-VERS-ALL:+VERS-TLS1.3'), { versions: ['1.2'] })).toBe('alert 40');
  });

  test('with SRP among the key exchanges there is no TLS 1.3', () => {
    expect(served(start('--priority NORMAL:+SRP'), { versions: ['1.3'] })).toBe('alert 40');
    expect(read(`gnutls-serv --priority NORMAL:+SRP ${pair('blog.example')}`).problems).toEqual([]);
  });
});

describe('client certificates', () => {
  const require = '--require-client-cert';
  const verify = '--verify-client-cert';
  test.each<[string, TlsVersion, ClientCertificate, number | string, string]>([
    ['', '1.3', 'none', 200, 'asked for, not required'],
    ['', '1.2', 'self-signed', 200, 'nothing verifies it'],
    [require, '1.2', 'none', 'alert 50', 'decode_error for an empty list'],
    [require, '1.3', 'none', 'alert 116', 'certificate_required'],
    [require, '1.2', 'self-signed', 200, 'required, not verified'],
    [`${require} ${verify}`, '1.2', 'none', 'alert 50', 'as without verifying'],
    [`${require} ${verify}`, '1.2', 'self-signed', 'alert 49', 'access_denied'],
    [`${require} ${verify}`, '1.3', 'self-signed', 'alert 49', 'access_denied'],
    [verify, '1.2', 'none', 200, 'only one that is sent is verified'],
    [verify, '1.3', 'self-signed', 'alert 49', 'access_denied'],
    [verify, '1.2', 'wrong-eku', 200, 'a certificate for servers passes'],
  ])('%s TLS %s, %s: %s (%s)', (options, version, clientCertificate, expected) => {
    const server = start(`--x509cafile ca.pem ${options}`);
    const hello: Hello = { address: '127.0.0.1', port: 443, serverName: null, versions: [version] };
    const selection = selectCertificate(server, hello);
    const answer = selectSite(server, { hello, selection, clientCertificate }, null);
    expect(answer.outcome === 'alert' ? `alert ${answer.alert.code}` : answer.status).toBe(expected);
  });
});

describe('commands', () => {
  test('quotes, comments, continued lines and several commands', () => {
    const { server, problems } = read(
      `# two ports\ngnutls-serv --http --port=443 \\\n  --x509certfile 'blog.example' \\\n  --x509keyfile "a b"\n` +
        `/usr/bin/gnutls-serv -a -p1000 ${pair('rsa-2048')} &\n`,
    );
    expect(problems).toEqual([]);
    expect(server.listeners.map(({ port, source }) => [port, source?.line])).toEqual([
      [443, 2],
      [1000, 5],
    ]);
    expect(
      server.sites.map(({ certificates: [use] }) => [use?.file, use?.keyFile, use?.source?.line]),
    ).toEqual([
      ['blog.example', 'a b', 3],
      ['rsa-2048', 'rsa-2048.key', 5],
    ]);
    expect(server.sites.map(({ clientAuth }) => clientAuth)).toEqual(['optional-no-ca', 'none']);
  });

  test.each([
    ['gnutls-serv --x509certfile blog.example', 'gnutls-keys-and-certificates'],
    [`gnutls-serv -a -r ${pair('blog.example')}`, 'gnutls-conflicting-options'],
    [`gnutls-serv --nonsense ${pair('blog.example')}`, 'gnutls-unknown-option'],
    [`gnutls-serv ${pair('blog.example')} --port`, 'gnutls-missing-value'],
    [`gnutls-serv ${pair('absent')}`, 'gnutls-certificate-not-given'],
    [`gnutls-serv ${pair('blog.example')}\ngnutls-serv ${pair('rsa-2048')}`, 'gnutls-port-taken'],
    ["gnutls-serv 'open", 'gnutls-unmatched-quote'],
    ['nginx', 'gnutls-not-a-command'],
  ])('%s: %s', (text, code) => {
    expect(read(text).problems.map((problem) => problem.code)).toContain(code);
  });
});
