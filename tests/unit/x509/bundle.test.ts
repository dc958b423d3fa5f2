/** What the order of a file of certificates says. The chain is that of tests/truth/x509/constraints.json. */
import { describe, expect, it } from 'vitest';
import { x509 } from '../../../src/content/en/x509.ts';
import { orderBundle, possibleIssuers } from '../../../src/x509/bundle.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import type { Certificate } from '../../../src/x509/types.ts';
import { certificateIn, pemFilesIn, readJson } from './files.ts';

type Truth = { root: string; rows: { id: string; certificates: string[] }[] };
const truth = readJson('tests/truth/x509/constraints.json') as Truth;
const certificate = (base64: string): Certificate =>
  parseCertificate(new Uint8Array(Buffer.from(base64, 'base64')));
const root = certificate(truth.root);
const rowOf = (id: string) => truth.rows.find((row) => row.id === id)?.certificates.map(certificate) ?? [];
const [leaf, lower, upper] = rowOf('a lower CA cannot widen what an upper one permits') as [
  Certificate,
  Certificate,
  Certificate,
];
const stranger = certificateIn('samples/lab-ca.pem');

describe('a server’s file', () => {
  it.each<[reason: string, file: Certificate[], chain: number[], notes: [string, number][]]>([
    ['as it should be', [leaf, lower, upper], [0, 1, 2], [['bundle-ends-before-root', 2]]],
    ['with the root', [leaf, lower, upper, root], [0, 1, 2, 3], [['bundle-root-included', 3]]],
    [
      'root first',
      [root, upper, lower, leaf],
      [3, 2, 1, 0],
      [
        ['bundle-misordered', 2],
        ['bundle-root-included', 0],
      ],
    ],
    [
      'intermediates the wrong way round',
      [leaf, upper, lower],
      [0, 2, 1],
      [
        ['bundle-misordered', 1],
        ['bundle-ends-before-root', 1],
      ],
    ],
    ['the leaf alone', [leaf], [0], [['bundle-missing-issuer', 0]]],
    [
      'the one in between is missing',
      [leaf, upper],
      [0],
      [
        ['bundle-missing-issuer', 0],
        ['bundle-extra', 1],
      ],
    ],
    [
      'something else in it',
      [leaf, lower, upper, stranger],
      [0, 1, 2],
      [
        ['bundle-ends-before-root', 2],
        ['bundle-extra', 3],
      ],
    ],
    [
      'twice the same',
      [leaf, lower, lower, upper],
      [0, 1, 3],
      [
        ['bundle-duplicate', 2],
        ['bundle-ends-before-root', 3],
      ],
    ],
  ])('%s', (_reason, file, chain, notes) => {
    const bundle = orderBundle(file, []);
    expect(bundle.chains).toContainEqual(chain);
    expect(bundle.notes.map(({ code, about }) => [code, about])).toEqual(notes);
    for (const { code, params } of bundle.notes) expect(x509.bundle[code](params)).toMatch(/\.$/);
  });

  it('an anchor’s own certificate is not missing', () => {
    expect(orderBundle([leaf, lower, upper], [root]).notes).toEqual([]);
    expect(orderBundle([certificateIn('samples/blog.example.pem')], [stranger]).notes).toEqual([]);
  });
});

it('a collection is chains, and nothing is missing in it', () => {
  const samples = pemFilesIn('samples').map(certificateIn);
  const { chains, notes } = orderBundle(samples, []);
  expect(chains.length).toBeGreaterThan(10);
  expect(new Set(chains.flat()).size).toBe(samples.length);
  expect(notes).toEqual([]);
});

it('issuers are found by name, theirs too, and strangers are left out', () => {
  const found = possibleIssuers(leaf, [stranger, root, upper, leaf, lower], 10);
  expect(new Set(found)).toEqual(new Set([root, upper, lower]));
});

it('certificates that issue each other are a chain too', () => {
  const { chains } = orderBundle([root, root], []);
  expect(chains).toEqual([[0]]);
});
