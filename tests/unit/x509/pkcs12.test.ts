/** PKCS#12 files that openssl made: opened with the right password, told apart with a wrong one and after damage. */
import { describe, expect, it } from 'vitest';
import { openWithPassword, readInput, type InputReport } from '../../../src/x509/readInput.ts';
import { derIn, readJson, readText } from './files.ts';

type Row = { id: string; password: string; file: string };
const { rows } = readJson('tests/truth/x509/pkcs12.json') as { rows: Row[] };
const blog = derIn(readText('samples/blog.example.pem'));
const authority = derIn(readText('samples/lab-ca.pem'));
const octets = ({ file }: Row): Uint8Array => new Uint8Array(Buffer.from(file, 'base64'));
const row = (start: string): Row => rows.find(({ id }) => id.startsWith(start)) ?? never();
const never = (): never => {
  throw new Error('no such row');
};

const codes = ({ problems }: InputReport): string[] => problems.map(({ code }) => code);
const certificates = ({ items }: InputReport): Uint8Array[] =>
  items.flatMap((item) => (item.kind === 'certificate' ? [item.der] : []));
const keys = ({ items }: InputReport) => items.filter((item) => item.kind === 'private-key');

describe('the right password', () => {
  it.each(rows)('$id', async ({ id, password, file }) => {
    const report = await readInput(octets({ id, password, file }), { password });
    expect(codes(report)).toEqual([]);
    const inside = id === 'no certificate of its own' ? [authority] : [blog, authority];
    expect(certificates(report).sort((a, b) => a.length - b.length)).toEqual(
      inside.sort((a, b) => a.length - b.length),
    );
    expect(keys(report)).toHaveLength(id === 'no key' ? 0 : 1);
    for (const key of keys(report)) {
      const own = report.items.findIndex(
        (item) => item.kind === 'certificate' && item.der.length === blog.length,
      );
      expect(key).toMatchObject({ algorithm: 'EC P-256', encrypted: false, container: 0 });
      expect(key.matches).toEqual(own < 0 ? [] : [own]);
    }
  });
});

describe('without a password, and with a wrong one', () => {
  const open = ['no MAC', 'nothing encrypted'];
  const locked = rows.filter(({ id, password }) => password !== '' && !open.includes(id));
  it.each(locked)('$id', async (file) => {
    expect(codes(await readInput(octets(file)))).toEqual(['pkcs12-needs-password']);
    const report = await readInput(octets(file), { password: 'guess' });
    expect(codes(report)).toEqual(['pkcs12-wrong-password']);
    expect(report.items.map(({ kind }) => kind)).toEqual(['pkcs12']);
  });

  it('without a MAC, decryption tells', async () => {
    expect(codes(await readInput(octets(row('no MAC')), { password: 'guess' }))).toEqual([
      'pkcs12-wrong-password',
    ]);
  });

  it('what is not encrypted is shown, but its MAC could not be checked', async () => {
    for (const password of [undefined, 'guess']) {
      const report = await readInput(octets(row('nothing encrypted')), password ? { password } : {});
      expect(codes(report)).toEqual(['pkcs12-unchecked']);
      expect(certificates(report)).toHaveLength(2);
      expect(keys(report)).toHaveLength(1);
    }
  });

  it('an empty password is tried before anybody is asked', async () => {
    expect(certificates(await readInput(octets(row('an empty'))))).toHaveLength(2);
  });
});

describe('damage is told from a wrong password', () => {
  it('cut off', async () => {
    const whole = octets(row('default'));
    for (const length of [whole.length - 1, whole.length - 200, 200]) {
      const report = await readInput(whole.slice(0, length), { password: 'secret' });
      expect(codes(report)).toEqual(['pkcs12-damaged']);
    }
  });

  it.each([['default'], ['-legacy'], ['triple DES for both']])('one bit turned: %s', async (id) => {
    const turned = octets(row(id));
    const at = 300;
    turned[at] = (turned[at] ?? 0) ^ 1;
    expect(codes(await readInput(turned, { password: 'secret' }))).toEqual(['pkcs12-altered']);
    expect(codes(await readInput(turned, { password: 'guess' }))).toEqual(['pkcs12-wrong-password']);
  });
});

describe('opened from the page', () => {
  it('first wrong, then right: what was said before is taken back, the others stay', async () => {
    const pem = `${readText('samples/test1.pem')}-----BEGIN PKCS12-----\n${row('-legacy').file}\n-----END PKCS12-----\n`;
    const asked = await readInput(pem);
    const index = asked.items.findIndex(({ kind }) => kind === 'pkcs12');
    expect(codes(asked)).toEqual(['pkcs12-needs-password']);
    const wrong = await openWithPassword(asked, index, 'guess');
    expect(codes(wrong)).toEqual(['pkcs12-wrong-password']);
    const right = await openWithPassword(wrong, index, 'secret');
    expect(codes(right)).toEqual([]);
    expect(right.items.map(({ kind, container }) => [kind, container])).toEqual([
      ['certificate', null],
      ['pkcs12', null],
      ['certificate', index],
      ['certificate', index],
      ['private-key', index],
    ]);
    expect(right.items[2]?.range).toEqual(right.items[1]?.range);
  });
});

it('a key that lies in the file without encryption is blanked out; the right password opens the rest', async () => {
  const asked = await readInput(octets(row('the key in the clear')));
  expect(codes(asked)).toEqual(['pkcs12-needs-password']);
  const opened = await openWithPassword(asked, 0, 'secret');
  expect(codes(opened)).toEqual(['pkcs12-unchecked']); // the MAC was made over the key too
  expect(certificates(opened)).toHaveLength(2);
});

it('a key that lies in the file without encryption is blanked out, in the octets and in the text', async () => {
  const { file } = row('nothing encrypted');
  const secret = Buffer.from(
    readText('samples/keys/blog.example.pem').replace(/^#.*$|-----[^-]*-----/gm, ''),
    'base64',
  ).subarray(36, 68); // the scalar in PKCS#8's ECPrivateKey
  expect(Buffer.from(file, 'base64').includes(secret)).toBe(true);
  const report = await readInput(file, { password: 'secret' });
  for (const item of report.items) {
    if ('der' in item) expect(Buffer.from(item.der).includes(secret)).toBe(false);
  }
  expect(report.text).toMatch(/^\*+$/);
  const unopened = await readInput(octets(row('nothing encrypted')));
  for (const item of unopened.items) {
    if ('der' in item) expect(Buffer.from(item.der).includes(secret)).toBe(false);
  }
});
