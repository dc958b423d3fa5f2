import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOfBytes } from '../../../src/x509/textMap.ts';
import { readInput, type InputItem, type InputReport } from '../../../src/x509/readInput.ts';
import { x509 } from '../../../src/content/en/x509.ts';
import { derIn, readBytes, readText } from './files.ts';

const truth = (name: string): string => readText(`tests/truth/x509/${name}`);
const sample = readText('samples/blog.example.pem');
const pem = sample.slice(sample.indexOf('-----BEGIN'));
const der = derIn(pem);
const base64 = Buffer.from(der).toString('base64');
const hex = Buffer.from(der).toString('hex');

const kinds = ({ items }: InputReport): string[] => items.map(({ kind }) => kind);
const codes = ({ problems }: InputReport): string[] => problems.map(({ code }) => code);
const subjects = ({ items }: InputReport): (string | null)[] =>
  items.map((item) =>
    item.kind === 'certificate' ? (item.certificate?.subject.attributes.at(-1)?.text ?? null) : null,
  );

const utf16 = (text: string, bigEndian: string): Uint8Array => {
  const octets = Buffer.from(text, 'utf16le');
  return new Uint8Array(bigEndian === 'be' ? octets.swap16() : octets);
};

describe('the same certificate, however it comes', () => {
  it.each<[reason: string, input: string | Uint8Array]>([
    ['PEM', pem],
    ['with comments', sample],
    ['as the octets of a file', new TextEncoder().encode(pem)],
    ['with a byte order mark', new TextEncoder().encode(`\ufeff${pem}`)],
    ['UTF-16LE with a mark (Windows Notepad)', utf16(`\ufeff${pem}`, 'le')],
    ['UTF-16BE with a mark', utf16(`\ufeff${pem}`, 'be')],
    ['UTF-16LE without one', utf16(pem, 'le')],
    ['Latin-1 text around it', new Uint8Array(Buffer.from(`für dich:\n${pem}`, 'latin1'))],
    ['Windows line ends', pem.replaceAll('\n', '\r\n')],
    ['indented', pem.replaceAll(/^/gm, '      ')],
    ['inside a mail', `Hello,\n\nhere it is:\n\n${pem}\nRegards`],
    ['in a JSON string', JSON.stringify({ certificate: pem })],
    ['one line', pem.replaceAll('\n', '')],
    ['DER', der],
    ['bare base64', base64],
    ['bare base64 in quotes', `"${base64}",`],
    ['bare base64 in lines', base64.replace(/.{64}/g, '$&\n')],
    ['hexadecimal', hex],
    ['hexadecimal with colons', hex.toUpperCase().replace(/..(?=.)/g, '$&:')],
    ['hexadecimal with blanks and line ends', hex.replace(/.{2}/g, '$& ').replace(/.{48}/g, '$&\n')],
    ['TRUSTED CERTIFICATE (OpenSSL), which has more behind it', truth('trusted.pem')],
  ])('%s', async (_reason, input) => {
    const report = await readInput(input);
    expect(codes(report)).toEqual([]);
    expect(kinds(report)).toEqual(['certificate']);
    const expected = _reason.startsWith('TRUSTED') ? 'leaf-sub.example' : 'blog.example';
    expect(subjects(report)).toEqual([expected]);
  });
});

describe('other things that people keep in such files', () => {
  it.each<[file: string, kinds: string[], algorithm?: string | null]>([
    ['request.pem', ['csr']],
    ['crl.pem', ['crl']],
    ['public.pem', ['public-key']],
    ['bundle.p7b', ['pkcs7', 'certificate', 'certificate']],
    ['rsa-traditional.pem', ['private-key'], 'RSA'],
    ['ec-traditional.pem', ['private-key'], 'EC P-256'],
    ['encrypted-pkcs8.pem', ['private-key'], null],
    ['encrypted-traditional.pem', ['private-key'], null],
  ])('%s', async (file, expected, algorithm) => {
    const report = await readInput(truth(file));
    expect(kinds(report)).toEqual(expected);
    expect(codes(report)).toEqual([]);
    const [item] = report.items;
    if (item?.kind === 'private-key') expect(item.algorithm).toBe(algorithm);
  });

  it.each(['request.pem', 'crl.pem', 'public.pem', 'bundle.p7b'])('%s as DER', async (file) => {
    const body = truth(file).replace(/-----[^-]*-----/g, '');
    const report = await readInput(new Uint8Array(Buffer.from(body, 'base64')));
    expect(kinds(report)).toEqual(kinds(await readInput(truth(file))));
  });

  it.each([
    ['samples/keys/blog.example.pem', 'EC P-256'],
    ['samples/keys/rsa-2048.pem', 'RSA'],
    ['samples/keys/ed25519.pem', 'Ed25519'],
  ])('%s is a private key: %s', async (file, algorithm) => {
    const report = await readInput(readText(file));
    expect(report.items).toMatchObject([{ kind: 'private-key', algorithm, encrypted: false }]);
  });

  it('a chain keeps its order', async () => {
    const report = await readInput(readText('samples/with-intermediate.pem'));
    expect(subjects(report)).toEqual(['chain.example', 'whichcert lab intermediate']);
  });

  it('DER files joined together are several items', async () => {
    const report = await readInput(new Uint8Array([...der, ...readBytes('tests/truth/x509/leaf-sub.der')]));
    expect(subjects(report)).toEqual(['blog.example', 'leaf-sub.example']);
    expect(report.items[1]?.range.start).toBe(der.length);
  });

  it('octets behind DER are reported', async () => {
    const report = await readInput(new Uint8Array([...der, 1, 2, 3]));
    expect(report.problems).toMatchObject([
      { code: 'der-trailing-data', params: { offset: der.length, length: 3 } },
    ]);
  });
});

describe('PKCS#12', () => {
  const file = (name: string): Uint8Array => readBytes(`tests/truth/x509/${name}`);
  it.each<[reason: string, name: string, password: string | undefined, problems: string[], inside: number]>([
    ['the right password', 'aes.p12', 'secret', [], 2],
    ['no password', 'aes.p12', undefined, ['pkcs12-needs-password'], 0],
    ['a wrong password', 'aes.p12', 'guess', ['pkcs12-wrong-password'], 0],
    ['RC2 and triple DES, as before OpenSSL 3', 'legacy.p12', 'secret', [], 2],
  ])('%s', async (_reason, name, password, problems, inside) => {
    const report = await readInput(file(name), password === undefined ? {} : { password });
    const key = inside > 0 ? ['private-key'] : [];
    expect(kinds(report)).toEqual(['pkcs12', ...Array<string>(inside).fill('certificate'), ...key]);
    expect(codes(report)).toEqual(problems);
    if (inside > 0) expect(subjects(report).slice(1, 3)).toEqual(['leaf-sub.example', 'sub.example']);
    if (inside > 0)
      expect(report.items[1]).toMatchObject({
        container: 0,
        der: readBytes('tests/truth/x509/leaf-sub.der'),
      });
  });
});

describe('a private key is recognised and forgotten', () => {
  const key = readText('samples/keys/blog.example.pem');
  const secret = key.split('\n')[2] ?? '';
  it.each<[reason: string, input: string | Uint8Array]>([
    ['PEM beside a certificate', `${pem}\n${key}`],
    ['labelled as a certificate', key.replaceAll('PRIVATE KEY', 'CERTIFICATE')],
    ['DER', new Uint8Array(Buffer.from(key.replace(/^.*-$|^#.*$/gm, ''), 'base64'))],
    ['bare base64', key.replace(/^.*-$|^#.*$/gm, '').trim()],
  ])('%s', async (_reason, input) => {
    const report = await readInput(input);
    const item = report.items.find(({ kind }) => kind === 'private-key');
    expect(Object.keys(item ?? {}).sort()).toEqual([
      'algorithm',
      'container',
      'encrypted',
      'kind',
      'label',
      'lines',
      'matches',
      'publicKey',
      'range',
      'sealed',
    ]);
    expect(item).toMatchObject({ sealed: null });
    expect(secret.length).toBeGreaterThan(60);
    expect(report.text ?? '').not.toContain(secret);
    expect(JSON.stringify(report)).not.toContain(secret);
    if (typeof input === 'string') expect(report.text).toHaveLength(input.length);
  });
});

describe('not a certificate: one problem that says what it looks like', () => {
  it.each<[code: string, input: string | Uint8Array]>([
    ['empty', ''],
    ['empty', ' \r\n\t'],
    ['empty', new Uint8Array()],
    ['looks-like-html', readText('samples/broken/not-a-certificate.html')],
    ['looks-like-html', '<html><body>Sign in</body></html>'],
    ['looks-like-xml', '<?xml version="1.0"?>\n<a/>'],
    ['looks-like-json', '{"error": "not found"}'],
    ['looks-like-json', '[1, 2]'],
    ['looks-like-nginx', 'http {\n  server {\n    listen 443 ssl;\n  }\n}\n'],
    ['looks-like-nginx', '  listen 443 ssl;\n  ssl_certificate /etc/ssl/a.pem;\n'],
    ['looks-like-apache', '# site\n<VirtualHost *:443>\n  SSLEngine on\n</VirtualHost>\n'],
    ['looks-like-haproxy', 'frontend web\n    bind :443 ssl crt /etc/ssl\n    default_backend app\n'],
    ['looks-like-caddy', 'a.example {\n\treverse_proxy localhost:8080\n}\n'],
    ['looks-like-ssh-key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ me@host'],
    ['looks-like-ssh-key', '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----'],
    ['looks-like-pgp', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQEN\n-----END PGP PUBLIC KEY BLOCK-----'],
    ['looks-like-openssl-text', 'Certificate:\n    Data:\n        Version: 3 (0x2)\n'],
    [
      'looks-like-error-log',
      '[ssl:warn] [pid 7] AH01909: a.example:443:0 server certificate does NOT include',
    ],
    ['looks-like-error-log', 'SSL_do_handshake() failed (SSL: error:0A000412:SSL routines::bad certificate)'],
    ['looks-like-url', 'https://a.example/'],
    ['looks-like-host-name', 'www.a.example'],
    ['looks-like-plain-text', 'This is the certificate you asked for.'],
    ['looks-like-image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
    ['looks-like-pdf', new Uint8Array([...Buffer.from('%PDF-1.7\n'), 0, 1, 2])],
    ['looks-like-archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0])],
    ['looks-like-java-keystore', new Uint8Array([0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2])],
    ['looks-like-capture', new Uint8Array([0x0a, 0x0d, 0x0d, 0x0a, 0x1c, 0, 0, 0])],
    ['looks-like-client-hello', new Uint8Array([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc])],
    ['looks-like-client-hello', '16 03 01 02 00 01 00 01 fc 03 03 00 00 00 00 00'],
    ['looks-like-binary', Uint8Array.from({ length: 500 }, (_, i) => (i * 167 + 13) & 0xff)],
    ['looks-like-binary', '\ufffd\u0000\ufffd\ufffd\u0001abc\ufffd'],
  ])('%s: %j', async (code, input) => {
    const report = await readInput(input);
    expect(codes(report)).toEqual([code]);
    expect(report.items).toEqual([]);
    expect(x509.input[report.problems[0]?.code ?? 'empty']({})).toMatch(/\.$/);
  });
});

describe('one element of any type', () => {
  it.each([
    ['OCTET STRING', [0x04, 3, 0, 1, 2]],
    ['SET of NULL', [0x31, 2, 5, 0]],
    ['[0] constructed', [0xa0, 3, 2, 1, 1]],
  ])('%s is ASN.1, as a file', async (_, octets) => {
    const report = await readInput(Uint8Array.from(octets));
    expect(report.items).toMatchObject([{ kind: 'unknown-asn1', document: { diagnostics: [] } }]);
  });

  it('is not, when octets are missing or left over', async () => {
    for (const octets of [
      [0x04, 3, 0, 1],
      [0x04, 3, 0, 1, 2, 0],
    ]) {
      const report = await readInput(Uint8Array.from(octets));
      expect(codes(report)).toEqual(['looks-like-binary']);
    }
  });
});

describe('broken PEM: what could be read, and where it stopped', () => {
  it('truncated', async () => {
    const report = await readInput(readText('samples/broken/truncated.pem'));
    expect(codes(report)).toEqual(['pem-no-end']);
    expect(report.items).toMatchObject([
      { kind: 'certificate', certificate: null, error: { code: 'certificate-broken' } },
    ]);
    const [item] = report.items;
    expect(item?.kind === 'certificate' && item.document.nodeCount).toBeGreaterThan(10);
  });

  it('bad base64: the range is the first bad character', async () => {
    const text = readText('samples/broken/bad-base64.pem');
    const report = await readInput(text);
    expect(codes(report)).toEqual(['pem-bad-base64']);
    const range = report.problems[0]?.range;
    expect(range && text.slice(range.start, range.end)).toBe('*');
    expect(text.indexOf('*?')).toBe(range?.start);
  });

  it('bare base64 with a bad character', async () => {
    const report = await readInput(`${base64.slice(0, 400)}!${base64.slice(401)}`);
    expect(report.problems).toMatchObject([{ code: 'pem-bad-base64', range: { start: 400, end: 401 } }]);
  });

  it('the beginning is missing', async () => {
    const report = await readInput(pem.slice(pem.indexOf('\n') + 1));
    expect(codes(report)).toEqual(['pem-end-without-begin']);
    expect(subjects(report)).toEqual(['blog.example']);
  });

  it('a CSR labelled as a certificate is a CSR', async () => {
    const report = await readInput(truth('request.pem').replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE'));
    expect(kinds(report)).toEqual(['csr']);
    expect(codes(report)).toEqual(['label-contradicts-content']);
  });

  it('a block of something else keeps its tree', async () => {
    const report = await readInput(
      '-----BEGIN DH PARAMETERS-----\nMAYCAQUCAQI=\n-----END DH PARAMETERS-----',
    );
    expect(kinds(report)).toEqual(['unknown-asn1']);
  });

  it('one broken block does not hide the next', async () => {
    const report = await readInput(`${readText('samples/broken/truncated.pem')}\n${pem}`);
    expect(subjects(report)).toEqual([null, 'blog.example']);
  });
});

it('links bytes to characters of the text', async () => {
  const report = await readInput(new TextEncoder().encode(sample));
  const [item] = report.items;
  if (item?.kind !== 'certificate' || item.body === null) throw new Error('a certificate in PEM');
  const { start, end } = item.certificate?.serialNumber.range ?? { start: 0, end: 0 };
  const range = charactersOfBytes(item.body, { start, end });
  const characters = report.text?.slice(range?.start, range?.end).replaceAll('\n', '') ?? '';
  const offset = Math.floor((start * 8) / 6);
  expect(characters).toBe(base64.slice(offset, offset + characters.length));
});

describe('size', () => {
  const megabytes = 20 * 2 ** 20;
  it.each<[reason: string, input: () => string | Uint8Array]>([
    ['a PEM bundle', () => pem.repeat(Math.floor(megabytes / pem.length))],
    ['text', () => 'All work and no play makes Jack a dull boy.\n'.repeat(megabytes / 44)],
    ['blanks', () => ' \n'.repeat(megabytes / 2)],
    ['one letter', () => 'M'.repeat(megabytes)],
    ['random octets', () => Uint8Array.from({ length: megabytes }, (_, i) => (i * i * 31 + (i >> 7)) & 0xff)],
    ['a SEQUENCE of zeros', () => new Uint8Array(megabytes).fill(0x30, 0, 1).fill(0x80, 1, 2)],
    ['hexadecimal', () => hex.repeat(megabytes / hex.length)],
  ])('20 MB: %s', async (reason, input) => {
    const made = input();
    const started = process.cpuUsage();
    const report = await readInput(made);
    const took = Math.round(process.cpuUsage(started).user / 1000); // other work on the machine does not count
    console.log(
      `20 MB, ${reason}: ${took} ms, ${report.items.length} items, ${codes(report).length} problems`,
    );
    expect(report.items.length + report.problems.length).toBeGreaterThan(0);
    expect(took).toBeLessThan(3000); // the aim is 1 s; collecting the garbage of the test itself counts too
  });
});

it('never throws', async () => {
  const property = fc.asyncProperty(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), mutatedPem()),
    async (input) => {
      const { items, problems } = await readInput(input);
      expect(items.length + problems.length).toBeGreaterThan(0);
      for (const item of items) expectRange(item, input.length);
    },
  );
  await fc.assert(property, { numRuns: 1500, seed: 7 });
});

function expectRange({ range }: InputItem, length: number): void {
  expect(range.start).toBeGreaterThanOrEqual(0);
  expect(range.end).toBeLessThanOrEqual(length);
}

function mutatedPem(): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(2000), text: fc.string({ unit: 'binary', maxLength: 3 }) });
  return fc.array(edit, { maxLength: 4 }).map((edits) =>
    edits.reduce((text, { at, text: inserted }) => {
      const place = at % text.length;
      return text.slice(0, place) + inserted + text.slice(place + 1);
    }, sample),
  );
}
