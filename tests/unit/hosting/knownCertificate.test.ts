import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readKnownCertificate } from '../../../src/hosting/knownCertificate.ts';

const pem = (name: string) => readFileSync(`tests/truth/servers/certs/${name}.crt`, 'utf8');

// Expected values: openssl x509 -noout -subject -ext subjectAltName.
test.each([
  ['a', { keyType: 'ecdsa', commonNames: ['a.test'], dnsNames: ['a.test', 'www.a.test'], ipAddresses: [] }],
  ['rsa-a', { keyType: 'rsa', commonNames: ['a.test'], dnsNames: ['a.test'], ipAddresses: [] }],
  ['ip', { keyType: 'ecdsa', commonNames: ['127.0.0.11'], dnsNames: [], ipAddresses: ['127.0.0.11'] }],
  ['cnonly', { keyType: 'ecdsa', commonNames: ['legacy.test'], dnsNames: [], ipAddresses: [] }],
])('%s: key type and names', (name, expected) => {
  expect(readKnownCertificate(pem(name))).toEqual(expected);
});

test('text without a certificate is not one', () => {
  expect(readKnownCertificate('no certificate here')).toBeNull();
  expect(readKnownCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')).toBeNull();
});
