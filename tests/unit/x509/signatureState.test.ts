import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { issuersOf, signatureState } from '../../../src/x509/signatureState.ts';
import { certificateIn } from './files.ts';

const { subtle } = globalThis.crypto;
const sample = (name: string) => certificateIn(`samples/${name}.pem`);
const authority = sample('lab-ca');

/** One bit of the octet at `offset` is another. */
function withBitFlipped(name: string, offset: (certificate: ReturnType<typeof sample>) => number) {
  const original = sample(name);
  const der = original.der.slice();
  const at = offset(original);
  der[at] = (der[at] ?? 0) ^ 1;
  return parseCertificate(der);
}

describe('signature', () => {
  // openssl verify -CAfile samples/lab-ca.pem: OK for these
  it.each(['wildcard', 'ed25519', 'shop-rsa', 'self-signed'])('%s: right', async (name) => {
    const certificate = sample(name);
    const issuers = issuersOf(certificate, [authority]);
    expect(await signatureState(certificate, issuers, subtle)).toBe('right');
  });

  it.each<[reason: string, offset: (certificate: ReturnType<typeof sample>) => number]>([
    ['in the serial number', ({ serialNumber }) => serialNumber.range.end - 1],
    ['in a time', ({ validity }) => validity.notAfter.range.end - 3],
    ['in the signature', ({ signatureValue }) => signatureValue.end - 1],
  ])('a bit flipped %s: wrong', async (_reason, offset) => {
    const issuers = issuersOf(sample('wildcard'), [authority]);
    expect(await signatureState(withBitFlipped('wildcard', offset), issuers, subtle)).toBe('wrong');
  });

  it('says why it was not checked', async () => {
    const certificate = sample('wildcard');
    expect(issuersOf(certificate, [sample('ed25519')])).toEqual([]);
    expect(await signatureState(certificate, [], subtle)).toBe('no-issuer');
    expect(await signatureState(certificate, [authority], undefined)).toBe('no-web-crypto');
  });
});
