import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { CertificateError } from '../../../src/x509/certificateError.ts';
import { bytes, certificateOf, extension, subjectAltName, tlv } from './build.ts';
import { certificateIn, pemFilesIn } from './files.ts';

const name = (text: string): Uint8Array => tlv(0x82, new TextEncoder().encode(text));
const good = tlv(0x30, name('a.example'));

describe('a malformed subjectAltName is kept and named', () => {
  it.each<[reason: string, values: Uint8Array[], malformed: (string | null)[], texts: string[]]>([
    ['well-formed', [good], [null], ['a.example']],
    ['two extensions, each well-formed', [good, good], [null, null], ['a.example', 'a.example']],
    ['no octets at all', [new Uint8Array()], ['san-unreadable'], []],
    ['not a SEQUENCE', [bytes('0500')], ['san-unreadable'], []],
    ['SEQUENCE without a name', [bytes('3000')], ['san-empty'], []],
    ['a name that overruns the SEQUENCE', [bytes('3004820561622e63')], ['san-unreadable'], ['ab']],
    ['octets after the SEQUENCE', [bytes('3003820161 0500')], ['san-trailing-data'], ['a']],
    ['length in more octets than needed', [bytes('308103820161')], ['san-not-der'], ['a']],
    ['indefinite length', [bytes('30808201610000')], ['san-not-der'], ['a']],
    ['a constructed dNSName', [bytes('3005a203820161')], ['san-not-der'], ['\\x82\\x01a']],
    ['an INTEGER among the names', [bytes('3006020101820161')], ['san-not-general-name'], ['a']],
    ['context tag 9', [bytes('3003890161')], ['san-not-general-name'], []],
    ['UTF-8 in a dNSName', [bytes('30048202c3bc')], ['san-not-ia5'], ['\\xc3\\xbc']],
    [
      'an address of 3 octets, then a name',
      [bytes('3008870301020382 0161')],
      ['san-ip-length'],
      ['01:02:03', 'a'],
    ],
    ['NUL is ASCII', [bytes('30058203610062')], [null], ['a\\x00b']],
    ['an empty dNSName', [bytes('30028200')], [null], ['']],
  ])('%s', (_reason, values, malformed, texts) => {
    const { subjectAltNames } = parseCertificate(certificateOf({ extensions: values.map(subjectAltName) }));
    expect(subjectAltNames.map((san) => san.malformed)).toEqual(malformed);
    expect(subjectAltNames.flatMap((san) => san.names.map(({ text }) => text))).toEqual(texts);
  });
});

describe('other extensions that cannot be read', () => {
  it.each<[reason: string, entry: Uint8Array]>([
    ['no value', tlv(0x30, bytes('0603551d0f'))],
    ['no OBJECT IDENTIFIER', tlv(0x30, bytes('0401 00'))],
    ['not a SEQUENCE', bytes('0500')],
    ['four elements', tlv(0x30, bytes('0603551d0f0101ff0402030005000500'))],
  ])('%s: the entry is kept as malformed, and the next one read', (_reason, entry) => {
    const { extensions, subjectAltNames } = parseCertificate(
      certificateOf({ extensions: [entry, subjectAltName(good)] }),
    );
    expect(extensions.map(({ malformed }) => malformed)).toEqual(['extension-structure', undefined]);
    expect(subjectAltNames).toHaveLength(1);
  });

  it('usage, purposes and constraints are null when their value is of another type', () => {
    const oids = ['551d0f', '551d25', '551d13', '551d0e', '551d23'];
    const certificate = parseCertificate(
      certificateOf({ extensions: oids.map((oid) => extension(oid, bytes('0101ff'))) }),
    );
    expect(certificate.extensions).toHaveLength(5);
    const { keyUsage, extKeyUsage, basicConstraints } = certificate;
    const { subjectKeyIdentifier, authorityKeyIdentifier } = certificate;
    expect([keyUsage, extKeyUsage, basicConstraints, subjectKeyIdentifier, authorityKeyIdentifier]).toEqual(
      Array(5).fill(null),
    );
  });
});

describe('the outer certificate', () => {
  const der = certificateIn('samples/blog.example.pem').der;
  it.each<[reason: string, input: Uint8Array, code: string]>([
    ['nothing', new Uint8Array(), 'certificate-empty'],
    ['an INTEGER', bytes('020101'), 'certificate-not-a-sequence'],
    ['an empty SEQUENCE', bytes('3000'), 'certificate-wrong-field'],
    ['cut in the middle', der.subarray(0, der.length >> 1), 'certificate-broken'],
    ['cut by one octet', der.subarray(0, -1), 'certificate-broken'],
    ['validity without an end', certificateOf({ notAfter: new Uint8Array() }), 'certificate-wrong-field'],
    ['a subject that is no SEQUENCE', certificateOf({ subject: bytes('0500') }), 'certificate-wrong-field'],
  ])('%s: %o', (_reason, input, code) => {
    const caught = ((): unknown => {
      try {
        return parseCertificate(input);
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toBeInstanceOf(CertificateError);
    expect(caught).toMatchObject({ code });
    const { range } = caught as CertificateError;
    expect(range.start).toBeGreaterThanOrEqual(0);
    expect(range.end).toBeLessThanOrEqual(input.length);
  });

  it.each<[reason: string, version: string, read: number]>([
    ['absent is version 1', '', 1],
    ['0', 'a003020100', 1],
    ['2', 'a003020102', 3],
    ['3, which does not exist', 'a003020103', 4],
  ])('version: %s', (_reason, version, read) => {
    expect(parseCertificate(certificateOf({ version: bytes(version) })).version).toBe(read);
  });

  it.each<[reason: string, tag: number, text: string, instant: string | null]>([
    ['UTCTime, last year of its century', 0x17, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    ['UTCTime 50 is 1950 (RFC 5280 section 4.1.2.5.1)', 0x17, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    ['UTCTime without seconds', 0x17, '4601010000Z', '2046-01-01T00:00:00.000Z'],
    ['UTCTime with an offset', 0x17, '460101000000+0130', '2045-12-31T22:30:00.000Z'],
    ['GeneralizedTime', 0x18, '20500101000000Z', '2050-01-01T00:00:00.000Z'],
    ['year 9999: no end (RFC 5280 section 4.1.2.5)', 0x18, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
    ['a fraction is dropped', 0x18, '20500101000000.5Z', '2050-01-01T00:00:00.000Z'],
    ['29 February of no leap year', 0x17, '470229000000Z', null],
    ['month 13', 0x17, '461301000000Z', null],
    ['no zone', 0x18, '20500101000000', null],
    ['words', 0x17, 'tomorrow', null],
  ])('time: %s', (_reason, tag, text, instant) => {
    const notAfter = tlv(tag, new TextEncoder().encode(text));
    const { validity } = parseCertificate(certificateOf({ notAfter }));
    expect(validity.notAfter.date?.toISOString() ?? null).toBe(instant);
    expect(validity.notAfter.text).toBe(text);
  });
});

describe('mutated certificates', () => {
  const ders = [...pemFilesIn('samples'), ...pemFilesIn('tests/truth/names-certs')]
    .filter((file) => !file.includes('hundred') && !file.includes('eighty'))
    .map((file) => certificateIn(file).der);

  it('throw nothing but CertificateError', () => {
    const edit = fc.record({ at: fc.nat(2000), octet: fc.nat(255) });
    const property = fc.property(
      fc.constantFrom(...ders),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat(2000), { nil: null }),
      (der, edits, cut) => {
        const mutated = der.slice(0, cut === null ? der.length : cut % der.length);
        for (const { at, octet } of edits) if (mutated.length > 0) mutated[at % mutated.length] = octet;
        try {
          const certificate = parseCertificate(mutated);
          expect(certificate.tbsCertificate.range.end).toBeLessThanOrEqual(mutated.length);
        } catch (error) {
          if (!(error instanceof CertificateError)) throw error;
        }
      },
    );
    fc.assert(property, { numRuns: 5000, seed: 20260101 });
  });
});
