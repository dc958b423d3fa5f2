/** Requests, revocation lists, OCSP responses: what openssl prints of the same files. */
import { describe, expect, it } from 'vitest';
import { readInput, type OtherItem } from '../../../src/x509/readInput.ts';
import { distinguishedNameText } from '../../../src/x509/name.ts';
import { readOcspResponse } from '../../../src/x509/ocspResponse.ts';
import { readRequest } from '../../../src/x509/request.ts';
import { readRevocationList } from '../../../src/x509/revocationList.ts';
import { checkSignedData } from '../../../src/x509/signature.ts';
import { readBytes, readText } from './files.ts';

async function item(file: string, kind: OtherItem['kind']): Promise<OtherItem> {
  const found = (await readInput(readText(file))).items.find((candidate) => candidate.kind === kind);
  if (found === undefined || found.kind === 'private-key' || found.kind === 'certificate')
    throw new Error(file);
  return found;
}

describe('requests', () => {
  it.each([
    ['tests/truth/x509/request.pem', 'CN=leaf-sub.example', []],
    ['tests/truth/asn1/request.pem', 'O=y,CN=x', ['a.test', '1.2.3.4']],
  ])('%s: %s', async (file, subject, names) => {
    const { document, der } = await item(file, 'csr');
    const request = readRequest(document);
    if (request === null) throw new Error('a request');
    expect(distinguishedNameText(request.subject, der)).toBe(subject);
    const asked = request.subjectAltNames.flatMap((extension) => extension.names.map(({ text }) => text));
    expect(asked).toEqual(expect.arrayContaining(names));
    // openssl req -verify: OK
    expect(await checkSignedData(request, request, crypto.subtle)).toEqual({ result: 'right' });
  });

  it('one bit of what is signed turned', async () => {
    const { der } = await item('tests/truth/x509/request.pem', 'csr');
    const turned = der.slice();
    const at = Buffer.from(turned).indexOf('leaf-sub.example');
    turned[at] = (turned[at] ?? 0) ^ 1;
    const [other] = (await readInput(turned)).items;
    const request = other?.kind === 'csr' ? readRequest(other.document) : null;
    expect(request && (await checkSignedData(request, request, crypto.subtle))).toEqual({ result: 'wrong' });
  });
});

it.each([
  ['tests/truth/x509/crl.pem', 'CN=P-256 CA,O=fixtures', '2026-11-22T13:01:52Z', '2048-10-17T13:01:52Z', 0],
  ['tests/truth/asn1/crl.pem', 'CN=Lab', '2026-11-22T13:08:22Z', '2026-12-22T13:08:22Z', 1],
])('%s is a list of %s', async (file, issuer, made, due, count) => {
  const { document, der } = await item(file, 'crl');
  const list = readRevocationList(document);
  expect(list && distinguishedNameText(list.issuer, der)).toBe(issuer);
  expect(list?.thisUpdate.date).toEqual(new Date(made));
  expect(list?.nextUpdate?.date).toEqual(new Date(due));
  expect(list?.entries.count).toBe(count);
});

describe('OCSP', () => {
  it('openssl ocsp -respin -text', async () => {
    const { document, der } = await item('tests/truth/asn1/ocsp.pem', 'ocsp-response');
    const response = readOcspResponse(document);
    expect(response?.status).toBe('successful');
    const { responder, producedAt, responses } = response?.basic ?? { responses: [] };
    const name = responder && 'name' in responder ? distinguishedNameText(responder.name, der) : null;
    expect(name).toBe('CN=OcspLab');
    expect(producedAt?.date).toEqual(new Date('2026-11-25T19:23:50Z'));
    expect(responses).toHaveLength(1);
    expect(responses[0]).toMatchObject({
      serialNumber: Uint8Array.of(0x12, 0x34),
      status: 'revoked',
      revocationTime: { date: new Date('2025-01-02T03:04:05Z') },
      thisUpdate: { date: new Date('2026-11-25T19:23:50Z') },
      nextUpdate: { date: new Date('2026-12-02T19:23:50Z') },
    });
  });

  it('a response without a body (RFC 6960: tryLater)', async () => {
    const { items } = await readInput(Uint8Array.of(0x30, 0x03, 0x0a, 0x01, 0x03));
    expect(items.map(({ kind }) => kind)).toEqual(['ocsp-response']);
    const [found] = items;
    expect(found?.kind === 'ocsp-response' && readOcspResponse(found.document)).toMatchObject({
      status: 'tryLater',
      basic: null,
    });
  });

  it('a request and a response in one file', async () => {
    const { items } = await readInput(readBytes('tests/truth/asn1/ocsp.pem'));
    expect(items.map(({ kind }) => kind)).toEqual(['ocsp-request', 'ocsp-response']);
  });
});
