/** Names from the RFC modules, against what OpenSSL was told to put into the certificate, request and list. */
import { describe, expect, test } from 'vitest';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes, type RootType } from '../../../src/asn1/nameNodes.ts';
import { detectRootType } from '../../../src/asn1/rootType.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { undefinedTypeNames } from '../../../src/asn1/schema/registry.ts';
import { describeValue, type NodeValue } from '../../../src/asn1/value.ts';
import { corpus, hex, readPem, samples, truthCertificates } from './inputs.ts';

const read = (name: string): Uint8Array => {
  const [input] = readPem(`tests/truth/asn1/${name}.pem`);
  if (input === undefined) throw new Error(`no PEM block in ${name}`);
  return input.der;
};

/** A value in one word: what a person would compare with the configuration. */
function word(value: NodeValue): string {
  switch (value.kind) {
    case 'object-identifier':
      return value.name ?? value.dotted ?? 'bad';
    case 'string':
    case 'time':
    case 'ip-address':
      return value.text;
    case 'integer':
    case 'enumerated':
      return value.decimal ?? 'big';
    case 'boolean':
      return String(value.value);
    case 'bit-string':
      return `${value.hex}/${value.unusedBits}`;
    case 'octet-string':
    case 'octets':
      return value.hex;
    default:
      return value.kind;
  }
}

const extension = (k: number): string => `tbsCertificate.extensions[${k}].extnValue`;
const policy = `${extension(7)}.certificatePolicies[1].policyQualifiers`;
const dName = `${extension(0)}.subjectAltName[5].directoryName`;

/** Path, RFC type, value. Written from the configuration the certificate was made with. */
const expected: [string, string, string][] = [
  ['tbsCertificate', 'TBSCertificate', 'constructed'],
  ['tbsCertificate.version', 'Version', 'constructed'], // the explicit tag
  ['tbsCertificate.serialNumber', 'CertificateSerialNumber', 'big'],
  ['tbsCertificate.signature', 'AlgorithmIdentifier', 'constructed'],
  ['tbsCertificate.signature.algorithm', 'OBJECT IDENTIFIER', 'id-RSASSA-PSS'],
  ['tbsCertificate.signature.parameters', 'RSASSA-PSS-params', 'constructed'],
  ['tbsCertificate.signature.parameters.hashAlgorithm.algorithm', 'OBJECT IDENTIFIER', 'id-sha256'],
  ['tbsCertificate.signature.parameters.maskGenAlgorithm.algorithm', 'OBJECT IDENTIFIER', 'id-mgf1'],
  ['tbsCertificate.issuer', 'Name', 'constructed'],
  ['tbsCertificate.issuer[0]', 'RelativeDistinguishedName', 'constructed'],
  ['tbsCertificate.issuer[0][0]', 'AttributeTypeAndValue', 'constructed'],
  ['tbsCertificate.issuer[0][0].type', 'OBJECT IDENTIFIER', 'commonName'],
  ['tbsCertificate.issuer[0][0].value', 'UTF8String', 'Lab'],
  ['tbsCertificate.validity', 'Validity', 'constructed'],
  ['tbsCertificate.subject[0][0].value', 'UTF8String', 'Lab'],
  ['tbsCertificate.subjectPublicKeyInfo', 'SubjectPublicKeyInfo', 'constructed'],
  ['tbsCertificate.subjectPublicKeyInfo.algorithm.algorithm', 'OBJECT IDENTIFIER', 'rsaEncryption'],
  ['tbsCertificate.subjectPublicKeyInfo.algorithm.parameters', 'NULL', 'null'],
  ['tbsCertificate.subjectPublicKeyInfo.subjectPublicKey.RSAPublicKey', 'RSAPublicKey', 'constructed'],
  ['tbsCertificate.subjectPublicKeyInfo.subjectPublicKey.RSAPublicKey.modulus', 'INTEGER', 'big'],
  ['tbsCertificate.subjectPublicKeyInfo.subjectPublicKey.RSAPublicKey.publicExponent', 'INTEGER', '65537'],
  ['tbsCertificate.extensions[0]', 'Extension', 'constructed'],
  ['tbsCertificate.extensions[0].extnID', 'OBJECT IDENTIFIER', 'subjectAltName'],
  [`${extension(0)}.subjectAltName`, 'GeneralNames', 'constructed'],
  [`${extension(0)}.subjectAltName[0].dNSName`, 'IA5String', 'a.test'],
  [`${extension(0)}.subjectAltName[1].iPAddress`, 'OCTET STRING', '::1'],
  [`${extension(0)}.subjectAltName[2].rfc822Name`, 'IA5String', 'x@y.test'],
  [`${extension(0)}.subjectAltName[3].uniformResourceIdentifier`, 'IA5String', 'http://u.test/'],
  [`${extension(0)}.subjectAltName[4].registeredID`, 'OBJECT IDENTIFIER', '1.2.3.4'],
  [dName, 'Name', 'constructed'],
  [`${dName}[0][0].type`, 'OBJECT IDENTIFIER', 'countryName'],
  [`${dName}[0][0].value`, 'PrintableString', 'DE'],
  [`${dName}[1][0].value`, 'UTF8String', 'd'],
  [`${extension(0)}.subjectAltName[6].otherName.type-id`, 'OBJECT IDENTIFIER', 'msUserPrincipalName'],
  [`${extension(1)}.issuerAltName[0].dNSName`, 'IA5String', 'i.test'],
  ['tbsCertificate.extensions[2].critical', 'BOOLEAN', 'true'],
  [`${extension(2)}.basicConstraints.cA`, 'BOOLEAN', 'true'],
  [`${extension(2)}.basicConstraints.pathLenConstraint`, 'INTEGER', '2'],
  [`${extension(3)}.keyUsage`, 'KeyUsage', '84/2'], // bits 0 and 5
  [`${extension(4)}.extKeyUsage[0]`, 'KeyPurposeId', 'serverAuth'],
  [`${extension(4)}.extKeyUsage[1]`, 'KeyPurposeId', 'clientAuth'],
  [
    `${extension(6)}.authorityKeyIdentifier.authorityCertIssuer[0].directoryName[0][0].value`,
    'UTF8String',
    'Lab',
  ],
  [`${extension(6)}.authorityKeyIdentifier.authorityCertSerialNumber`, 'CertificateSerialNumber', 'big'],
  [`${extension(7)}.certificatePolicies[0].policyIdentifier`, 'CertPolicyId', 'domain-validated'],
  [`${extension(7)}.certificatePolicies[1].policyIdentifier`, 'CertPolicyId', '1.3.5.8'],
  [`${policy}[0].policyQualifierId`, 'OBJECT IDENTIFIER', 'cps'],
  [`${policy}[0].qualifier`, 'IA5String', 'http://cps.test/'],
  [`${policy}[1].qualifier`, 'UserNotice', 'constructed'],
  [`${policy}[1].qualifier.noticeRef.organization`, 'DisplayText', 'Org'],
  [`${policy}[1].qualifier.noticeRef.noticeNumbers[1]`, 'INTEGER', '2'],
  [`${policy}[1].qualifier.explicitText`, 'DisplayText', 'hi'],
  [
    `${extension(8)}.cRLDistributionPoints[0].distributionPoint.fullName[0].uniformResourceIdentifier`,
    'IA5String',
    'http://crl.test/a',
  ],
  [`${extension(8)}.cRLDistributionPoints[0].reasons`, 'ReasonFlags', '40/6'], // bit 1
  [`${extension(8)}.cRLDistributionPoints[0].cRLIssuer[0].directoryName[1][0].value`, 'UTF8String', 'd'],
  [
    `${extension(9)}.freshestCRL[0].distributionPoint.fullName[0].uniformResourceIdentifier`,
    'IA5String',
    'http://f.test/',
  ],
  [`${extension(10)}.authorityInfoAccess[0].accessMethod`, 'OBJECT IDENTIFIER', 'ocsp'],
  [
    `${extension(10)}.authorityInfoAccess[1].accessLocation.uniformResourceIdentifier`,
    'IA5String',
    'http://ca.test/',
  ],
  [`${extension(11)}.subjectInfoAccess[0].accessMethod`, 'OBJECT IDENTIFIER', 'caRepository'],
  [`${extension(12)}.nameConstraints.permittedSubtrees[0].base.dNSName`, 'IA5String', 'test'],
  [`${extension(12)}.nameConstraints.excludedSubtrees[0].base.iPAddress`, 'OCTET STRING', '10.0.0.0/8'],
  [`${extension(13)}.policyConstraints.requireExplicitPolicy`, 'INTEGER', '3'],
  [`${extension(13)}.policyConstraints.inhibitPolicyMapping`, 'INTEGER', '1'],
  [`${extension(14)}.policyMappings[0].issuerDomainPolicy`, 'CertPolicyId', '1.2.3'],
  [`${extension(14)}.policyMappings[0].subjectDomainPolicy`, 'CertPolicyId', '1.2.4'],
  [`${extension(15)}.inhibitAnyPolicy`, 'INTEGER', '2'],
  [`${extension(16)}.tlsfeature[0]`, 'TLSFeature', '5'],
  [`${extension(17)}.netscape-cert-type`, 'NetscapeCertType', '40/6'], // bit 1: server
  [`${extension(18)}.pkix-ocsp-nocheck`, 'NULL', 'null'],
  ['tbsCertificate.extensions[19].extnID', 'OBJECT IDENTIFIER', '1.2.3.4.5'],
  [`${extension(19)}[0]`, 'SEQUENCE', 'constructed'], // of an extension nobody knows
  [`${extension(19)}[0][0]`, 'INTEGER', '5'],
  [`${extension(19)}[0][1]`, 'OCTET STRING', '68656c6c6f'],
  ['signatureAlgorithm.algorithm', 'OBJECT IDENTIFIER', 'id-RSASSA-PSS'],
];

describe('a certificate with every extension', () => {
  const document = expand(scan(read('all-extensions')));
  const names = nameNodes(document);

  test.each(expected)('%s is of type %s: %s', (path, type, value) => {
    const node = names.find(path);
    expect(node).toBeGreaterThanOrEqual(0);
    expect(names.path(node)).toBe(path);
    expect(names.type(node)).toBe(type);
    expect(word(describeValue(document, node, names))).toBe(value);
  });

  test('what an explicit tag wraps has its path and its name', () => {
    const version = names.find('tbsCertificate.version');
    expect(names.path(version + 1)).toBe('tbsCertificate.version');
    expect(names.field(version + 1)).toBe('version');
    expect(describeValue(document, version + 1)).toMatchObject({ kind: 'integer', decimal: '2' });
  });

  test('the root is called by its type', () => {
    expect([names.path(0), names.field(0), names.type(0)]).toEqual([
      'Certificate',
      'Certificate',
      'Certificate',
    ]);
    expect(names.find('Certificate')).toBe(0);
    expect(names.find('tbsCertificate.nothing')).toBe(-1);
  });

  test.each([
    ['signatureValue', 'a signature'],
    [`${extension(5)}.subjectKeyIdentifier`, 'a key identifier'],
    [`${extension(17)}.netscape-cert-type`, 'named bits'],
  ])('%s stays closed: %s', (path) => {
    expect(document.firstChild(names.find(path))).toBe(-1);
  });

  test('children of strings say that they are encapsulated', () => {
    const node = names.find(`${extension(0)}.subjectAltName`);
    expect(document.encapsulated(node)).toBe(true);
    expect(document.encapsulated(node + 1)).toBe(false);
    expect(document.constructed(document.parent(node))).toBe(false);
  });

  test('cut off anywhere, what is left keeps its names', () => {
    for (let length = 0; length < document.bytes.length; length += 7) {
      const part = expand(scan(document.bytes.subarray(0, length)), 'Certificate');
      const partNames = nameNodes(part, 'Certificate');
      for (let i = 0; i < part.nodeCount; i++) {
        expect(part.start(i)).toBe(document.start(i));
        // An extension whose identifier is cut off is no longer known.
        if (part.end(i) === document.end(i)) expect(partNames.path(i)).toBe(names.path(i));
      }
    }
  });
});

test.each([
  ['request', 'certificationRequestInfo.subject[1][0].value', 'y'],
  ['request', 'certificationRequestInfo.attributes[0].type', 'extensionRequest'],
  [
    'request',
    'certificationRequestInfo.attributes[0].values[0][0].extnValue.subjectAltName[1].iPAddress',
    '1.2.3.4',
  ],
  ['crl', 'tbsCertList.issuer[0][0].value', 'Lab'],
  ['crl', 'tbsCertList.revokedCertificates[0].crlEntryExtensions[0].extnValue.cRLReason', '1'],
  ['crl', 'tbsCertList.crlExtensions[1].extnValue.issuingDistributionPoint.onlyContainsUserCerts', 'true'],
  ['crl', 'tbsCertList.crlExtensions[2].extnValue.cRLNumber', '2'],
])('%s: %s is %s', (file, path, value) => {
  const document = expand(scan(read(file)));
  const names = nameNodes(document);
  const node = names.find(path);
  expect(node).toBeGreaterThanOrEqual(0);
  expect(word(describeValue(document, node, names))).toBe(value);
});

describe('the type of a top node', () => {
  test.each<[string, Uint8Array, RootType | null]>([
    ['a request', read('request'), 'CertificationRequest'],
    ['a revocation list', read('crl'), 'CertificateList'],
    ['a certificate', read('all-extensions'), 'Certificate'],
    ['a certificate after 20 octets', read('all-extensions').subarray(0, 20), 'Certificate'],
    ['NULL', hex('05 00'), null],
    ['a SEQUENCE', hex('30 03 02 01 05'), null],
    ['an empty SEQUENCE', hex('30 00'), null],
    ['an Ed25519 SubjectPublicKeyInfo', hex('30 0a 30 05 06 03 2b 65 70 03 01 00'), 'SubjectPublicKeyInfo'],
  ])('%s', (_what, bytes, type) => {
    const document = scan(bytes);
    expect(document.nodeCount > 0 ? detectRootType(document, 0) : null).toBe(type);
  });

  test('every certificate at hand is recognised, and every extension with a known identifier is named', () => {
    const inputs = [...truthCertificates(), ...samples(), ...corpus()];
    expect(inputs.length).toBeGreaterThan(100);
    for (const { name, der } of inputs) {
      const document = expand(scan(der));
      const names = nameNodes(document);
      if (names.path(0) === 'CertificateList' || names.path(0) === 'CertificationRequest') continue;
      expect(names.path(0), name).toBe('Certificate');
      expect(names.find('signatureValue'), name).toBeGreaterThan(0);
    }
  });

  test('several top nodes: the second has its own prefix', () => {
    const der = read('all-extensions');
    const document = scan(Uint8Array.from([...der, ...der]));
    const names = nameNodes(document);
    const second = names.find('#1');
    expect(document.start(second)).toBe(der.length);
    expect(names.path(second + 1)).toBe('#1.tbsCertificate');
  });

  test('where no schema is known, a node goes by its type and its position', () => {
    const names = nameNodes(scan(hex('30 07 02 01 05 a1 02 05 00')));
    expect([0, 1, 2, 3].map((i) => names.path(i))).toEqual(['SEQUENCE', '[0]', '[1]', '[1][0]']);
    expect([0, 1, 2, 3].map((i) => names.field(i))).toEqual(['SEQUENCE', 'INTEGER', '[1]', 'NULL']);
  });
});

describe('a malformed extension value', () => {
  /** An Extensions of one extension, 2.5.29.17, with this extnValue. */
  const extensions = (value: string): Uint8Array => {
    const content = hex(value);
    const octets = [...hex('06 03 55 1d 11'), 0x04, content.length, ...content];
    return Uint8Array.from([0x30, octets.length + 2, 0x30, octets.length, ...octets]);
  };

  test.each([
    [
      '30 05 82 04 61 62 63',
      ['[0].extnValue.subjectAltName', '[0].extnValue.subjectAltName[0].dNSName'],
      'overrun',
    ],
    ['30 00', ['[0].extnValue.subjectAltName'], 'empty'],
    ['02 01 05', ['[0].extnValue[0]'], 'an INTEGER where GeneralNames belong'],
    ['30 00 05 00', ['[0].extnValue.subjectAltName', '[0].extnValue[1]'], 'something after it'],
    ['', [], 'no octets'],
    ['ff', [], 'no element'],
  ])('%s gives %j (%s)', (value, paths) => {
    const document = expand(scan(extensions(value)), 'Extensions');
    const names = nameNodes(document, 'Extensions');
    expect(Array.from({ length: document.nodeCount - 4 }, (_, k) => names.path(k + 4))).toEqual(paths);
  });

  test('faults inside are reported at absolute offsets and at the nodes of the expanded document', () => {
    const document = expand(scan(extensions('30 04 82 05 61 62')), 'Extensions');
    const [fault] = document.diagnostics;
    expect(fault).toMatchObject({ code: 'overruns-parent', range: { start: 13, end: 17 } });
    expect(document.start(fault?.node ?? -1)).toBe(13);
  });
});

test('the schema uses no type that it does not define', () => {
  expect(undefinedTypeNames()).toEqual([]);
});

test('every node knows its position among its siblings, and how many children it has', () => {
  // SEQUENCE { SEQUENCE { INTEGER 1, INTEGER 2 }, BOOLEAN true }, NULL
  const { places } = expand(scan(hex('30 0b 30 06 02 01 01 02 01 02 01 01 ff 05 00')));
  expect([...places.position.subarray(0, 6)]).toEqual([0, 0, 0, 1, 1, 1]);
  expect([...places.children.subarray(0, 6)]).toEqual([2, 2, 0, 0, 0, 0]);
  expect(places.tops).toBe(2);
});

test('distinct tags without end take no memory but their nodes', () => {
  // [65536], [65537], ...: the high-tag form with three octets, empty.
  const count = 128 * 128;
  const nodes = Array.from({ length: count }, (_, k) => [0x9f, 0x84, 0x80 | (k >> 7), k & 0x7f, 0]);
  const document = expand(scan(Uint8Array.from(nodes.flat())));
  expect(document.nodeCount).toBe(count);
  expect(document.places.slots.length).toBeLessThan(10);
  expect(nameNodes(document).type(1)).toBe('[65537]');
});
