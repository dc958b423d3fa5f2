/** Private keys that openssl encrypted: recognised, opened with the password, matched, and never kept or shown. */
import { describe, expect, it } from 'vitest';
import { openWithPassword, readInput, type InputReport } from '../../../src/x509/readInput.ts';
import { readJson, readText } from './files.ts';

type Row = { id: string; password: string; pem: string };
const { rows } = readJson('tests/truth/x509/encryptedKeys.json') as { rows: Row[] };
const sealed = rows.filter(({ pem }) => pem.includes('BEGIN ENCRYPTED PRIVATE KEY'));
const old = rows.filter(({ pem }) => pem.includes('Proc-Type: 4,ENCRYPTED'));
const certificate = readText('samples/blog.example.pem');
const codes = ({ problems }: InputReport): string[] => problems.map(({ code }) => code);
const keyIn = ({ items }: InputReport) => items.find((item) => item.kind === 'private-key');

it('both forms are in the table', () => {
  expect([sealed.length, old.length]).toEqual([7, 2]);
});

describe('the right password', () => {
  it.each(sealed)('$id', async ({ password, pem }) => {
    const asked = await readInput(pem + certificate);
    expect(codes(asked)).toEqual([]);
    expect(keyIn(asked)).toMatchObject({ encrypted: true, algorithm: null, publicKey: null, matches: [] });
    const opened = await openWithPassword(asked, 0, password);
    expect(codes(opened)).toEqual([]);
    expect(opened.items.map(({ kind }) => kind)).toEqual(['private-key', 'certificate']);
    expect(keyIn(opened)).toMatchObject({ encrypted: false, algorithm: 'EC P-256', matches: [1] });
    expect(keyIn(opened)?.sealed).toBeNull();
    expect(opened.text).not.toContain(pem.split('\n')[2]);
  });

  it('as DER', async () => {
    const [row] = sealed;
    const der = Buffer.from((row?.pem ?? '').replace(/-----[^-]*-----/g, ''), 'base64');
    const opened = await openWithPassword(await readInput(new Uint8Array(der)), 0, row?.password ?? '');
    expect(keyIn(opened)).toMatchObject({ encrypted: false, algorithm: 'EC P-256' });
  });
});

it.each(sealed)('a wrong password, then the right one: $id', async ({ password, pem }) => {
  const wrong = await openWithPassword(await readInput(pem), 0, 'guess');
  expect(codes(wrong)).toEqual(['key-wrong-password']);
  expect(keyIn(wrong)).toMatchObject({ encrypted: true, publicKey: null });
  expect(codes(await openWithPassword(wrong, 0, password))).toEqual([]);
});

it.each(old)('RFC 1421 is recognised and left closed: $id', async ({ password, pem }) => {
  const report = await readInput(pem + certificate);
  expect(codes(report)).toEqual([]);
  expect(keyIn(report)).toMatchObject({ encrypted: true, sealed: null, algorithm: null });
  expect(await openWithPassword(report, 0, password)).toEqual(report);
});

it('an encryption that is not known here', async () => {
  const [row] = sealed;
  const der = Buffer.from((row?.pem ?? '').replace(/-----[^-]*-----/g, ''), 'base64');
  const pbes2 = Buffer.from('2a864886f70d01050d', 'hex');
  der[der.indexOf(pbes2) + pbes2.length - 1] = 0x7f;
  const report = await openWithPassword(await readInput(new Uint8Array(der)), 0, row?.password ?? '');
  expect(codes(report)).toEqual(['key-unsupported']);
});
