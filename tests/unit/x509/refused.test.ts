/** What openssl encrypted in ways that are not opened here: named as openssl names it, with commands that write it anew. */
import { describe, expect, it } from 'vitest';
import { x509 } from '../../../src/content/en/x509.ts';
import { rc4 } from '../../../src/x509/rc4.ts';
import { openWithPassword, readInput, type InputReport } from '../../../src/x509/readInput.ts';
import { bytes } from './build.ts';
import { readJson } from './files.ts';

type File = { id: string; openssl: string; file: string; anew: string };
type Key = { id: string; pem: string; anew: string };
type Refused = { files: File[]; costly: File; keyAlone: File; keys: Key[]; costlyKey: Key };
const refused = readJson('tests/truth/x509/refused.json') as Refused;

const octets = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const codes = ({ problems }: InputReport): string[] => problems.map(({ code }) => code);
const plain = (name: unknown): string => String(name).toLowerCase().replace(/\W/g, '');
const kinds = ({ items }: InputReport): string[] => items.map(({ kind }) => kind);

it('all of them are in the table', () => {
  expect([refused.files.length, refused.keys.length]).toEqual([7, 7]);
});

describe('PKCS#12', () => {
  it.each(refused.files)('$id: openssl pkcs12 -info says $openssl', async ({ openssl, file }) => {
    for (const password of [undefined, 'secret', 'guess']) {
      const report = await readInput(octets(file), password ? { password } : {});
      expect(codes(report)).toEqual(['pkcs12-unsupported']); // no password helps, so none is asked for
      const [problem] = report.problems;
      const cipher = openssl.split(', ')[2];
      expect(plain(problem?.params.algorithm)).toBe(plain(cipher));
      expect(problem && x509.input['pkcs12-unsupported'](problem.params)).toContain(
        'openssl pkcs12 -legacy -in old.p12 -out all.pem, then openssl pkcs12 -export -in all.pem -out new.p12',
      );
    }
  });

  it('more iterations than are waited for', async () => {
    const report = await readInput(octets(refused.costly.file), { password: 'secret' });
    expect(report.problems).toMatchObject([{ code: 'pkcs12-too-costly', params: { algorithm: 'PBKDF2' } }]);
  });

  it('the key alone: the certificate is shown, and what of the key is said', async () => {
    const asked = await readInput(octets(refused.keyAlone.file));
    expect(codes(asked)).toEqual(['pkcs12-needs-password']);
    const report = await openWithPassword(asked, 0, 'secret');
    expect(kinds(report)).toEqual(['pkcs12', 'certificate']);
    expect(report.problems).toMatchObject([
      { code: 'pkcs12-partly-read', params: { algorithm: 'camellia192-CBC' } },
    ]);
  });

  it.each([...refused.files, refused.costly, refused.keyAlone])(
    '$id, written anew by the commands that are named',
    async ({ anew }) => {
      const report = await readInput(octets(anew), { password: 'secret' });
      expect(codes(report)).toEqual([]);
      expect(kinds(report)).toEqual(['pkcs12', 'certificate', 'private-key']);
    },
  );
});

describe('keys', () => {
  it.each(refused.keys)('$id', async ({ id, pem }) => {
    const report = await openWithPassword(await readInput(pem), 0, 'secret');
    expect(codes(report)).toEqual(['key-unsupported']);
    const [problem] = report.problems;
    expect(plain(problem?.params.algorithm)).toBe(plain(id));
    expect(problem && x509.input['key-unsupported'](problem.params)).toContain(
      'openssl pkcs8 -topk8 -provider legacy -provider default -in old.key -out new.key',
    );
  });

  it('more iterations than are waited for', async () => {
    const report = await openWithPassword(await readInput(refused.costlyKey.pem), 0, 'secret');
    expect(report.problems).toMatchObject([{ code: 'key-too-costly', params: { algorithm: 'PBKDF2' } }]);
  });

  it.each([...refused.keys, refused.costlyKey])('$id, encrypted anew by the command', async ({ anew }) => {
    const report = await openWithPassword(await readInput(anew), 0, 'secret');
    expect(codes(report)).toEqual([]);
    expect(report.items).toMatchObject([{ kind: 'private-key', encrypted: false, algorithm: 'EC P-256' }]);
  });
});

/** RFC 6229 section 2: the first sixteen octets of the key stream. */
it.each([
  ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
  ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
  ['833222772a', '80ad97bdc973df8a2e879e92a497efda'],
])('RC4 with the key %s', (key, stream) => {
  expect(rc4(new Uint8Array(16), bytes(key))).toEqual(bytes(stream));
});
