/** Every node against two other readers: the openssl program and asn1js. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fromBER, type AsnType } from 'asn1js';
import { describe, expect, test } from 'vitest';
import { scan, type Asn1Document } from '../../../src/asn1/scan.ts';
import {
  corpus,
  hex,
  readPem,
  samples,
  serverCertificates,
  truthCertificates,
  type Input,
} from './inputs.ts';

/** Start, depth, header length, content length (null: indefinite), constructed, and the tag as openssl prints it. */
type Row = [
  start: number,
  depth: number,
  header: number,
  length: number | null,
  constructed: boolean,
  tag: string,
];

const tagWords: Record<number, string> = {
  0: 'EOC',
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT',
  12: 'UTF8STRING',
  16: 'SEQUENCE',
  17: 'SET',
  18: 'NUMERICSTRING',
  19: 'PRINTABLESTRING',
  20: 'T61STRING',
  22: 'IA5STRING',
  23: 'UTCTIME',
  24: 'GENERALIZEDTIME',
  26: 'VISIBLESTRING',
  28: 'UNIVERSALSTRING',
  30: 'BMPSTRING',
};
const classWords = ['univ', 'appl', 'cont', 'priv'];

const line = /^ *(\d+):d=(\d+) +hl=(\d+) l= *(\d+|inf) +(prim|cons): (.{1,18})/gm;

function opensslRows(der: Uint8Array): Row[] {
  const { stdout, error } = spawnSync('openssl', ['asn1parse', '-inform', 'DER'], {
    input: der,
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  });
  if (error)
    throw new Error('These tests compare with the openssl program: install openssl.', { cause: error });
  return [...stdout.matchAll(line)].map(([, start, depth, header, length, form, tag]) => [
    Number(start),
    Number(depth),
    Number(header),
    length === 'inf' ? null : Number(length),
    form === 'cons',
    (tag ?? '').trim(),
  ]);
}

function ourRows(document: Asn1Document): Row[] {
  const indefinite = new Set(
    document.diagnostics.filter((d) => d.code === 'indefinite-length').map((d) => d.node),
  );
  return Array.from({ length: document.nodeCount }, (_, i) => {
    const { start, content, end, depth, tagClass, tagNumber, constructed } = document.node(i);
    const word = tagClass === 0 ? tagWords[tagNumber] : undefined;
    const tag = word ?? `${classWords[tagClass] ?? ''} [ ${tagNumber} ]`;
    return [start, depth, content - start, indefinite.has(i) ? null : end - content, constructed, tag];
  });
}

/** Start, depth, header length, content length, constructed, class (0 to 3), tag number; strings are left closed. */
function asn1jsRows(der: Uint8Array): number[][] {
  const limits = { maxNodes: 1e9, maxContentLength: 1e9, maxDepth: 1e9 };
  const { result, offset } = fromBER(der, limits);
  if (offset === -1) throw new Error(`asn1js: ${result.error}`);
  const rows: number[][] = [];
  const open: [AsnType, number, number][] = [[result, 0, 0]];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [block, start, depth] = item;
    const { idBlock, lenBlock, valueBlock } = block;
    const content = start + idBlock.blockLength + lenBlock.blockLength;
    rows.push([
      start,
      depth,
      content - start,
      lenBlock.length,
      Number(idBlock.isConstructed),
      idBlock.tagClass - 1,
      idBlock.tagNumber,
    ]);
    if (!idBlock.isConstructed) continue;
    const children: [AsnType, number, number][] = [];
    let next = content;
    for (const child of (valueBlock as { value?: AsnType[] }).value ?? []) {
      children.push([child, next, depth + 1]);
      next += child.blockLength;
    }
    open.push(...children.reverse());
  }
  return rows;
}

const ourNumbers = (document: Asn1Document): number[][] =>
  Array.from({ length: document.nodeCount }, (_, i) => {
    const { start, content, end, depth, tagClass, tagNumber, constructed } = document.node(i);
    return [start, depth, content - start, end - content, Number(constructed), tagClass, tagNumber];
  });

function expectOpensslAgreement(inputs: Input[]): void {
  for (const { name, der } of inputs) expect(ourRows(scan(der)), name).toEqual(opensslRows(der));
}

/** What asn1js refuses is counted, not passed over. */
function expectAsn1jsAgreement(inputs: Input[], refused: string[]): void {
  const refusals: string[] = [];
  for (const { name, der } of inputs) {
    let theirs: number[][];
    try {
      theirs = asn1jsRows(der);
    } catch (error) {
      refusals.push(`${name}: ${String(error)}`);
      continue;
    }
    expect(ourNumbers(scan(der)), name).toEqual(theirs);
  }
  expect(refusals).toEqual(refused);
}

describe.each([
  { of: 'certificates with unusual names', inputs: truthCertificates(), atLeast: 90 },
  { of: 'certificates of the observed servers', inputs: serverCertificates(), atLeast: 1 },
  { of: 'samples', inputs: samples(), atLeast: 12 },
])('the nodes of $of', ({ inputs, atLeast }) => {
  test('there are some', () => {
    expect(inputs.length).toBeGreaterThanOrEqual(atLeast);
  });
  test('are those of openssl asn1parse', () => {
    expectOpensslAgreement(inputs);
  });
  test('are those of asn1js', () => {
    expectAsn1jsAgreement(inputs, []);
  });
});

test('the nodes of Debian’s CA certificates, where they are installed, are those of openssl asn1parse', () => {
  const file = '/etc/ssl/certs/ca-certificates.crt';
  const roots = existsSync(file) ? readPem(file) : [];
  console.log(roots.length > 0 ? `${roots.length} CA certificates` : `${file} is absent`);
  const all = new Uint8Array(Buffer.concat(roots.map(({ der }) => der))); // one call of openssl for all
  if (roots.length > 0) expect(ourRows(scan(all))).toEqual(opensslRows(all));
});

test('the nodes of a third-party corpus, where it is present, are those of both', () => {
  const inputs = corpus();
  console.log(inputs.length > 0 ? `corpus: ${inputs.length} certificates` : 'the corpus is absent');
  expectOpensslAgreement(inputs);
  expectAsn1jsAgreement(inputs, []);
});

test.each([
  ['30 80 02 01 05 00 00', 'the end-of-contents octets are the last child'],
  ['30 80 02 01 05 00 00 02 01 01', 'a second element after an indefinite length'],
  ['30 80 30 80 00 00 05 00 00 00', 'indefinite in indefinite'],
  ['24 80 04 01 01 04 01 02 00 00', 'a string in pieces'],
  ['30 02 00 00 05 00', 'end-of-contents octets out of place'],
  ['05 00 02 01 01 30 00', 'several top elements'],
  ['bf 8f 7f 02 05 00', 'a high tag number'],
  ['7f 1f 00 5f 81 00 00 df 85 00 00', 'high tag numbers of the other classes'],
  ['30 82 00 03 02 01 05', 'a length in more octets than it needs'],
  ['30 84 00 00 00 03 02 01 05', 'leading zero octets in a length'],
  ['1f 05 00', 'the long form of a low tag number'],
  ['1f 80 1e 00', 'a padded tag number'],
])('openssl lists the same nodes: %s (%s)', (text) => {
  expect(ourRows(scan(hex(text)))).toEqual(opensslRows(hex(text)));
});
