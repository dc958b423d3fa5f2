/** Object identifiers against X.690's examples and the openssl program's own table. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oidNames } from '../../../src/asn1/oidNames.ts';
import { decodeOid, encodeOid, maxOidOctets, oidName } from '../../../src/asn1/oids.ts';
import { hex } from './inputs.ts';

test.each([
  ['88 37 03', '2.999.3', 'X.690 8.19.5 example'],
  ['55 04 03', '2.5.4.3', 'commonName'],
  ['2a 86 48 86 f7 0d 01 01 0b', '1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
  ['00', '0.0', 'the smallest'],
  ['27', '0.39', 'the last below 0'],
  ['28', '1.0', 'the first below 1'],
  ['4f', '1.39', 'the last below 1'],
  ['50', '2.0', 'the first below 2'],
  ['2a ff ff ff ff ff ff ff ff ff 7f', '1.2.1180591620717411303423', 'an arc of 70 bits'],
])('%s is %s (%s)', (octets, dotted) => {
  const decoded = decodeOid(hex(octets));
  expect(decoded).toBe(dotted);
  expect(encodeOid(decoded ?? '')).toEqual(hex(octets));
});

test.each([
  ['', 'empty'],
  ['86', 'cut in the first arc'],
  ['2a 86', 'cut'],
  ['2a 80 01', 'padded'],
  ['80 01', 'padded first arc'],
])('%s is no object identifier (%s)', (octets) => {
  expect(decodeOid(hex(octets))).toBeNull();
});

test('more octets than anybody assigns are refused, not computed', () => {
  expect(decodeOid(new Uint8Array(maxOidOctets + 1).fill(0x81, 0, maxOidOctets))).toBeNull();
});

test.each([['1'], ['3.1'], ['1.40'], ['1..2'], ['1.02'], ['1.2.'], [''], ['a.b'], ['1.-2']])(
  '%j is not dotted decimal of an identifier',
  (dotted) => {
    expect(encodeOid(dotted)).toBeNull();
  },
);

test('encode and decode are inverse', () => {
  const arcs = fc.array(fc.bigInt({ min: 0n, max: 1n << 130n }), { maxLength: 8 });
  const root = fc.oneof(
    fc.tuple(fc.constantFrom(0n, 1n), fc.bigInt({ min: 0n, max: 39n })),
    fc.tuple(fc.constant(2n), fc.bigInt({ min: 0n, max: 1n << 70n })),
  );
  fc.assert(
    fc.property(root, arcs, (first, rest) => {
      const dotted = [...first, ...rest].join('.');
      expect(decodeOid(encodeOid(dotted) ?? new Uint8Array())).toBe(dotted);
    }),
  );
});

describe('names', () => {
  test.each([
    ['2.5.4.3', 'commonName'],
    ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
    ['1.2.840.10045.4.3.2', 'ecdsa-with-SHA256'],
    ['1.2.840.10045.2.1', 'id-ecPublicKey'],
    ['1.2.840.10045.3.1.7', 'secp256r1'],
    ['1.3.101.112', 'id-Ed25519'],
    ['2.5.29.17', 'subjectAltName'],
    ['2.5.29.37', 'extKeyUsage'],
    ['1.3.6.1.5.5.7.3.1', 'serverAuth'],
    ['1.3.6.1.5.5.7.48.1', 'ocsp'],
    ['2.23.140.1.2.1', 'domain-validated'],
    ['0.9.2342.19200300.100.1.25', 'domainComponent'],
  ])('%s is %s, as the standard says', (dotted, name) => {
    expect(oidName(dotted)).toBe(name);
  });

  test('an unknown one has none', () => {
    expect(oidName('1.2.3.4.5')).toBeNull();
  });

  test('every identifier in the table can be encoded', () => {
    for (const dotted of oidNames.keys())
      expect(decodeOid(encodeOid(dotted) ?? new Uint8Array())).toBe(dotted);
  });

  /** Where OpenSSL has another word for the same thing than the standard: identifier -> OpenSSL's word. */
  const otherWords = new Map(Object.entries(openSslWords()));

  test('where OpenSSL knows the identifier, the name is one of its two, but for the listed ones', () => {
    const { stdout, error } = spawnSync('openssl', ['list', '-objects'], { encoding: 'utf8' });
    if (error)
      throw new Error('These tests compare with the openssl program: install openssl.', { cause: error });
    const differences: string[] = [];
    let known = 0;
    for (const [, names, dotted = ''] of stdout.matchAll(/^(.+), ([\d.]+)$/gm)) {
      const ours = oidName(dotted);
      if (ours === null) continue;
      known++;
      const theirs = (names ?? '').split(' = ').map(plain);
      const other = otherWords.get(dotted);
      if (!theirs.includes(plain(ours)) && !(other !== undefined && theirs.includes(plain(other))))
        differences.push(`${dotted} ${ours} | ${names ?? ''}`);
    }
    expect(known).toBeGreaterThan(180);
    expect(differences).toEqual([]);
  });
});

/** Case, punctuation and the prefixes of the arcs apart. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(id-|x509v3 |x500)/, '')
    .replace(/[^a-z0-9]/g, '');
}

function openSslWords(): Record<string, string> {
  return {
    '2.5.29.37': 'extendedKeyUsage',
    '1.3.6.1.5.5.7.2.1': 'id-qt-cps',
    '1.3.6.1.5.5.7.2.2': 'id-qt-unotice',
    '1.3.6.1.5.5.7.48.3': 'ad_timestamping',
    '1.3.6.1.5.5.7.48.1.1': 'basicOCSPResponse',
    '1.3.6.1.5.5.7.48.1.2': 'Nonce',
    '1.3.6.1.5.5.7.48.1.3': 'CrlID',
    '1.3.6.1.5.5.7.48.1.4': 'acceptableResponses',
    '1.3.6.1.5.5.7.48.1.5': 'noCheck',
    '1.3.6.1.5.5.7.48.1.6': 'archiveCutoff',
    '1.3.6.1.5.5.7.48.1.7': 'serviceLocator',
    '1.3.14.3.2.27': 'DSA-SHA1-old',
    '1.3.14.3.2.29': 'sha1WithRSA',
    '1.2.643.7.1.1.1.1': 'gost2012_256',
    '1.2.643.7.1.1.1.2': 'gost2012_512',
    '1.2.643.7.1.1.2.2': 'md_gost12_256',
    '1.2.643.7.1.1.2.3': 'md_gost12_512',
    '1.2.643.7.1.1.3.2': 'id-tc26-signwithdigest-gost3410-2012-256',
    '1.2.643.7.1.1.3.3': 'id-tc26-signwithdigest-gost3410-2012-512',
    '1.2.840.10045.3.1.1': 'prime192v1',
    '1.2.840.10045.3.1.7': 'prime256v1',
    '1.2.840.113549.1.12.1.1': 'pbeWithSHA1And128BitRC4',
    '1.2.840.113549.1.12.1.2': 'pbeWithSHA1And40BitRC4',
    '1.2.840.113549.1.12.1.3': 'pbeWithSHA1And3-KeyTripleDES-CBC',
    '1.2.840.113549.1.12.1.4': 'pbeWithSHA1And2-KeyTripleDES-CBC',
    '1.2.840.113549.1.12.1.5': 'pbeWithSHA1And128BitRC2-CBC',
    '1.2.840.113549.1.12.1.6': 'pbeWithSHA1And40BitRC2-CBC',
    '1.3.6.1.4.1.11129.2.4.2': 'ct_precert_scts',
    '1.3.6.1.4.1.11129.2.4.3': 'ct_precert_poison',
    '1.3.6.1.4.1.11129.2.4.4': 'ct_precert_signer',
    '1.3.6.1.4.1.11129.2.4.5': 'ct_cert_scts',
    '2.16.840.1.113730.1.7': 'nsRenewalUrl',
    '2.16.840.1.113730.4.1': 'nsSGC',
    '1.3.6.1.4.1.311.2.1.21': 'msCodeInd',
    '1.3.6.1.4.1.311.2.1.22': 'msCodeCom',
    '1.3.6.1.4.1.311.10.3.1': 'msCTLSign',
    '1.3.6.1.4.1.311.10.3.3': 'msSGC',
    '1.3.6.1.4.1.311.10.3.4': 'msEFS',
    '1.3.6.1.4.1.311.17.1': 'CSPName',
    '1.3.6.1.4.1.311.17.2': 'LocalKeySet',
    '1.3.6.1.4.1.311.20.2.2': 'msSmartcardLogin',
    '1.3.6.1.4.1.311.20.2.3': 'msUPN',
    '1.3.6.1.5.2.3.4': 'pkInitClientAuth',
    '1.3.6.1.5.2.3.5': 'pkInitKDC',
  };
}
