import { expect, test } from 'vitest';
import { selectCertificate } from '../../../../src/hosting/selectCertificate.ts';
import { selectSite } from '../../../../src/hosting/selectSite.ts';
import type { CertificateEntry, Hello, KnownCertificate, Server } from '../../../../src/hosting/model.ts';

const known = (keyType: KnownCertificate['keyType'], ...dnsNames: string[]): KnownCertificate => ({
  keyType,
  commonNames: [],
  dnsNames,
  ipAddresses: [],
});
const certificates = {
  default: known('ecdsa', 'def.test'),
  exactRsa: known('rsa', 'one.x.test'),
  wildEcdsa: known('ecdsa', '*.x.test'),
  ed: known('ed25519', 'ed.test', 'one.x.test'),
};
type File = keyof typeof certificates;

function serverOf(files: File[], changes: Partial<Server> = {}): Server {
  const entries = files.map((file, index): CertificateEntry => ({
    file,
    source: null,
    filters: null,
    isDefault: index === 0,
  }));
  const bind = {
    versions: ['1.2' as const, '1.3' as const],
    clientAuth: 'none' as const,
    ciphers: null,
    ignoredErrors: { certificate: [], issuers: [] },
  };
  const sites = [{ site: 0, isDefault: false, source: null }];
  const site = {
    label: 'f',
    names: [],
    certificates: [],
    versions: null,
    clientAuth: 'none' as const,
    source: null,
  };
  return {
    software: 'haproxy',
    version: '2.6.12',
    supportsSni: true,
    listeners: [{ address: '*', port: 443, tls: true, sites, source: null, entries, bind }],
    sites: [site],
    certificates,
    uncertain: [],
    ...changes,
  };
}

const hello = (serverName: string | null, changes: Partial<Hello> = {}): Hello => ({
  address: '192.0.2.1',
  port: 443,
  serverName,
  versions: ['1.2', '1.3'],
  ...changes,
});

function outcome(server: Server, asked: Hello): string {
  const selection = selectCertificate(server, asked);
  if (selection.outcome === 'served') return selection.certificate;
  return selection.outcome === 'refused' ? `alert ${String(selection.alert.code)}` : selection.outcome;
}

/** Each row was run against HAProxy 2.6.12 with certificates of these names and keys. */
test.each<[File[], Hello, string, string]>([
  [
    ['default', 'exactRsa', 'wildEcdsa'],
    hello('one.x.test'),
    'wildEcdsa',
    'ECDSA by wildcard before RSA by name',
  ],
  [['default', 'exactRsa', 'wildEcdsa'], hello('one.x.test', { versions: ['1.2'] }), 'wildEcdsa', 'TLS 1.2'],
  [
    ['default', 'exactRsa', 'wildEcdsa'],
    hello('one.x.test', { versions: ['1.3'] }),
    'exactRsa',
    '2.6 sees no ECDSA suite',
  ],
  [['default', 'ed', 'exactRsa'], hello('one.x.test'), 'exactRsa', 'RSA before Ed25519'],
  [['default', 'ed', 'exactRsa'], hello('ed.test'), 'ed', 'Ed25519 alone'],
  [
    ['default', 'ed', 'exactRsa'],
    hello('one.x.test', { versions: ['1.3'], signatureSchemes: ['rsa_pss_rsae_sha256'] }),
    'alert 40',
    'PSS alone does not count as RSA, so Ed25519 is chosen, which the client cannot verify',
  ],
  [['default', 'wildEcdsa'], hello('a.b.x.test'), 'default', 'a wildcard is one label'],
  [['default', 'wildEcdsa'], hello('x.test'), 'default', 'and not none'],
  [['default', 'wildEcdsa'], hello('q.x.test.'), 'default', 'a trailing dot is part of the name'],
])('%j', (files, asked, expected) => {
  expect(outcome(serverOf(files), asked)).toBe(expected);
});

test('3.0 counts TLS 1.3 suites as fit for ECDSA', () => {
  const server = serverOf(['default', 'exactRsa', 'wildEcdsa'], { version: '3.0.11' });
  expect(outcome(server, hello('one.x.test', { versions: ['1.3'] }))).toBe('wildEcdsa');
});

test('TLS 1.1 at the library’s own security level: internal_error (observed, 2.6.12)', () => {
  const server = serverOf(['default']);
  const [listener] = server.listeners;
  if (listener?.bind) listener.bind.versions = ['1.0', '1.1'];
  expect(outcome(server, hello('def.test', { versions: ['1.1'] }))).toBe('alert 80');
  expect(outcome(server, hello('def.test'))).toBe('alert 80');
});

test('every certificate of the line has a verdict, and the chosen one its source', () => {
  const server = serverOf(['default', 'exactRsa', 'wildEcdsa', 'default']);
  const { decision } = selectCertificate(server, hello('one.x.test'));
  expect(decision.candidates.map(({ id, verdict, rule }) => [id, verdict, rule])).toEqual([
    ['certificate:default', 'lost', 'haproxy-no-name-matches'],
    ['certificate:exactRsa', 'lost', 'haproxy-other-key-type'],
    ['certificate:wildEcdsa', 'chosen', 'haproxy-wildcard-name'],
    ['certificate:default#2', 'lost', 'haproxy-no-name-matches'],
  ]);
});

test('a certificate that was not given makes the answer uncertain', () => {
  const server = serverOf(['default', 'exactRsa'], { certificates: { default: certificates.default } });
  const { decision } = selectCertificate(server, hello('def.test'));
  expect(decision.uncertain.map(({ code }) => code)).toEqual(['haproxy-certificate-not-given']);
});

test('plain HTTP to a bind line with ssl is closed without an answer (observed 2.6.12)', () => {
  const server = serverOf(['default']);
  const sent = hello(null, { versions: [] });
  const selection = selectCertificate(server, sent);
  const answer = selectSite(server, { hello: sent, selection, clientCertificate: 'none' }, 'def.test');
  expect(answer).toMatchObject({ status: 0, reason: { rule: 'haproxy-plain-http-to-tls' } });
});
