import { describe, expect, it } from 'vitest';
import { verifyChain, type ChainFailure } from '../../../src/x509/chain.ts';
import { certificateIn, readJson } from './files.ts';

type Row = {
  id: string;
  presented: string[];
  anchors: string[];
  at: string;
  openssl: 'OK' | number;
  text: string;
};
const { rows } = readJson('tests/truth/x509/chains.json') as { rows: Row[] };

/** The number of openssl's error -> the rules that say the same. */
const meanings: Record<number, ChainFailure[]> = {
  7: ['chain.bad-signature'],
  9: ['chain.not-yet-valid'],
  10: ['chain.expired'],
  18: ['chain.self-signed'],
  19: ['chain.untrusted-root'],
  20: ['chain.unknown-issuer', 'chain.missing-intermediate'],
  25: ['chain.path-too-long'],
  26: ['chain.no-server-auth'],
  34: ['chain.unhandled-critical'],
  79: ['chain.not-a-ca', 'chain.no-key-cert-sign'],
};

const load = (file: string) => certificateIn(file.startsWith('samples/') ? file : `tests/truth/x509/${file}`);
const check = (
  presented: string[],
  anchors: string[],
  options: Partial<Parameters<typeof verifyChain>[2]> = {},
) =>
  verifyChain(presented.map(load), anchors.map(load), {
    now: new Date('2030-01-01T00:00:00Z'),
    trust: 'anchors',
    ...options,
  });

describe('chains as `openssl verify` judges them', () => {
  it.each(rows)('$id: $text', async ({ presented, anchors, at, openssl }) => {
    const verdict = await check(presented, anchors, { now: new Date(`${at}T00:00:00Z`) });
    if (openssl === 'OK') {
      expect(verdict).toMatchObject({ outcome: 'trusted', failure: null });
    } else {
      expect(verdict.outcome).toBe('untrusted');
      expect(meanings[openssl]).toContain(verdict.failure);
    }
  });

  it('every signature in a trusted chain was verified, but for those WebCrypto cannot', async () => {
    const notChecked: string[] = [];
    for (const { id, presented, anchors, at, openssl } of rows) {
      if (openssl !== 'OK') continue;
      const { checks } = await check(presented, anchors, { now: new Date(`${at}T00:00:00Z`) });
      if (checks.some(({ rule }) => rule === 'chain.signature-not-checked')) notChecked.push(id);
    }
    expect(notChecked).toEqual(['rsa-md5', 'by-ed448']);
  });
});

describe('what is missing', () => {
  it('names the intermediate when the issuer is of the anchor’s organization', async () => {
    const verdict = await check(['samples/missing-intermediate.pem'], ['samples/lab-ca.pem']);
    expect(verdict.failure).toBe('chain.missing-intermediate');
    const failed = verdict.checks.find(({ result }) => result === 'failed');
    expect(failed?.params.issuer).toBe('whichcert lab intermediate');
    expect(failed?.source).toMatchObject({ path: 'tbsCertificate.issuer' });
  });

  it('is a stranger otherwise', async () => {
    const verdict = await check(['leaf-sub.pem'], ['samples/lab-ca.pem']);
    expect(verdict.failure).toBe('chain.unknown-issuer');
  });

  it('an empty chain', async () => {
    expect(await check([], ['samples/lab-ca.pem'])).toMatchObject({
      outcome: 'untrusted',
      failure: 'chain.no-certificate',
    });
  });
});

describe("trust: 'assume-issuer'", () => {
  it.each([
    ['a stranger alone', ['leaf-sub.pem'], 'assumed', null],
    ['a stranger with its intermediate', ['leaf-sub.pem', 'sub.pem'], 'assumed', null],
    ['self-signed', ['samples/self-signed.pem'], 'assumed', null],
    ['still of the anchor', ['samples/blog.example.pem'], 'trusted', null],
    ['expired all the same', ['samples/expired.pem'], 'untrusted', 'chain.expired'],
    ['tampered with all the same', ['leaf-sub.tampered.pem', 'sub.pem'], 'untrusted', 'chain.bad-signature'],
  ])('%s', async (_reason, presented, outcome, failure) => {
    const verdict = await check(presented, ['samples/lab-ca.pem'], { trust: 'assume-issuer' });
    expect(verdict).toMatchObject({ outcome, failure });
  });
});

describe('where the page has no WebCrypto (http://classroom-ip)', () => {
  it('says so instead of failing', async () => {
    const verdict = await check(['samples/blog.example.pem'], ['samples/lab-ca.pem'], { subtle: null });
    expect(verdict.outcome).toBe('trusted');
    const signature = verdict.checks.find(({ rule }) => rule === 'chain.signature-not-checked');
    expect(signature).toMatchObject({ result: 'not-checked', params: { reason: 'no-web-crypto' } });
  });
});

it('the path is leaf first, without what was not needed', async () => {
  const verdict = await check(
    ['leaf-sub.pem', 'ca-rsa.pem', 'sub0.pem', 'sub.pem', 'ca-p384.pem'],
    ['ca-p256.pem'],
  );
  const names = verdict.path.map(({ subject }) => subject.attributes.at(-1)?.text);
  expect(names).toEqual(['leaf-sub.example', 'sub.example', 'P-256 CA']);
});
