/** Name constraints, path length and purposes: the same chains as `openssl verify` judged them. */
import { describe, expect, it } from 'vitest';
import { chain as sentences } from '../../../src/content/en/chain.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { verifyChain, type ChainFailure } from '../../../src/x509/chain.ts';
import type { Certificate } from '../../../src/x509/types.ts';
import { readJson } from './files.ts';

type Row = { id: string; certificates: string[]; openssl: 'OK' | number; text: string };
const truth = readJson('tests/truth/x509/constraints.json') as { at: string; root: string; rows: Row[] };

/** The number of openssl's error -> the rules that say the same. */
const meanings: Record<number, ChainFailure[]> = {
  20: ['chain.unknown-issuer', 'chain.missing-intermediate'],
  25: ['chain.path-too-long'],
  26: ['chain.no-server-auth'],
  47: ['chain.name-not-permitted'],
  48: ['chain.name-excluded'],
  49: ['chain.name-constraint-unsupported'],
  51: ['chain.name-constraint-unsupported'],
  53: ['chain.name-constraint-unsupported'],
};
/** openssl alone does not take anyExtendedKeyUsage for a server; Go, NSS and Chrome do, and so does `verifyChain`. */
const openSslAlone = 'a CA for any purpose';

const certificate = (base64: string): Certificate =>
  parseCertificate(new Uint8Array(Buffer.from(base64, 'base64')));
const check = ({ certificates }: Row) =>
  verifyChain(certificates.map(certificate), [certificate(truth.root)], {
    now: new Date(`${truth.at}T00:00:00Z`),
    trust: 'anchors',
  });

describe('as `openssl verify` judges them', () => {
  it.each(truth.rows.filter(({ id }) => id !== openSslAlone))('$id: $text', async (row) => {
    const { outcome, failure, checks } = await check(row);
    if (row.openssl === 'OK') expect({ outcome, failure }).toEqual({ outcome: 'trusted', failure: null });
    else expect(meanings[row.openssl]).toContain(failure);
    for (const { rule, params } of checks) expect(sentences[rule](params)).toMatch(/\.$/);
  });
});

const row = (id: string): Row =>
  truth.rows.find((candidate) => candidate.id === id) ?? truth.rows[0] ?? never();
const never = (): never => {
  throw new Error('no row');
};

describe('what a violation says', () => {
  it('names the name, its place, and what was permitted', async () => {
    const { checks } = await check(row('dns one of two outside'));
    expect(checks.find(({ rule }) => rule === 'chain.name-not-permitted')).toMatchObject({
      certificate: 0,
      params: { subject: 'x', authority: 'constrained', name: 'b.example', base: 'a.example' },
      source: { path: expect.stringMatching(/subjectAltName\[1\]\.dNSName$/) as string },
    });
  });

  it('writes a network as address and mask', async () => {
    const { checks } = await check(row('ip excluded'));
    expect(checks.find(({ rule }) => rule === 'chain.name-excluded')?.params).toMatchObject({
      name: '192.0.2.7',
      base: '192.0.2.0/255.255.255.128',
    });
  });

  it('a CA whose limits are kept says so', async () => {
    const { checks } = await check(row('dns inside'));
    expect(checks.find(({ rule }) => rule === 'chain.names-permitted')).toMatchObject({
      certificate: 1,
      result: 'passed',
      source: { path: expect.stringMatching(/^tbsCertificate\.extensions\[\d\]$/) as string },
    });
  });
});

it('anyExtendedKeyUsage in a CA lets it issue for servers', async () => {
  expect(row(openSslAlone).openssl).toBe(26);
  expect((await check(row(openSslAlone))).outcome).toBe('trusted');
});
