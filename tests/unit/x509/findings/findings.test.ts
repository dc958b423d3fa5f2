/** The rules, each on a certificate that breaks it and no other; samples, roots and a corpus as a whole. */
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { expand } from '../../../../src/asn1/expand.ts';
import { nameNodes } from '../../../../src/asn1/nameNodes.ts';
import { scan } from '../../../../src/asn1/scan.ts';
import { findings as words } from '../../../../src/content/en/findings.ts';
import { toAscii } from '../../../../src/identity/idna.ts';
import { loadPublicSuffixes, registryOf } from '../../../../src/identity/publicSuffixes.ts';
import { parseCertificate } from '../../../../src/x509/certificate.ts';
import { derKind } from '../../../../src/x509/derKind.ts';
import { findingKinds } from '../../../../src/x509/findings/findingKinds.ts';
import { certificateFindings, otherFindings, type Finding } from '../../../../src/x509/findings/findings.ts';
import type { OtherKind } from '../../../../src/x509/inputReport.ts';
import { expandItem, structureOf } from '../../../../src/x509/structure.ts';
import { readPem } from '../../asn1/inputs.ts';
import * as make from './certificate.ts';
import { bytes, dns, leafDer, san, sequence, text, tlv, type Parts } from './certificate.ts';
import { others } from './others.ts';

beforeAll(loadPublicSuffixes);

const nameTools = {
  toAscii: (host: string) => toAscii(host, 'uts46'),
  isPublicSuffix: (domain: string) => registryOf(domain) === 'none',
};
const now = new Date('2026-05-01T00:00:00Z');

function findingsOf(der: Uint8Array, at = now): Finding[] {
  const document = expand(scan(der), 'Certificate');
  return certificateFindings({ document, names: nameNodes(document) }, parseCertificate(der), at, nameTools);
}

const inWords = ({ code, severity, path }: Finding): string => `${severity} ${code} ${path}`;

test('nothing is said of a well-formed leaf', () => {
  expect(findingsOf(leafDer()).map(inWords)).toEqual([]);
});

const big = (octets: number): Uint8Array =>
  Uint8Array.from([0, ...Array.from({ length: octets }, () => 0xc5)]);
const e65537 = bytes('010001');
const rsaSha = (hex: string, parameters: string): Uint8Array =>
  sequence(bytes(`06092a864886f70d0101${hex}`), bytes(parameters));
const ext = 'tbsCertificate.extensions';
const poison = make.extension('2b06010401d679020403', bytes('0500'), 'critical');
const scts = make.extension('2b06010401d679020402', bytes('04020000'));

/** What differs from the well-formed leaf, and all that is to be said of it. */
const table: [string, Parts, string[]][] = [
  [
    'critical FALSE is written',
    { extra: [sequence(bytes('0603551d0e'), bytes('010100'), bytes('0404040201ff'))] },
    [`warning default-encoded ${ext}[4].critical`],
  ],
  [
    'keyUsage 03 80 with all bits counted',
    { replace: [, make.keyUsage('0080')] },
    [`warning named-bits-not-minimal ${ext}[1].extnValue.keyUsage`],
  ],
  [
    'an INTEGER as subjectKeyIdentifier',
    { extra: [make.extension('551d0e', bytes('020105'))] },
    [`error extension-value-type ${ext}[4].extnValue[0]`],
  ],
  [
    'NULL after the subjectKeyIdentifier',
    { extra: [make.extension('551d0e', bytes('0402aabb0500'))] },
    [`error extension-value-trailing ${ext}[4].extnValue[1]`],
  ],
  [
    'GeneralizedTime in 2026',
    { notBefore: make.generalizedTime('20260401000000Z') },
    ['warning time-type tbsCertificate.validity.notBefore'],
  ],
  [
    'version 1 without extensions',
    { version: new Uint8Array(), extensions: [] },
    ['error no-san tbsCertificate.subject', 'note version-1 tbsCertificate'],
  ],
  ['version 2 with extensions', { version: bytes('a003020101') }, ['error version-too-low tbsCertificate']],
  ['version 4', { version: bytes('a003020103') }, ['error version-unknown tbsCertificate']],
  ['serial number -1', { serial: bytes('0201ff') }, ['error serial-negative tbsCertificate.serialNumber']],
  ['serial number 0', { serial: bytes('020100') }, ['warning serial-zero tbsCertificate.serialNumber']],
  [
    '21 octets',
    { serial: tlv(0x02, new Uint8Array(21).fill(0x11)) },
    ['warning serial-long tbsCertificate.serialNumber'],
  ],
  ['20 octets', { serial: tlv(0x02, new Uint8Array(20).fill(0x11)) }, []],
  [
    'two algorithms',
    { outerAlgorithm: sequence(bytes('06082a8648ce3d040303')) },
    ['error signature-algorithms-differ signatureAlgorithm'],
  ],
  ['no issuer', { issuer: sequence() }, ['error issuer-empty tbsCertificate.issuer']],
  ['no subject, names not critical', { subject: sequence() }, [`warning subject-empty ${ext}[3]`]],
  [
    'no subject, names critical',
    {
      subject: sequence(),
      replace: [, , , make.extension('551d11', sequence(dns('a.whichcert.dev')), 'critical')],
    },
    [],
  ],
  [
    'a SEQUENCE that is no Extension',
    { extra: [sequence(bytes('020105'))] },
    [`error extension-malformed ${ext}[4]`],
  ],
  ['extKeyUsage twice', { extra: [make.purposes(make.serverAuth)] }, [`error extension-repeated ${ext}[4]`]],
  [
    'an unknown critical extension',
    { extra: [make.extension('2a0304', bytes('0500'), 'critical')] },
    [`warning extension-critical-unknown ${ext}[4]`],
  ],
  ['a precertificate', { extra: [poison] }, [`note precertificate ${ext}[4]`]],
  [
    'a right-to-left override in the common name',
    { subject: make.name('\u202ewww.whichcert.dev') },
    [
      'warning hidden-characters tbsCertificate.subject[0][0].value',
      'warning common-name-not-in-san tbsCertificate.subject[0][0].value',
    ],
  ],

  ['MD5', { algorithm: rsaSha('04', '0500') }, ['error signature-md5 signatureAlgorithm']],
  ['SHA-1', { algorithm: rsaSha('05', '0500') }, ['error signature-sha1 signatureAlgorithm']],
  [
    'ECDSA with SHA-1',
    { algorithm: sequence(bytes('06072a8648ce3d0401')) },
    ['error signature-sha1 signatureAlgorithm'],
  ],
  [
    'RSA without NULL',
    { algorithm: rsaSha('0b', '') },
    ['warning rsa-parameters-missing tbsCertificate.signature'],
  ],
  [
    'ECDSA with NULL',
    { algorithm: sequence(bytes('06082a8648ce3d040302'), bytes('0500')) },
    ['warning algorithm-parameters-present tbsCertificate.signature'],
  ],
  [
    'RSA 1024',
    { key: make.rsaKey(big(128), e65537) },
    ['error rsa-small tbsCertificate.subjectPublicKeyInfo'],
  ],
  ['RSA 2048', { key: make.rsaKey(big(256), e65537) }, []],
  [
    'exponent 1',
    { key: make.rsaKey(big(256), bytes('01')) },
    ['warning rsa-exponent tbsCertificate.subjectPublicKeyInfo.subjectPublicKey.RSAPublicKey.publicExponent'],
  ],
  ['exponent 3', { key: make.rsaKey(big(256), bytes('03')) }, []],
  ['ML-DSA-44', { key: make.latticeKey('11', 1312) }, []],
  ['ML-DSA-65', { key: make.latticeKey('12', 1952) }, []],
  ['ML-DSA-87', { key: make.latticeKey('13', 2592) }, []],
  [
    'ML-DSA-65 with a key of ML-DSA-44',
    { key: make.latticeKey('12', 1312) },
    ['error ml-dsa-length tbsCertificate.subjectPublicKeyInfo'],
  ],
  [
    'secp256k1',
    { key: make.ecKey(bytes('06052b8104000a')) },
    ['warning ec-curve tbsCertificate.subjectPublicKeyInfo.algorithm'],
  ],
  [
    'a curve written out',
    { key: make.ecKey(bytes('3003020101')) },
    ['error ec-explicit tbsCertificate.subjectPublicKeyInfo.algorithm'],
  ],

  [
    'over before now',
    { notAfter: make.utcTime('260430235958Z') },
    ['error expired tbsCertificate.validity.notAfter'],
  ],
  ['the last second is now', { notAfter: make.utcTime('260501000000Z') }, []],
  [
    'begins after now',
    { notBefore: make.utcTime('260501000001Z') },
    ['error not-yet-valid tbsCertificate.validity.notBefore'],
  ],
  [
    '30 February',
    { notBefore: make.utcTime('260230000000Z') },
    ['error validity-unreadable tbsCertificate.validity.notBefore'],
  ],
  [
    'ends before it begins',
    { notBefore: make.utcTime('260629235959Z'), notAfter: make.utcTime('260401000000Z') },
    ['error validity-reversed tbsCertificate.validity.notAfter'],
  ],
  ['200 days from 2026-04-01', { notAfter: make.utcTime('261017235959Z') }, []],
  [
    'a second more',
    { notAfter: make.utcTime('261018000000Z') },
    ['note validity-too-long tbsCertificate.validity.notAfter'],
  ],
  [
    'the same with time stamps of logs',
    { notAfter: make.utcTime('261018000000Z'), extra: [scts] },
    ['warning validity-too-long tbsCertificate.validity.notAfter'],
  ],
  [
    '398 days from the day before',
    { notBefore: make.utcTime('260314000000Z'), notAfter: make.utcTime('270415235959Z'), extra: [scts] },
    [],
  ],
  [
    '399 days from the day before',
    { notBefore: make.utcTime('260314000000Z'), notAfter: make.utcTime('270416235959Z'), extra: [scts] },
    ['warning validity-too-long tbsCertificate.validity.notAfter'],
  ],
  [
    '800 days from 2025 on',
    { notBefore: make.utcTime('250101000000Z'), notAfter: make.utcTime('270311235959Z') },
    ['note validity-too-long tbsCertificate.validity.notAfter'],
  ],
  [
    '4,000 days from 2017 on, before there was a limit in days',
    { notBefore: make.utcTime('170101000000Z'), notAfter: make.utcTime('271215000000Z') },
    ['note validity-over-398 tbsCertificate.validity.notAfter'],
  ],

  ['no subjectAltName', { replace: [, , , null] }, ['error no-san tbsCertificate.subject']],
  [
    'no subjectAltName and no purposes, called by a host’s name',
    { replace: [, , null, null] },
    ['error no-san tbsCertificate.subject', 'note no-purposes tbsCertificate'],
  ],
  [
    'no subjectAltName and no purposes, called by a person’s name',
    { replace: [, , null, null], subject: make.name('Ada Lovelace') },
    ['note no-purposes tbsCertificate', 'note no-san tbsCertificate.subject'],
  ],
  [
    'an e-mail address alone',
    { replace: [, , , san(tlv(0x81, text('a@whichcert.dev')))], subject: make.name('a@whichcert.dev') },
    [`error no-san ${ext}[3]`],
  ],
  [
    'an address of 5 octets',
    { extra: [], replace: [, , , san(dns('www.whichcert.dev'), tlv(0x87, bytes('0102030405')))] },
    [`error san-malformed ${ext}[3]`],
  ],
  [
    'another common name',
    { subject: make.name('b.whichcert.dev') },
    ['warning common-name-not-in-san tbsCertificate.subject[0][0].value'],
  ],
  ['the common name in capitals', { subject: make.name('WWW.whichcert.dev') }, []],
  [
    'a U-label in the common name',
    { subject: make.name('bücher.dev'), replace: [, , , san(dns('xn--bcher-kva.dev'))] },
    [],
  ],
  ...(
    [
      ['*', 'error wildcard-alone'],
      ['w*.whichcert.dev', 'warning wildcard-position'],
      ['a.*.whichcert.dev', 'warning wildcard-position'],
      ['*.*.whichcert.dev', 'warning wildcard-position'],
      ['*.dev', 'error wildcard-public-suffix'],
      ['*.co.uk', 'error wildcard-public-suffix'],
      ['a b.whichcert.dev', 'error dns-name-syntax'],
      ['.whichcert.dev', 'error dns-name-syntax'],
      ['-a.whichcert.dev', 'error dns-name-syntax'],
      [`${'a'.repeat(64)}.dev`, 'error dns-name-syntax'],
      ['a_b.whichcert.dev', 'note dns-name-underscore'],
      ['192.0.2.1', 'warning dns-name-address'],
      ['a.example', 'note lab-name'],
      ['localhost', 'note lab-name'],
      ['example.org', 'note lab-name'],
    ] as const
  ).map(([host, said]): [string, Parts, string[]] => [
    host,
    { replace: [, , , san(dns('www.whichcert.dev'), dns(host))] },
    [`${said} ${ext}[3].extnValue.subjectAltName[1].dNSName`],
  ]),
  [
    '*.whichcert.dev is where an asterisk belongs',
    { replace: [, , , san(dns('www.whichcert.dev'), dns('*.whichcert.dev'))] },
    [],
  ],
  [
    'a private address',
    { replace: [, , , san(dns('www.whichcert.dev'), tlv(0x87, bytes('0a000001')))] },
    [`note private-address ${ext}[3].extnValue.subjectAltName[1].iPAddress`],
  ],
  ['a public address', { replace: [, , , san(dns('www.whichcert.dev'), tlv(0x87, bytes('08080808')))] }, []],
  [
    '101 names',
    {
      replace: [
        ,
        ,
        ,
        san(dns('www.whichcert.dev'), ...Array.from({ length: 100 }, (_, k) => dns(`h${k}.whichcert.dev`))),
      ],
    },
    [`note many-names ${ext}[3]`],
  ],
  [
    '10,001 bytes and more',
    { extra: [make.extension('2a0304', tlv(0x04, new Uint8Array(10_000)))] },
    ['note large tbsCertificate'],
  ],

  [
    'for clients only',
    { replace: [, , make.purposes('2b06010505070302')] },
    [`note not-for-servers ${ext}[2]`],
  ],
  ['no purposes', { replace: [, , null] }, ['note no-purposes tbsCertificate']],
  [
    'a CA with a host’s name',
    { replace: [make.basicConstraints(make.isCa), make.keyUsage('0204')] },
    [`warning ca-as-leaf ${ext}[0]`],
  ],
  [
    'a path length without CA',
    { replace: [make.basicConstraints(bytes('020100'))] },
    [`error path-length-without-ca ${ext}[0]`],
  ],
  [
    'basicConstraints of a CA, not critical',
    {
      replace: [make.extension('551d13', sequence(make.isCa)), make.keyUsage('0204'), undefined, null],
    },
    [`warning basic-constraints-not-critical ${ext}[0]`],
  ],
  [
    'keyCertSign without CA',
    { replace: [, make.keyUsage('0284')] },
    [`error cert-sign-without-ca ${ext}[1]`],
  ],
  [
    'a CA without keyCertSign',
    { replace: [make.basicConstraints(make.isCa), make.keyUsage('0780'), undefined, null] },
    [`error ca-without-cert-sign ${ext}[1]`],
  ],
  ['no key usage at all', { replace: [, make.keyUsage('00')] }, [`error key-usage-empty ${ext}[1]`]],
  [
    'keyEncipherment alone',
    { replace: [, make.keyUsage('0520')] },
    [`warning no-digital-signature ${ext}[1]`],
  ],
  [
    'a length in more octets than it needs',
    { serial: bytes('02810101') },
    ['warning non-minimal-length tbsCertificate.serialNumber'],
  ],
  [
    'BOOLEAN 01',
    {
      replace: [
        make.extension('551d13', sequence(bytes('010101')), 'critical'),
        make.keyUsage('0204'),
        undefined,
        null,
      ],
    },
    [`warning boolean-value ${ext}[0].extnValue.basicConstraints.cA`],
  ],
];

describe('each rule', () => {
  test.each(table)('%s', (_what, parts, expected) => {
    expect(findingsOf(leafDer(parts)).map(inWords)).toEqual(expected);
  });

  test('none is dead', () => {
    const lines = [...table.map(([, , expected]) => expected), ...others.map(([, , , expected]) => expected)];
    const said = new Set(lines.flat().map((line) => line.split(' ')[1]));
    expect(Object.keys(findingKinds).filter((code) => !said.has(code))).toEqual([]);
  });

  test('each sentence is filled with what it needs', () => {
    const sentences: Partial<Record<string, (params: Finding['params']) => string>> = words.sentences;
    const found = [
      ...table.flatMap(([, parts]) => findingsOf(leafDer(parts))),
      ...others.flatMap(([, kind, der]) => findingsOfOther(der, kind)),
    ];
    for (const { code, params } of found) {
      if (!(code in findingKinds)) continue; // the scanner's
      expect(sentences[code]?.(params)).toMatch(/^\S.*[.)\w]$/su);
      expect(sentences[code]?.(params)).not.toMatch(/undefined|NaN| {2}/);
    }
  });
});

function findingsOfOther(der: Uint8Array, kind: OtherKind): Finding[] {
  const structure = structureOf(expandItem({ kind, document: scan(der) }));
  const found = otherFindings(structure, kind, now);
  const { document, names } = structure;
  const nodes = Array.from({ length: document.nodeCount }, (_, node) => node);
  for (const { path, range } of found) {
    const there = nodes.filter((node) => names.path(node) === path).map((node) => document.start(node));
    expect(there, path).toContain(range.start); // an explicit tag has the path of what it holds
  }
  return found;
}

test.each(others)('%s', (_what, kind, der, expected) => {
  expect(derKind(der)).toBe(kind);
  expect(findingsOfOther(der, kind).map(inWords)).toEqual(expected);
});

test('the limits of SC-081 by the day of issue', () => {
  const limitOf = (notBefore: string): number | undefined => {
    const der = leafDer({ notBefore: make.utcTime(notBefore), notAfter: make.utcTime('401231235959Z') });
    const found = findingsOf(der, new Date('2040-01-01')).find(({ code }) => code === 'validity-too-long');
    return found?.params.limit as number | undefined;
  };
  expect(
    [
      '260314235959Z',
      '260315000000Z',
      '270314235959Z',
      '270315000000Z',
      '290314235959Z',
      '290315000000Z',
    ].map(limitOf),
  ).toEqual([398, 200, 200, 100, 100, 47]);
});

test('without the list of public suffixes nothing is said of them', () => {
  const der = leafDer({ replace: [, , , san(dns('www.whichcert.dev'), dns('*.co.uk'))] });
  const document = expand(scan(der));
  const tools = { ...nameTools, isPublicSuffix: null };
  expect(
    certificateFindings({ document, names: nameNodes(document) }, parseCertificate(der), now, tools),
  ).toEqual([]);
});

/** Error and warning codes of every sample: what it shows, and nothing else. */
const samples: Record<string, string[]> = {
  'cn-not-in-san': ['common-name-not-in-san'],
  'cn-only': ['no-san'],
  'email-uri-sans': ['no-san', 'common-name-not-in-san'],
  expired: ['expired'],
  'hostile-names': ['dns-name-syntax', 'hidden-characters', 'common-name-not-in-san'],
  'not-yet-valid': ['not-yet-valid'],
  'several-cns': ['no-san'],
  test1: ['no-san'],
  test3: ['no-san'],
  'x509-v1': ['no-san'],
};

const grave = (der: Uint8Array, at: Date): string[] =>
  findingsOf(der, at)
    .filter(({ severity }) => severity !== 'note')
    .map(({ code }) => code);

test.each(
  readFileSync('samples/README.md', 'utf8')
    .match(/[\w.-]+\.pem/g)
    ?.filter((file) => existsSync(`samples/${file}`)) ?? [],
)('sample %s', (file) => {
  const expected = samples[file.replace(/\.pem$/, '')] ?? [];
  const [first, ...others] = readPem(`samples/${file}`);
  expect(grave(first?.der ?? new Uint8Array(), now)).toEqual(expected);
  for (const { der } of others) expect(grave(der, now)).toEqual([]);
});

test('nothing above a note on the roots of Debian’s package ca-certificates, where it is installed', () => {
  const file = '/etc/ssl/certs/ca-certificates.crt';
  const roots = existsSync(file) ? readPem(file) : [];
  console.log(
    roots.length > 0
      ? `${roots.length} roots of ca-certificates`
      : `${file} is absent: no root was looked at`,
  );
  for (const { name, der } of roots) {
    const { notBefore } = parseCertificate(der).validity;
    const early = new Date((notBefore.date?.getTime() ?? 0) + 1000); // at a time at which all are valid
    expect(grave(der, early), name).toEqual([]);
  }
});

/** zlint's files are named by what they show; the codes were looked up by hand. */
const corpus: Record<string, string> = {
  SANDNSAsterisk: 'wildcard-alone',
  SANDNSWrongWildcard: 'wildcard-public-suffix',
  SANWithSpaceDNSEnd: 'dns-name-syntax',
  certVersion4NoExtensions: 'version-unknown',
  dnsNameWildcardIncorrect: 'wildcard-position',
  extSANDuplicated: 'extension-repeated',
  extUnknownDuplicated: 'extension-repeated',
  keyUsageCertSignEndEntity: 'cert-sign-without-ca',
  md5WithRSASignatureAlgorithm: 'signature-md5',
  publicKeyIsRSAExplicitNullMissing: 'rsa-parameters-missing',
  serialNumberLarge: 'serial-long',
  sha1ExpireAfter2017: 'signature-sha1',
  validityNegative: 'validity-reversed',
  incorrect_unused_bits_in_ku_encoding: 'named-bits-not-minimal',
  caKeyUsageNoCertSign: 'ca-without-cert-sign',
};

test('a third-party corpus, where it is present', () => {
  const folder = '../shared/corpus/zlint';
  if (!existsSync(folder)) console.log(`${folder} is absent: nothing was looked at`);
  const files = existsSync(folder) ? Object.entries(corpus) : [];
  for (const [file, code] of files) {
    const [first] = readPem(`${folder}/${file}.pem`);
    expect(grave(first?.der ?? new Uint8Array(), now), file).toContain(code);
  }
});
