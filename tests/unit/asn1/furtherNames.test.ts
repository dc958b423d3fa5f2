/** Names in what stands around certificates, and in extensions beyond RFC 5280, against what OpenSSL was told to make. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes, type NodeNames } from '../../../src/asn1/nameNodes.ts';
import { scan, type Asn1Document } from '../../../src/asn1/scan.ts';
import { describeValue } from '../../../src/asn1/value.ts';
import { corpus, hex, readPem, samples, truthCertificates, type Input } from './inputs.ts';

function open(file: string, block: number): { document: Asn1Document; names: NodeNames } {
  const input = file.endsWith('.p12') ? new Uint8Array(readFileSync(file)) : readPem(file)[block]?.der;
  if (input === undefined) throw new Error(`no block ${block} in ${file}`);
  const document = expand(scan(input));
  return { document, names: nameNodes(document) };
}

/** The content octets, as text where they are printable, else as hexadecimal. */
function content(document: Asn1Document, node: number): string {
  if (document.constructed(node)) return '';
  const octets = Buffer.from(document.bytes.subarray(document.content(node), document.end(node)));
  const text = octets.toString('latin1');
  return text !== '' && /^[ -~]*$/.test(text) ? text : octets.toString('hex');
}

const vendor = (k: number): string => `tbsCertificate.extensions[${k}].extnValue`;
const sct = `${vendor(12)}.signedCertificateTimestampList.sct_list[0]`;
const response = 'responseBytes.response.basicOCSPResponse.tbsResponseData';
const timestampLogId = Array.from({ length: 32 }, (_, k) => k.toString(16).padStart(2, '0')).join('');

const encrypted = 'authSafe.content.AuthenticatedSafe[0].content';
const derivation = `${encrypted}.encryptedContentInfo.contentEncryptionAlgorithm.parameters.keyDerivationFunc.parameters`;
const bag = 'authSafe.content.AuthenticatedSafe[1].content.SafeContents[0]';

/** File, PEM block in it, path, RFC type, content: as the configuration and OpenSSL's print say. */
const expected: [string, number, string, string, string][] = [
  [
    'vendor-extensions',
    0,
    `${vendor(0)}.msCertificateTemplateName`,
    'BMPString',
    '005700650062005300650072007600650072',
  ],
  ['vendor-extensions', 0, `${vendor(1)}.msCaVersion`, 'CAVersion', '010002'],
  ['vendor-extensions', 0, `${vendor(2)}.msCertificateTemplate.templateMajorVersion`, 'INTEGER', 'd'], // 100
  ['vendor-extensions', 0, `${vendor(2)}.msCertificateTemplate.templateMinorVersion`, 'INTEGER', '07'],
  [
    'vendor-extensions',
    0,
    `${vendor(3)}.msApplicationCertPolicies[0].policyIdentifier`,
    'CertPolicyId',
    '2b06010505070301',
  ],
  ['vendor-extensions', 0, `${vendor(4)}.msNtdsCaSecurity[0].otherName.value`, 'OtherNameValue', ''],
  ['vendor-extensions', 0, `${vendor(5)}.qcStatements[0].statementId`, 'OBJECT IDENTIFIER', '04008e460101'],
  [
    'vendor-extensions',
    0,
    `${vendor(5)}.qcStatements[1].statementInfo.currency.alphabetic`,
    'PrintableString',
    'EUR',
  ],
  ['vendor-extensions', 0, `${vendor(5)}.qcStatements[1].statementInfo.exponent`, 'INTEGER', '04'],
  [
    'vendor-extensions',
    0,
    `${vendor(5)}.qcStatements[2].statementInfo[0].url`,
    'IA5String',
    'https://pds.test/',
  ],
  ['vendor-extensions', 0, `${vendor(5)}.qcStatements[2].statementInfo[0].language`, 'PrintableString', 'en'],
  [
    'vendor-extensions',
    0,
    `${vendor(5)}.qcStatements[3].statementInfo[0]`,
    'OBJECT IDENTIFIER',
    '04008e46010603',
  ],
  [
    'vendor-extensions',
    0,
    `${vendor(5)}.qcStatements[4].statementInfo.rolesOfPSP[0].roleOfPspName`,
    'UTF8String',
    'PSP_AI',
  ],
  ['vendor-extensions', 0, `${vendor(5)}.qcStatements[4].statementInfo.nCAId`, 'UTF8String', 'DE-BAFIN'],
  [
    'vendor-extensions',
    0,
    `${vendor(5)}.qcStatements[5].statementInfo.semanticsIdentifier`,
    'OBJECT IDENTIFIER',
    '04008bec490102',
  ],
  [
    'vendor-extensions',
    0,
    `${vendor(6)}.cabfOrganizationIdentifier.registrationSchemeIdentifier`,
    'PrintableString',
    'VAT',
  ],
  [
    'vendor-extensions',
    0,
    `${vendor(6)}.cabfOrganizationIdentifier.registrationStateOrProvince`,
    'PrintableString',
    'BY',
  ],
  [
    'vendor-extensions',
    0,
    `${vendor(6)}.cabfOrganizationIdentifier.registrationReference`,
    'UTF8String',
    '123456789',
  ],
  [
    'vendor-extensions',
    0,
    `${vendor(7)}.torServiceDescriptorHash[0].onionURI`,
    'UTF8String',
    'https://x.onion',
  ],
  [
    'vendor-extensions',
    0,
    `${vendor(7)}.torServiceDescriptorHash[0].subjectPublicKeyHash`,
    'BIT STRING',
    '000102',
  ],
  ['vendor-extensions', 0, `${vendor(8)}.netscape-base-url`, 'IA5String', 'http://ns.test/'],
  ['vendor-extensions', 0, `${vendor(9)}.netscape-comment`, 'IA5String', 'a comment'],
  ['vendor-extensions', 0, `${vendor(10)}.entrust-version.entrustVers`, 'GeneralString', 'V7.1'],
  [
    'vendor-extensions',
    0,
    `${vendor(11)}.autonomousSysIds.asnum.asIdsOrRanges[1].range.max`,
    'INTEGER',
    '00fbfe',
  ], // 64510
  ['vendor-extensions', 0, `${sct}.sct_version`, 'SctVersion', '00'],
  ['vendor-extensions', 0, `${sct}.id`, 'LogID', timestampLogId],
  ['vendor-extensions', 0, `${sct}.timestamp`, 'SctTimestamp', '0000018bcfe5687b'], // 1700000000123
  ['vendor-extensions', 0, `${sct}.extensions`, 'CtExtensions', ''],
  ['vendor-extensions', 0, `${sct}.signature.algorithm.hash`, 'TlsHashAlgorithm', '04'],
  ['vendor-extensions', 0, `${sct}.signature.algorithm.signature`, 'TlsSignatureAlgorithm', '03'],
  ['vendor-extensions', 0, `${sct}.signature.signature`, 'SctSignature', 'aabbcc'],
  ['vendor-extensions', 0, `${vendor(13)}.subjectAltName[0].otherName.value`, 'OtherNameValue', ''],
  ['vendor-extensions', 0, `${vendor(14)}.acmeIdentifier`, 'OCTET STRING', '00010203'],
  ['ocsp', 0, 'tbsRequest.requestList[0].reqCert.serialNumber', 'CertificateSerialNumber', '1234'],
  ['ocsp', 1, 'responseStatus', 'OCSPResponseStatus', '00'],
  ['ocsp', 1, `${response}.responderID.byName[0][0].value`, 'UTF8String', 'OcspLab'],
  ['ocsp', 1, `${response}.responses[0].certID.hashAlgorithm.algorithm`, 'OBJECT IDENTIFIER', '2b0e03021a'],
  [
    'ocsp',
    1,
    `${response}.responses[0].certStatus.revoked.revocationTime`,
    'GeneralizedTime',
    '20250102030405Z',
  ],
  [
    'ocsp',
    1,
    'responseBytes.response.basicOCSPResponse.certs[0].tbsCertificate.subject[0][0].value',
    'UTF8String',
    'OcspLab',
  ],
  ['signed', 0, 'contentType', 'ContentType', '2a864886f70d010702'],
  ['signed', 0, 'content.encapContentInfo.eContentType', 'ContentType', '2a864886f70d010701'],
  ['signed', 0, 'content.certificates[0].tbsCertificate.subject[0][0].value', 'UTF8String', 'leaf'],
  [
    'signed',
    0,
    'content.signerInfos[0].sid.issuerAndSerialNumber.serialNumber',
    'CertificateSerialNumber',
    '1234',
  ],
  ['signed', 0, 'content.signerInfos[0].signedAttrs[1].values[0]', 'Time', '261125192420Z'],
  ['bundle.p7b', 0, 'content.certificates[0].tbsCertificate.issuer[0][0].value', 'UTF8String', 'sub.example'],
  ['aes.p12', 0, 'version', 'INTEGER', '03'],
  ['aes.p12', 0, `${encrypted}.encryptedContentInfo.contentType`, 'ContentType', '2a864886f70d010701'],
  ['aes.p12', 0, `${derivation}.salt.specified`, 'OCTET STRING', 'f7e1db6358a3ba14'],
  ['aes.p12', 0, `${derivation}.iterationCount`, 'INTEGER', '0800'],
  ['aes.p12', 0, `${bag}.bagId`, 'OBJECT IDENTIFIER', '2a864886f70d010c0a0102'],
  ['aes.p12', 0, `${bag}.bagValue.encryptionAlgorithm.algorithm`, 'OBJECT IDENTIFIER', '2a864886f70d01050d'],
  ['aes.p12', 0, 'macData.mac.digestAlgorithm.algorithm', 'OBJECT IDENTIFIER', '608648016503040201'],
  ['aes.p12', 0, 'macData.iterations', 'INTEGER', '0800'],
];

test.each(expected)('%s (block %i): %s is of type %s: %s', (file, block, path, type, value) => {
  const { document, names } = open(
    file.includes('.') ? `tests/truth/x509/${file}` : `tests/truth/asn1/${file}.pem`,
    block,
  );
  const node = names.find(path);
  expect(node).toBeGreaterThanOrEqual(0);
  expect(names.path(node)).toBe(path);
  expect(names.type(node)).toBe(type);
  expect(names.known(node)).toBe(true);
  expect(content(document, node)).toBe(value);
});

test('the name behind an otherName’s explicit tag is of the type its identifier says', () => {
  const { document, names } = open('tests/truth/asn1/vendor-extensions.pem', 0);
  const tag = names.find(`${vendor(13)}.subjectAltName[0].otherName.value`);
  expect(content(document, tag + 1)).toBe('u@d.test');
  expect(names.type(tag + 1)).toBe('UTF8String');
  expect(describeValue(document, tag + 1, names)).toMatchObject({ kind: 'string', text: 'u@d.test' });
});

test('what an unknown identifier announces is generic ASN.1, and not known', () => {
  // Extension { 1.2.3.4, OCTET STRING { SEQUENCE { INTEGER 5 } } } in an Extensions
  const document = expand(scan(hex('30 0e 30 0c 06 03 2a 03 04 04 05 30 03 02 01 05')), 'Extensions');
  const names = nameNodes(document, 'Extensions');
  const rows = Array.from({ length: document.nodeCount }, (_, i) => [names.path(i), names.known(i)]);
  expect(rows.slice(3)).toEqual([
    ['[0].extnValue', true],
    ['[0].extnValue[0]', false],
    ['[0].extnValue[0][0]', false],
  ]);
});

describe('an SCT list', () => {
  const list = (octets: string) => {
    const value = hex(octets);
    const inner = [0x04, value.length, ...value];
    const extension = [...hex('06 0a 2b 06 01 04 01 d6 79 02 04 02'), 0x04, inner.length, ...inner];
    const der = Uint8Array.from([0x30, extension.length + 2, 0x30, extension.length, ...extension]);
    const document = expand(scan(der), 'Extensions');
    const names = nameNodes(document, 'Extensions');
    return {
      paths: Array.from({ length: document.nodeCount - 5 }, (_, k) => names.path(k + 5).split('List.')[1]),
      faults: document.diagnostics.map(({ code, range }) => `${code} ${range.start}-${range.end}`),
    };
  };

  test.each([
    ['00 00', ['sct_list'], [], 'empty'],
    ['', [], ['truncated-header 20-20'], 'no octets'],
    ['00', [], ['truncated-header 20-21'], 'half a length'],
    ['00 05 00 03 01 aa bb', ['sct_list', 'sct_list[0]'], [], 'a version that is not known stays closed'],
    [
      '00 03 00 01 00',
      ['sct_list', 'sct_list[0]', 'sct_list[0].sct_version'],
      ['truncated-header 25-25'],
      'cut off',
    ],
    ['00 02 00 09', ['sct_list', 'sct_list[0]'], ['overruns-parent 22-24'], 'longer than the list'],
    ['00 00 ff', ['sct_list'], ['trailing-bytes 22-23'], 'something after it'],
  ])('%s: %j, %j (%s)', (octets, paths, faults) => {
    expect(list(octets)).toEqual({ paths, faults });
  });
});

/** Nodes inside extensions, and those of them that the schema foresees. */
function share(inputs: Input[]): { inside: number; known: number } {
  let [inside, known] = [0, 0];
  for (const { der } of inputs) {
    const document = expand(scan(der));
    const names = nameNodes(document);
    let end = 0; // of the extnValue that was last met
    for (let i = 0; i < document.nodeCount; i++) {
      if (i < end) inside++;
      if (i < end && names.known(i)) known++;
      else if (names.field(i) === 'extnValue') end = document.subtreeEnd(i);
    }
  }
  return { inside, known };
}

describe('the share of nodes inside extensions that carry a schema name', () => {
  test('in the samples and the certificates with unusual names', () => {
    const { inside, known } = share([...samples(), ...truthCertificates()]);
    expect(inside).toBeGreaterThan(1000);
    expect(known / inside).toBeGreaterThanOrEqual(0.97);
  });

  test('in a third-party corpus, where it is present', () => {
    const inputs = corpus();
    const { inside, known } = share(inputs);
    console.log(
      inputs.length > 0
        ? `corpus: ${known} of ${inside} nodes inside extensions are named (${((100 * known) / inside).toFixed(2)} %)`
        : 'the corpus is absent: nothing was measured',
    );
    expect(known).toBeGreaterThanOrEqual(0.97 * inside);
  });
});
