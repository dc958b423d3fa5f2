import { expect, it } from 'vitest';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { validityAt } from '../../../src/x509/validity.ts';
import { bytes, certificateOf, tlv } from './build.ts';

/** 2026-01-01 to 2046-01-01; RFC 5280 section 4.1.2.5: "notBefore through notAfter, inclusive". */
const certificate = parseCertificate(certificateOf({}));

it.each([
  ['the second before', '2025-12-31T23:59:59Z', 'not-yet'],
  ['the first instant', '2026-01-01T00:00:00Z', 'valid'],
  ['in between', '2030-06-01T12:00:00Z', 'valid'],
  ['the last second, which belongs to it', '2046-01-01T00:00:00Z', 'valid'],
  ['the second after', '2046-01-01T00:00:01Z', 'expired'],
])('%s', (_reason, now, state) => {
  expect(validityAt(certificate, new Date(now))).toBe(state);
});

it('a time that cannot be read is neither', () => {
  const odd = parseCertificate(certificateOf({ notAfter: tlv(0x17, bytes('616263')) }));
  expect(validityAt(odd, new Date('2030-01-01T00:00:00Z'))).toBe('unreadable');
});
