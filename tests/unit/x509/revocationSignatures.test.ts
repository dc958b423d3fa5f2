/** Who signed a revocation list or an OCSP response, and whether it may: what openssl says of the same files. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/asn1/scan.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { listSignature, type ListSignature } from '../../../src/x509/listSignature.ts';
import { readOcspResponse } from '../../../src/x509/ocspResponse.ts';
import { responseSignature, type ResponseSignature } from '../../../src/x509/responseSignature.ts';
import { readRevocationList } from '../../../src/x509/revocationList.ts';
import { readJson } from './files.ts';

type Row = { id: string; der: string; given: string[]; openssl: string };
const truth = readJson('tests/truth/x509/revocation.json') as {
  at: string;
  responses: Row[];
  lists: Row[];
  mayNot: string;
};
const now = new Date(truth.at);
const { subtle } = globalThis.crypto;

const octets = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const certificates = (all: string[]) => all.map((each) => parseCertificate(octets(each)));
function row(rows: Row[], id: string): Row {
  const found = rows.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

describe('OCSP', () => {
  function signature({ der, given }: Row, at = now, crypto: SubtleCrypto | undefined = subtle) {
    const basic = readOcspResponse(scan(octets(der)))?.basic;
    if (!basic) throw new Error('a response');
    const enclosed = basic.certificates.map(parseCertificate);
    return responseSignature(basic, { enclosed, others: certificates(given), now: at, subtle: crypto });
  }
  const inWords = (found: ResponseSignature): string =>
    'authority' in found ? `${found.state} ${found.authority}` : found.state;

  it.each(truth.responses)('$id: openssl ocsp says $openssl', async (each) => {
    const found = inWords(await signature(each));
    expect(found === 'right issuer' || found === 'right delegate').toBe(each.openssl === 'OK');
  });

  /** Why, where openssl says no: its reasons are wider. */
  it.each([
    ['the CA itself', 'right issuer'],
    ['a delegate', 'right delegate'],
    ['the CA itself, which is not at hand', 'right issuer-absent'],
    ['a delegate, its certificate left out', 'no-signer'],
    ['a delegate, its CA not at hand', 'right issuer-absent'],
    ['a certificate without purposes', 'right no-ocsp-signing'],
    ['a certificate for servers', 'right no-ocsp-signing'],
    ['a delegate of another CA', 'right of-another-issuer'],
    ['a delegate of a CA of the same name', 'right delegation-forged'],
    ['a delegate that has expired', 'right delegate-not-valid'],
    ['one bit of the signature turned, the CA itself', 'wrong issuer'],
    ['one bit of the signature turned, a delegate', 'wrong delegate'],
  ])('%s: %s', async (id, expected) => {
    expect(inWords(await signature(row(truth.responses, id)))).toBe(expected);
  });

  it('a delegate counts from its first to its last second', async () => {
    const expired = row(truth.responses, 'a delegate that has expired'); // valid from 2026-01-01 to 2026-02-01
    const states = await Promise.all(
      ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-02-01T00:00:01Z'].map(
        async (at) => inWords(await signature(expired, new Date(at))),
      ),
    );
    expect(states).toEqual([
      'right delegate-not-valid',
      'right delegate',
      'right delegate',
      'right delegate-not-valid',
    ]);
  });

  it('without WebCrypto nothing is called right', async () => {
    const delegate = row(truth.responses, 'a delegate');
    const basic = readOcspResponse(scan(octets(delegate.der)))?.basic;
    if (!basic) throw new Error('a response');
    const enclosed = basic.certificates.map(parseCertificate);
    const others = certificates(delegate.given);
    const found = await responseSignature(basic, { enclosed, others, now, subtle: undefined });
    expect(inWords(found)).toBe('no-web-crypto not-checked');
  });
});

describe('revocation lists', () => {
  function signature({ der, given }: Row) {
    const list = readRevocationList(scan(octets(der)));
    if (list === null) throw new Error('a list');
    return listSignature(list, certificates(given), subtle);
  }
  const states: Record<string, ListSignature['state']> = {
    'verify OK': 'right',
    'verify failure': 'wrong',
    'Error getting CRL issuer certificate': 'no-issuer',
  };
  const toldApart = 'a CA of the same name and another key, told apart by the identifier';

  it.each(truth.lists)('$id: openssl crl says $openssl', async (each) => {
    // openssl crl takes the first CA of that name; openssl verify passes over one with another identifier, as here.
    const expected = each.id === toldApart ? 'no-issuer' : states[each.openssl];
    expect((await signature(each)).state).toBe(expected);
  });

  it(`a CA without cRLSign (openssl verify -crl_check: ${truth.mayNot})`, async () => {
    expect(truth.mayNot).toBe('key usage does not include CRL signing');
    expect(await signature(row(truth.lists, 'a CA that may not sign lists'))).toMatchObject({ may: false });
    expect(await signature(row(truth.lists, 'ECDSA'))).toMatchObject({ may: true });
  });

  it('of two CAs of the same name the one that signed is found', async () => {
    const { der, given } = row(truth.lists, 'ECDSA');
    const { given: twin } = row(truth.lists, toldApart);
    expect((await signature({ id: '', openssl: '', der, given: [...twin, ...given] })).state).toBe('right');
  });

  it('without WebCrypto nothing is called right', async () => {
    const { der, given } = row(truth.lists, 'ECDSA');
    const list = readRevocationList(scan(octets(der)));
    const found = list && (await listSignature(list, certificates(given), undefined));
    expect(found?.state).toBe('no-web-crypto');
  });
});
