/** Policies and certificate time stamps, against what OpenSSL was told to put into the certificates and prints of them. */
import { expect, test } from 'vitest';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { readPolicies, readScts } from '../../../src/x509/extensionFacts.ts';
import { readPem } from '../asn1/inputs.ts';

const certificate = (name: string) =>
  parseCertificate(readPem(`tests/truth/asn1/${name}.pem`)[0]?.der ?? new Uint8Array());

test('policies in order', () => {
  const policies = readPolicies(certificate('all-extensions'));
  expect(policies.map(({ oid, name }) => [oid, name])).toEqual([
    ['2.23.140.1.2.1', 'domain-validated'],
    ['1.3.5.8', null],
  ]);
});

test('the time stamp, its log and its place', () => {
  const from = certificate('vendor-extensions');
  const [sct, ...others] = readScts(from);
  expect(others).toEqual([]);
  expect(sct).toMatchObject({
    logId: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    log: null,
    date: new Date('2023-11-14T22:13:20.123Z'),
  });
  // length, version, and the first octets of the log's id
  expect(Buffer.from(from.der.subarray(sct?.range.start, (sct?.range.start ?? 0) + 5)).toString('hex')).toBe(
    '0032000001',
  );
});

test('a certificate without them', () => {
  expect(readPolicies(certificate('vendor-extensions'))).toEqual([]);
  expect(readScts(certificate('all-extensions'))).toEqual([]);
});
