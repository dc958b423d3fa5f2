/** Files that are opened together. */
import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../src/worker/openFiles.ts';
import { readInput } from '../../../src/x509/readInput.ts';
import { derIn, readBytes, readText } from '../x509/files.ts';

const pem = (name: string): string => readText(`samples/${name}.pem`);
const file = (name: string, content: Uint8Array | string): File =>
  new File([typeof content === 'string' ? content : content.slice()], name);
const blog = derIn(pem('blog.example'));
const authority = derIn(pem('lab-ca'));

/** The certificates that are found in the files, and the names of those that show nothing. */
async function opened(...files: File[]) {
  const read = await readFiles(files);
  const report = read && (await readInput(read.input));
  const ders = report?.items.map((item) =>
    'der' in item ? Buffer.from(item.der).toString('hex') : item.kind,
  );
  return { found: ders, passedOver: read?.passedOver, problems: report?.problems.map(({ code }) => code) };
}
const hex = (der: Uint8Array): string => Buffer.from(der).toString('hex');

describe('several files', () => {
  it.each<[string, File[], Uint8Array[], string[]]>([
    ['one in DER', [file('a.der', blog)], [blog], []],
    ['two in DER', [file('a.der', blog), file('b.der', authority)], [blog, authority], []],
    ['two in PEM', [file('a.pem', pem('blog.example')), file('b.pem', pem('lab-ca'))], [blog, authority], []],
    [
      'PEM and DER: those in PEM first',
      [file('a.der', blog), file('b.pem', pem('lab-ca'))],
      [authority, blog],
      [],
    ],
    [
      'DER and a picture',
      [file('a.der', blog), file('b.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff))],
      [blog],
      ['b.png'],
    ],
    [
      'a picture, then DER',
      [file('b.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff)), file('a.der', blog)],
      [blog],
      ['b.png'],
    ],
    [
      'PEM, a note and DER that was cut off',
      [file('a.pem', pem('blog.example')), file('note.txt', 'hello'), file('c.der', authority.slice(0, 200))],
      [blog],
      ['note.txt', 'c.der'],
    ],
  ])('%s', async (_reason, files, found, passedOver) => {
    const { problems, ...rest } = await opened(...files);
    expect(rest).toEqual({ found: found.map(hex), passedOver });
    expect(problems).toEqual([]);
  });

  it('a private key in DER beside its certificate is recognised and matched', async () => {
    const key = Buffer.from(pem('keys/blog.example').replace(/^#.*$|-----[^-]*-----/gm, ''), 'base64');
    const read = await readFiles([file('a.key', new Uint8Array(key)), file('b.der', blog)]);
    const report = read && (await readInput(read.input));
    expect(report?.items.map(({ kind }) => kind)).toEqual(['private-key', 'certificate']);
    expect(report?.items[0]).toMatchObject({ matches: [1] });
  });

  it('PKCS#12 beside a certificate', async () => {
    const read = await readFiles([
      file('a.pem', pem('lab-ca')),
      file('b.p12', readBytes('tests/truth/x509/aes.p12')),
    ]);
    const report = read && (await readInput(read.input, { password: 'secret' }));
    expect(report?.items.map(({ kind }) => kind).slice(0, 2)).toEqual(['certificate', 'pkcs12']);
    expect(read?.passedOver).toEqual([]);
  });
});
