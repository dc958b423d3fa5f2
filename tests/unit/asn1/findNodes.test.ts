import { describe, expect, it } from 'vitest';
import { expand } from '../../../src/asn1/expand.ts';
import { findNodes } from '../../../src/asn1/findNodes.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { hex, samples } from './inputs.ts';

function open(der: Uint8Array) {
  const document = expand(scan(der));
  return { document, names: nameNodes(document) };
}

const wildcard = open(samples().find(({ name }) => name.includes('/wildcard.pem'))?.der ?? new Uint8Array());

function pathsFound(query: string, work = 1e9): string[] {
  const search = findNodes(wildcard.document, wildcard.names, query);
  while (!search.isDone) search.step(work);
  const nodes = Array.from({ length: wildcard.document.nodeCount }, (_, i) => i);
  return nodes.filter((i) => search.isMatch(i)).map((i) => wildcard.names.path(i));
}

describe('search', () => {
  it.each<[reason: string, query: string, paths: string[]]>([
    ['a field, in any case', 'NOTAFTER', ['tbsCertificate.validity.notAfter']],
    [
      'a value',
      '*.MAIL.example',
      [
        'tbsCertificate.subject[0][0].value',
        'tbsCertificate.extensions[5].extnValue.subjectAltName[0].dNSName',
      ],
    ],
    ['a dotted identifier', '2.5.29.17', ['tbsCertificate.extensions[5].extnID']],
    ['the end of a path', 'extensions[5].extnID', ['tbsCertificate.extensions[5].extnID']],
    ['a time as it is shown', '2046-01-01', ['tbsCertificate.validity.notAfter']],
    ['a time as it is encoded', '460101000000Z', ['tbsCertificate.validity.notAfter']],
    // openssl x509 -noout -ext keyUsage: 03 02 07 80; 55 1d 11 is subjectAltName in hexadecimal
    ['bytes, header included', '03 02 07 80', ['tbsCertificate.extensions[3].extnValue.keyUsage']],
    ['bytes with colons', '55:1D:11', ['tbsCertificate.extensions[5].extnID']],
    ['bytes with 0x', '0x551d11', ['tbsCertificate.extensions[5].extnID']],
    ['bytes of two neighbours: what holds both', '55 1d 11 04', ['tbsCertificate.extensions[5]']],
    ['nothing', '   ', []],
    ['what is not there', 'ffffffffffffffffffff', []],
  ])('%s: %s', (_reason, query, paths) => {
    expect(pathsFound(query)).toEqual(paths);
    expect(pathsFound(query, 1)).toEqual(paths);
  });

  it('walks from match to match, around both ends', () => {
    const search = findNodes(wildcard.document, wildcard.names, 'extnID');
    search.step(1e9);
    const first = search.after(-1);
    const last = search.before(wildcard.document.nodeCount);
    expect(search.count).toBe(6);
    expect([search.rank(first), search.rank(last)]).toEqual([1, 6]);
    expect(search.after(last)).toBe(first);
    expect(search.before(first)).toBe(last);
    expect(search.before(search.after(first))).toBe(first);
    expect(search.before(0)).toBe(last);
  });

  it('finds text in octets that are not opened, and bytes across the steps of the search', () => {
    const filler = '00'.repeat(255);
    const octets = `${filler}${Buffer.from('needle').toString('hex')}${filler}`;
    const der = hex(`30 82 020b 04 82 0204 ${octets} 02 01 07`);
    const { document, names } = open(der);
    const search = findNodes(document, names, 'needle');
    while (!search.isDone) search.step(1);
    expect(search.isMatch(1)).toBe(true);
    expect(search.count).toBe(1);
  });

  it('finds nothing in nothing', () => {
    const { document, names } = open(new Uint8Array());
    const search = findNodes(document, names, 'abcd');
    while (!search.isDone) search.step(1);
    expect([search.count, search.after(-1), search.before(0)]).toEqual([0, -1, -1]);
  });
});
