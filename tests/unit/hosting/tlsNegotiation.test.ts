import { expect, test } from 'vitest';
import type { Hello, KnownCertificate, TlsVersion } from '../../../src/hosting/model.ts';
import {
  chooseCertificate,
  hasCipherForHighest,
  negotiateVersion,
  opensslDefaultCiphers,
} from '../../../src/hosting/tlsNegotiation.ts';

// Observed with nginx 1.22.1 over OpenSSL 3.0.
test.each<[TlsVersion[], TlsVersion[], TlsVersion | null, string]>([
  [['1.2', '1.3'], ['1.2', '1.3'], '1.3', 'the highest in common'],
  [['1.3'], ['1.2'], null, 'alert protocol_version'],
  [['1.2'], ['1.3'], null, 'alert protocol_version'],
  [['1.2'], ['1.0', '1.1'], '1.1', 'a hello without 1.3 names only its highest version'],
  [['1.2', '1.3'], ['1.0', '1.1'], null, 'a hello with 1.3 lists its versions'],
])('offered %s, enabled %s: %s (%s)', (offered, enabled, expected) => {
  expect(negotiateVersion(offered, enabled)).toBe(expected);
});

const hello = (more: Partial<Hello>): Hello => ({
  address: '127.0.0.1',
  port: 443,
  serverName: null,
  versions: ['1.2', '1.3'],
  ...more,
});
const slots = (...keyTypes: KnownCertificate['keyType'][]) =>
  keyTypes.map((keyType, index) => ({ use: { file: `${index}`, source: null }, keyType }));
const rsaFirst = ['rsa_pss_rsae_sha256', 'rsa_pkcs1_sha256', 'ecdsa_secp256r1_sha256'];
const rsaCipher = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const ecdsaCipher = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256';

// Observed with nginx 1.22.1: one server with an RSA (0) and an ECDSA (1) certificate.
test.each<[TlsVersion, Partial<Hello>, boolean, number | null, string]>([
  ['1.3', {}, false, 1, 'OpenSSL’s own order begins with ECDSA'],
  ['1.3', { signatureSchemes: rsaFirst }, false, 0, 'the client’s order of signature schemes'],
  ['1.3', { signatureSchemes: rsaFirst }, true, 1, 'the server’s order when it is preferred'],
  ['1.2', { signatureSchemes: rsaFirst }, false, 1, 'in TLS 1.2 the cipher suite decides'],
  ['1.2', { cipherSuites: [rsaCipher, ecdsaCipher] }, false, 0, 'the client’s order of cipher suites'],
  ['1.2', { cipherSuites: [rsaCipher, ecdsaCipher] }, true, 1, 'the server’s order'],
  ['1.2', { cipherSuites: [rsaCipher] }, false, 0, 'only RSA'],
  ['1.3', { signatureSchemes: ['rsa_pkcs1_sha256'] }, false, null, 'TLS 1.3 has no RSA PKCS #1 signatures'],
  ['1.3', { groups: ['secp224r1'] }, false, null, 'no group in common'],
])('TLS %s %o prefer server %s: %s (%s)', (version, more, preferServer, expected) => {
  const settings = { version, ciphers: opensslDefaultCiphers, preferServer, dhParameters: false };
  expect(chooseCertificate(slots('rsa', 'ecdsa'), hello(more), settings).chosen).toBe(expected);
});

// Observed with nginx 1.22.1 and Apache 2.4.71: Ed25519 (0) and ECDSA (1) fit the same suites of TLS 1.2.
test.each<[Partial<Hello>, number, string]>([
  [{}, 1, 'OpenSSL’s schemes begin with ECDSA'],
  [{ signatureSchemes: ['ed25519', 'ecdsa_secp256r1_sha256'] }, 0, 'the client’s order of signature schemes'],
])('TLS 1.2 %o, Ed25519 before ECDSA: %s (%s)', (more, expected) => {
  const settings = {
    version: '1.2',
    ciphers: opensslDefaultCiphers,
    preferServer: false,
    dhParameters: false,
  } as const;
  expect(chooseCertificate(slots('ed25519', 'ecdsa'), hello(more), settings).chosen).toBe(expected);
});

test('a later certificate of the same key type replaces the earlier one', () => {
  const settings = {
    version: '1.3',
    ciphers: opensslDefaultCiphers,
    preferServer: false,
    dhParameters: false,
  } as const;
  const { chosen, candidates } = chooseCertificate(slots('ecdsa', 'ecdsa'), hello({}), settings);
  expect(chosen).toBe(1);
  expect(candidates.map(({ rule }) => rule)).toEqual(['key-type-replaced', 'key-type-only']);
});

// Observed with nginx 1.22.1: alert handshake_failure to every hello.
test.each<[TlsVersion[], string[], boolean]>([
  [['1.0', '1.1'], [rsaCipher], false],
  [['1.1', '1.3'], [rsaCipher], false],
  [['1.2', '1.3'], [rsaCipher], true],
  [['1.2'], [rsaCipher], true],
  [['1.0'], ['TLS_RSA_WITH_AES_128_CBC_SHA'], true],
])('enabled %s with %s: a cipher suite for the highest: %s', (enabled, ciphers, expected) => {
  expect(hasCipherForHighest(enabled, ciphers)).toBe(expected);
});
