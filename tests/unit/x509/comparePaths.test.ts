import { describe, expect, it } from 'vitest';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { comparePaths, type ComparedDocument } from '../../../src/x509/comparePaths.ts';
import { comparisonColumns, lineAt } from '../../../src/x509/comparisonColumns.ts';
import { bytes, certificateOf, extension, subjectAltName, tlv, type Parts } from './build.ts';
import { derIn, readText } from './files.ts';

const open = (der: Uint8Array): ComparedDocument => {
  const document = expand(scan(der));
  return { document, names: nameNodes(document) };
};
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const dnsName = (name: string): Uint8Array => tlv(0x82, text(name));
const names = (...list: string[]): Uint8Array => subjectAltName(tlv(0x30, ...list.map(dnsName)));

/** The lines that say something: `= path`, `* path`, `- path` (only in a), `+ path`, `> path` (around). */
function lines(a: ComparedDocument, b: ComparedDocument): string[] {
  const compared = comparePaths(a, b);
  const columns = comparisonColumns(compared);
  expect(compared.map((_, i) => lineAt(columns, i))).toEqual(compared);
  expect(lineAt(columns, compared.length)).toBeNull();
  const signs = { same: '=', around: '>', changed: '*', 'only-a': '-', 'only-b': '+' };
  return compared.map(({ status, a: i, b: k }) => {
    const path = k >= 0 ? b.names.path(k) : a.names.path(i);
    return `${signs[status]} ${path.replace('tbsCertificate.', '')}`;
  });
}
const differences = (a: Parts, b: Parts): string[] =>
  lines(open(certificateOf(a)), open(certificateOf(b))).filter((line) => /^[*+-]/.test(line));

const keyUsage = extension('551d0f', bytes('03020780'));
const basicConstraints = extension('551d13', bytes('3000'));

describe('two certificates path by path', () => {
  it('equal ones are one line', () => {
    expect(lines(open(certificateOf({})), open(certificateOf({})))).toEqual(['= Certificate']);
  });

  it('identical subtrees are folded, in the order of the second', () => {
    const later = tlv(0x17, text('470101000000Z'));
    expect(lines(open(certificateOf({})), open(certificateOf({ notAfter: later })))).toEqual([
      '> Certificate',
      '> tbsCertificate',
      '= version',
      '= serialNumber',
      '= signature',
      '= issuer',
      '> validity',
      '= validity.notBefore',
      '* validity.notAfter',
      '= subject',
      '= subjectPublicKeyInfo',
      '= signatureAlgorithm',
      '= signatureValue',
    ]);
  });

  it.each<[reason: string, a: Parts, b: Parts, differences: string[]]>([
    [
      'one more extension does not shift the others',
      { extensions: [names('a.example'), keyUsage] },
      { extensions: [basicConstraints, names('a.example'), keyUsage] },
      ['+ extensions[0]'],
    ],
    [
      'extensions in another order are the same extensions',
      { extensions: [keyUsage, basicConstraints] },
      { extensions: [basicConstraints, keyUsage] },
      ['* extensions'],
    ],
    [
      'an extension is told by its identifier, so another one is not a change of it',
      { extensions: [keyUsage] },
      { extensions: [basicConstraints] },
      ['- extensions[0]', '+ extensions[0]'],
    ],
    [
      'names that are gone and names that came',
      { extensions: [names('a.example', 'b.example', 'c.example')] },
      { extensions: [names('a.example', 'd.example')] },
      [
        '- extensions[0].extnValue.subjectAltName[1].dNSName',
        '- extensions[0].extnValue.subjectAltName[2].dNSName',
        '+ extensions[0].extnValue.subjectAltName[1].dNSName',
      ],
    ],
    [
      'the only name became another',
      { extensions: [names('a.example')] },
      { extensions: [names('b.example')] },
      ['* extensions[0].extnValue.subjectAltName[0].dNSName'],
    ],
    [
      'a time of another type is the same field',
      {},
      { notAfter: tlv(0x18, text('20460101000000Z')) },
      ['* validity.notAfter'],
    ],
    ['no extensions and some', {}, { extensions: [keyUsage] }, ['+ extensions']],
  ])('%s', (_reason, a, b, expected) => {
    expect(differences(a, b)).toEqual(expected);
  });

  it('a header that says the same in another way is a change of that node', () => {
    // 30 03 02 01 07 and 30 81 03 02 01 07: the length in a longer form
    expect(lines(open(bytes('3003020107')), open(bytes('308103020107')))).toEqual(['* SEQUENCE', '= [0]']);
  });

  it('nothing against something, and nothing against nothing', () => {
    expect(lines(open(new Uint8Array()), open(bytes('020107')))).toEqual(['+ INTEGER']);
    expect(lines(open(bytes('020107')), open(new Uint8Array()))).toEqual(['- INTEGER']);
    expect(lines(open(new Uint8Array()), open(new Uint8Array()))).toEqual([]);
  });

  it('of two sample certificates the values openssl shows to differ', () => {
    const [a, b] = ['wildcard', 'wildcard-apex'].map((name) => open(derIn(readText(`samples/${name}.pem`))));
    if (!a || !b) throw new Error('samples are missing');
    // diff of `openssl x509 -noout -text`: serial, subject, key, key identifier, names, signature
    expect(lines(a, b).filter((line) => /^[*+-]/.test(line))).toEqual([
      '* serialNumber',
      '* subject[0][0].value',
      '* subjectPublicKeyInfo.subjectPublicKey',
      '* extensions[0].extnValue.subjectKeyIdentifier',
      '- extensions[5].extnValue.subjectAltName[0].dNSName',
      '+ extensions[5].extnValue.subjectAltName[0].dNSName',
      '+ extensions[5].extnValue.subjectAltName[1].dNSName',
      '* signatureValue',
    ]);
  });

  it('as columns: the lines that differ, and how many there are of each', () => {
    const [a, b] = [
      { extensions: [names('a.example', 'b.example', 'd.example')] },
      { extensions: [names('b.example', 'c.example')] },
    ];
    const { differing, counts, status } = comparisonColumns(
      comparePaths(open(certificateOf(a)), open(certificateOf(b))),
    );
    // gone: a and d; came: c; around: Certificate, tbsCertificate, [3], Extensions, Extension, extnValue, GeneralNames
    expect(counts).toMatchObject({ changed: 0, 'only-a': 2, 'only-b': 1, around: 7 });
    expect(differing).toHaveLength(10);
    expect(status).toHaveLength(10 + counts.same);
  });

  it('10,000 levels, and lists of 2,000, take no time to speak of', () => {
    const nested = (innermost: number): Uint8Array => {
      const headers = [bytes(`0201${innermost.toString(16).padStart(2, '0')}`)];
      for (let i = 0, length = 3; i < 10_000; i++) {
        const header = bytes(`3083${length.toString(16).padStart(6, '0')}`);
        headers.unshift(header);
        length += header.length;
      }
      return Uint8Array.from(headers.flatMap((part) => [...part]));
    };
    const deep = comparePaths(open(nested(1)), open(nested(2)));
    expect(deep.at(-1)).toMatchObject({ status: 'changed', depth: 10_000 });
    const list = (first: number): Uint8Array => {
      const items = Array.from({ length: 2_000 }, (_, i) =>
        bytes(`0203${(0x100000 + first + i).toString(16)}`),
      );
      return Uint8Array.from([...bytes('30822710'), ...items.flatMap((item) => [...item])]);
    };
    const shifted = comparePaths(open(list(0)), open(list(1)));
    expect(shifted.filter(({ status }) => status !== 'same').map(({ status }) => status)).toEqual([
      'around',
      'changed',
    ]);
  });
});
