/** Named bits, named numbers and the fields of SCTs, by hand from the standards that name them. */
import { expect, test } from 'vitest';
import { ctLogs } from '../../../src/asn1/ctLogs.ts';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { describeValue, wholeDecimal } from '../../../src/asn1/value.ts';
import { hex, readPem } from './inputs.ts';

function valueAt(file: string, block: number, path: string): object {
  const document = expand(scan(readPem(`tests/truth/asn1/${file}.pem`)[block]?.der ?? new Uint8Array()));
  const names = nameNodes(document);
  const node = names.find(path);
  // behind an explicit tag stands the value itself
  return describeValue(document, document.constructed(node) ? node + 1 : node, names);
}

const extension = (k: number): string => `tbsCertificate.extensions[${k}].extnValue`;
const sct = `${extension(12)}.signedCertificateTimestampList.sct_list[0]`;

/** The configuration each was made from asked for these. */
test.each<[string, number, string, object]>([
  ['all-extensions', 0, 'tbsCertificate.version', { decimal: '2', name: 'v3' }],
  ['all-extensions', 0, `${extension(3)}.keyUsage`, { names: ['digitalSignature', 'keyCertSign'] }],
  ['all-extensions', 0, `${extension(8)}.cRLDistributionPoints[0].reasons`, { names: ['keyCompromise'] }],
  ['all-extensions', 0, `${extension(17)}.netscape-cert-type`, { names: ['sslServer'] }],
  ['all-extensions', 0, `${extension(16)}.tlsfeature[0]`, { decimal: '5', name: 'status_request' }],
  ['crl', 0, 'tbsCertList.version', { decimal: '1', name: 'v2' }],
  [
    'crl',
    0,
    'tbsCertList.revokedCertificates[0].crlEntryExtensions[0].extnValue.cRLReason',
    { kind: 'enumerated', name: 'keyCompromise' },
  ],
  ['ocsp', 1, 'responseStatus', { kind: 'enumerated', name: 'successful' }],
  ['vendor-extensions', 0, `${sct}.sct_version`, { kind: 'integer', decimal: '0', name: 'v1' }],
  ['vendor-extensions', 0, `${sct}.timestamp`, { kind: 'time', date: new Date('2023-11-14T22:13:20.123Z') }],
  ['vendor-extensions', 0, `${sct}.id`, { kind: 'log-id', name: null }],
  ['vendor-extensions', 0, `${sct}.signature.algorithm.hash`, { decimal: '4', name: 'sha256' }],
  ['vendor-extensions', 0, `${sct}.signature.algorithm.signature`, { decimal: '3', name: 'ecdsa' }],
])('%s (block %i): %s is %o', (file, block, path, expected) => {
  expect(valueAt(file, block, path)).toMatchObject(expected);
});

test('without a type, bits and numbers have no names', () => {
  expect(describeValue(scan(hex('03 02 05 a0')), 0)).toMatchObject({ names: null });
  expect(describeValue(scan(hex('02 01 02')), 0)).toMatchObject({ name: null });
});

test('a LogID is a SHA-256 hash', () => {
  for (const id of ctLogs.keys()) expect(Buffer.from(id, 'base64')).toHaveLength(32);
});

test.each<[string, string | null, string]>([
  ['02 09 00 ff ff ff ff ff ff ff ff', '18446744073709551615', '2^64 - 1'],
  ['02 01 80', '-128', 'negative'],
  ['02 00', null, 'empty'],
  ['04 01 05', null, 'no INTEGER'],
])('%s is %s in decimal (%s)', (text, decimal) => {
  expect(wholeDecimal(scan(hex(text)), 0)).toBe(decimal);
});
