/** The same certificate after it went through the hands, programs and formats that people copy it from. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { x509 } from '../../../src/content/en/x509.ts';
import { readInput, type InputReport } from '../../../src/x509/readInput.ts';
import { derIn, readText } from './files.ts';

const sample = readText('samples/blog.example.pem');
const pem = sample.slice(sample.indexOf('-----BEGIN'));
const der = derIn(pem);
const base64 = Buffer.from(der).toString('base64');
const base64url = Buffer.from(der).toString('base64url');
const hex = Buffer.from(der).toString('hex');
const pairs = hex.match(/../g) ?? [];
const lines = pem.trimEnd().split('\n');
const [begin = '', ...rest] = lines;
const end = rest.at(-1) ?? '';
const body = rest.slice(0, -1);
const prefixed = (prefix: (line: number) => string): string =>
  lines.map((line, i) => prefix(i + 1) + line).join('\n');

const codes = ({ problems }: InputReport): string[] => problems.map(({ code }) => code);
const ders = ({ items }: InputReport): string[] =>
  items.map((item) => ('der' in item ? Buffer.from(item.der).toString('hex') : item.kind));

describe('spellings of sloppy PEM that give the certificate', () => {
  it.each<[reason: string, input: string, remarks: string[]]>([
    ['indented', prefixed(() => '\t   '), []],
    ['one line', lines.join(''), []],
    ['one line with blanks for line ends', lines.join(' '), []],
    ['one character a line', `${begin}\n${body.join('').split('').join('\n')}\n${end}`, []],
    ['empty lines between', lines.join('\n\n'), []],
    ['without END', lines.slice(0, -1).join('\n'), ['pem-no-end']],
    ['without BEGIN', lines.slice(1).join('\n'), ['pem-end-without-begin']],
    ['CR LF', lines.join('\r\n'), []],
    ['CR alone', lines.join('\r'), []],
    ['JSON', JSON.stringify({ crt: pem }), []],
    ['JSON twice over', JSON.stringify(JSON.stringify({ crt: pem })), []],
    ['JSON as PHP writes it', `{"crt":"${lines.join('\\n').replaceAll('/', '\\/')}"}`, []],
    ['JSON as .NET writes it', `{"crt":"${lines.join('\\u000a').replaceAll('+', '\\u002B')}"}`, []],
    ['a URL parameter (nginx: ssl_client_escaped_cert)', `cert=${encodeURIComponent(pem)}`, []],
    ['a web page: entities', pem.replaceAll('\n', '&#10;').replaceAll('+', '&#43;'), []],
    ['a web page: line breaks', lines.join('<br/>\n'), []],
    ['em dashes (a word processor)', pem.replaceAll('-----', '—–-'), ['pem-odd-line', 'pem-odd-line']],
    ['en dashes', pem.replaceAll('-----', '––'), ['pem-odd-line', 'pem-odd-line']],
    ['one em dash', pem.replaceAll('-----', '—'), ['pem-odd-line', 'pem-odd-line']],
    ['four dashes', pem.replaceAll('-----', '----'), ['pem-odd-line', 'pem-odd-line']],
    ['a blank behind the dashes', pem.replaceAll('-----BEGIN', '----- BEGIN'), ['pem-odd-line']],
    ['no blank behind BEGIN', pem.replace('BEGIN ', 'BEGIN'), ['pem-odd-line']],
    ['small letters', pem.replace(begin, begin.toLowerCase()), ['pem-odd-line']],
    ['a label broken over two lines', pem.replace('BEGIN ', 'BEGIN\n'), ['pem-odd-line']],
    ['a no-break space in it', `${begin}\n${body.join('\u00a0\n')}\n${end}`, ['pem-odd-characters']],
    ['a byte order mark in it', `${begin}\n\ufeff${body.join('\n')}\n${end}`, ['pem-odd-characters']],
    ['a no-break space in the label', pem.replace('BEGIN ', 'BEGIN\u00a0'), ['pem-odd-line']],
    ['quoted in a mail', prefixed(() => '> '), []],
    ['quoted twice', prefixed(() => '>> '), []],
    ['commented out', prefixed(() => '# '), []],
    ['in a patch', prefixed(() => '+'), []],
    ['in a C comment', prefixed(() => ' * '), []],
    ['cat -n', prefixed((line) => `${String(line).padStart(6)}\t`), []],
    ['grep -n', prefixed((line) => `${line}:`), []],
    [
      'in a log (RFC 5424)',
      prefixed((line) => `<34>1 2026-11-26T18:00:${line + 10}.123Z host app 7 - - `),
      [],
    ],
    ['in a log whose numbers grow', prefixed((line) => `[${line * 3}.5] `), []],
    ['in a log: Docker Compose', prefixed(() => 'proxy-1  | '), []],
    ['a number that touches the digits', prefixed((line) => `x${String(line).padStart(2, '0')}`), []],
    ['a string of a C program', lines.map((line) => `    "${line}\\n"`).join('\n'), []],
    ['a string of a Java program', lines.map((line) => `"${line}\\n"`).join(' +\n    '), []],
    ['a string of a PowerShell script', `$crt = "${lines.join('`n')}"`, []],
    ['the same with both line ends', `$crt = "${lines.join('`r`n')}"`, []],
    ['a shell string continued with backslashes', lines.join('\\\n'), []],
    ['the base64url alphabet', `${begin}\n${base64url}\n${end}`, []],
    ['another label at the end', pem.replace(end, '-----END X509 CRL-----'), ['pem-label-mismatch']],
    ['text before and behind on the same lines', `Here: ${pem.trimEnd()} (all of it)`, []],
  ])('%s', async (_reason, input, remarks) => {
    const report = await readInput(input);
    expect(ders(report)).toEqual([hex]);
    expect(codes(report)).toEqual(remarks);
  });

  it('without a line end between two blocks', async () => {
    expect(ders(await readInput(`${pem.trimEnd()}${pem.trimEnd()}`))).toEqual([hex, hex]);
  });

  it('blocks of several kinds in any order, with base64 without armour between them', async () => {
    const request = readText('tests/truth/x509/request.pem');
    const list = readText('tests/truth/x509/crl.pem');
    const { items, problems } = await readInput(`${list}\n${base64}\n${request}\nand\n${pem}`);
    expect(items.map(({ kind }) => kind)).toEqual(['crl', 'certificate', 'csr', 'certificate']);
    expect(problems).toEqual([]);
  });
});

describe('faults that cannot be forgiven: the place and a sentence', () => {
  it.each<[reason: string, input: string, code: string, line: number, column: number]>([
    ['an asterisk', pem.replace(body[3] ?? '', `${body[3]?.slice(0, 10) ?? ''}*`), 'pem-bad-base64', 5, 11],
    ['an ellipsis for the middle', [begin, body[0], '…', end].join('\n'), 'pem-bad-base64', 3, 1],
    ['three dots', [begin, body[0], '...', end].join('\n'), 'pem-bad-base64', 3, 1],
    [
      'a letter lost',
      pem.replace(base64.slice(10, 20), base64.slice(11, 20)),
      'pem-incomplete-base64',
      1,
      28,
    ],
    ['nothing inside', `\n${begin}\n${end}`, 'pem-empty', 2, 28],
    ['the end is missing', `x\n${begin}\n${body[0] ?? ''}`, 'pem-no-end', 2, 1],
    ['the beginning is missing', `x\n${end}`, 'pem-end-without-begin', 2, 1],
    ['bare base64 that was cut', `\n ${base64.slice(0, 200)}`, 'input-cut-short', 2, 2],
    ['hexadecimal that was cut', ` ${hex.slice(0, 300)}`, 'input-cut-short', 1, 2],
    ['hexadecimal with half a byte', hex.slice(0, 301), 'hex-odd-digits', 1, 1],
    ['hexadecimal with a letter', `${hex.slice(0, 300)}\nxyz`, 'hex-bad-character', 2, 1],
  ])('%s', async (_reason, input, code, line, column) => {
    const report = await readInput(input);
    const problem = report.problems.find((found) => found.code === code);
    expect(problem?.place).toEqual({ line, column });
    expect(problem && x509.input[problem.code](problem.params)).toMatch(/^[A-Z].*\.$/);
  });
});

const dump = (program: string, ...options: string[]): string =>
  execFileSync(program, options, { input: der, encoding: 'utf8' });

describe('without armour', () => {
  it.each<[reason: string, input: string]>([
    ['base64url', base64url],
    ['base64 in XML (SAML)', `<ds:X509Certificate>\n${base64}\n</ds:X509Certificate>`],
    ['base64 in JSON (x5c)', `{"x5c":["${base64}"],"kty":"EC"}`],
    ['base64 in LDIF', `userCertificate;binary:: ${base64.replace(/.{60}/g, '$&\n ')}\ncn: x`],
    ['base64 in a header (RFC 9440)', `Client-Cert: :${base64}:`],
    ['a data: URI', `data:application/x-x509-ca-cert;base64,${base64}`],
    ['a data: URI of PEM', `data:application/x-pem-file,${encodeURIComponent(pem)}`],
    ['a data: URI of PEM in base64', `data:;base64,${Buffer.from(pem).toString('base64')}`],
    ['base64 with words behind', `${base64}\nRegards\nBob`],
    ['hexadecimal with 0x', `0x${hex}`],
    ['hexadecimal of a database', `\\x${hex}`],
    ['hexadecimal with dashes', pairs.join('-')],
    [
      'a C array',
      `/* 30 */ unsigned char c[] = {\n${pairs.map((pair) => `0x${pair}`).join(', ')}\n};\nint n = 5;`,
    ],
    ['a C array with short numbers', `{ ${[...der].map((octet) => `0x${octet.toString(16)}`).join(',')} }`],
    ['a C string', `"${pairs.map((pair) => `\\x${pair}`).join('')}"`],
    ['a Java array', `new byte[] {${[...new Int8Array(der)].join(', ')}}`],
    ['decimal numbers', `[${[...der].join(', ')}]`],
    ['od -tx1', dump('od', '-tx1')],
    ['od -An -v -tx1', dump('od', '-An', '-v', '-tx1')],
    ['od -Ax -tx1z', dump('od', '-Ax', '-tx1z')],
    ['od -Ad -tx1', dump('od', '-Ad', '-tx1')],
    ['od -tx2', dump('od', '-tx2')],
    ['od', dump('od')],
    ['od -b', dump('od', '-b')],
    ['xxd', xxd(16, 2)],
    ['xxd, with what was typed before it', `$ xxd a.der\n${xxd(16, 2)}$ `],
    ['xxd -g1', xxd(16, 1)],
    ['hexdump -C', hexdump()],
    ['Wireshark', wireshark()],
  ])('%s', async (_reason, input) => {
    const report = await readInput(input);
    expect(ders(report)).toEqual([hex]);
    expect(codes(report)).toEqual([]);
  });

  it('od passes over lines that repeat, and the dump is whole all the same', async () => {
    const octets = Buffer.concat([
      Buffer.from('308200c4', 'hex'),
      Buffer.from('0481c1', 'hex'),
      Buffer.alloc(193),
    ]);
    const squeezed = execFileSync('od', ['-tx1'], { input: octets, encoding: 'utf8' });
    expect(squeezed).toContain('*');
    const padded = squeezed.replace('0000000 30 82 00 c4 04 81 c1', '0000000 30 82 00 c4 02 81 c1');
    expect(ders(await readInput(padded))).toEqual([octets.toString('hex').replace('0481c1', '0281c1')]);
  });
});

/** As xxd prints: address, groups of `size` octets, text. */
function xxd(columns: number, size: number): string {
  return rows(columns, (octets, offset) => {
    const groups = octets.toString('hex').match(new RegExp(`.{1,${size * 2}}`, 'g')) ?? [];
    const width = (columns / size) * (size * 2 + 1);
    return `${offset.toString(16).padStart(8, '0')}: ${groups.join(' ').padEnd(width)} ${printable(octets)}\n`;
  });
}

function hexdump(): string {
  const closing = `${der.length.toString(16).padStart(8, '0')}\n`;
  return rows(16, (octets, offset) => {
    const spaced = (octets.toString('hex').match(/../g) ?? []).map((pair, i) =>
      i === 8 ? ` ${pair}` : pair,
    );
    return `${offset.toString(16).padStart(8, '0')}  ${spaced.join(' ').padEnd(48)}  |${printable(octets)}|\n`;
  }).concat(closing);
}

function wireshark(): string {
  return rows(16, (octets, offset) => {
    const spaced = (octets.toString('hex').match(/../g) ?? []).join(' ');
    return `${offset.toString(16).padStart(4, '0')}   ${spaced.padEnd(47)}   ${printable(octets)}\n`;
  });
}

function rows(columns: number, row: (octets: Buffer, offset: number) => string): string {
  let text = '';
  for (let offset = 0; offset < der.length; offset += columns) {
    text += row(Buffer.from(der.subarray(offset, offset + columns)), offset);
  }
  return text;
}

const printable = (octets: Buffer): string => octets.toString('latin1').replace(/[^ -~]/g, '.');

describe('Kubernetes', () => {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  const key = readText('samples/keys/blog.example.pem');
  const authority = readText('samples/lab-ca.pem');
  const secret = `apiVersion: v1
data:
  ca.crt: ${encoded(authority)}
  tls.crt: ${encoded(pem)}
  tls.key: ${encoded(key)}
kind: Secret
metadata:
  name: blog
type: kubernetes.io/tls
`;
  const asJson = JSON.stringify({
    data: { 'ca.crt': encoded(authority), 'tls.crt': encoded(pem), 'tls.key': encoded(key) },
  });
  const folded = secret.replace(/(.{76})(?=.{20})/g, '$1\n    ');

  it.each([
    ['YAML', secret],
    ['JSON', asJson],
    ['YAML with folded lines', folded],
  ])('a TLS secret in %s', async (_reason, input) => {
    const report = await readInput(input);
    expect(report.items.map(({ kind }) => kind)).toEqual(['certificate', 'certificate', 'private-key']);
    expect(codes(report)).toEqual([]);
    expect(report.text).toHaveLength(input.length);
    expect(report.text).toContain(encoded(pem).slice(0, 60));
    const inner = encoded(key).slice(encoded('x'.repeat(key.indexOf('-----BEGIN'))).length + 4, -8);
    expect(inner.length).toBeGreaterThan(100);
    for (let at = 0; at + 40 < inner.length; at += 20) {
      expect(report.text?.replace(/\s/g, '')).not.toContain(inner.slice(at, at + 40));
    }
  });

  it('stringData holds PEM as it is', async () => {
    const text = `stringData:\n  tls.crt: |\n${pem.replaceAll(/^/gm, '    ')}\n  tls.key: |\n${key.replaceAll(/^/gm, '    ')}`;
    const { items } = await readInput(text);
    expect(items.map(({ kind }) => kind)).toEqual(['certificate', 'private-key']);
  });
});

describe('hostile texts take linear time', () => {
  const size = 2 ** 20;
  it.each<[reason: string, input: () => string]>([
    ['dashes', () => '-'.repeat(size)],
    ['dashes with words', () => '-----BEGIN '.repeat(size / 11)],
    ['BEGIN lines', () => `${begin}\n`.repeat(size / 28)],
    ['BEGIN lines with a body', () => `${begin}\nMIIB\n`.repeat(size / 33)],
    ['END lines', () => `${end}\n`.repeat(size / 26)],
    ['blanks behind BEGIN', () => `${begin}\n${' '.repeat(size)}x`],
    ['headers', () => `${begin}\n${'A: b\n'.repeat(size / 5)}`],
    ['a header of blanks', () => `${begin}\nA:${' '.repeat(size)}`],
    ['headers of blanks', () => `${begin}\nA: b\n${`${' '.repeat(1000)}x\n`.repeat(size / 1002)}`],
    ['quotes', () => `${begin}\n${'"'.repeat(size)}\n${end}`],
    ['quotes and blanks', () => `${begin}\n${`"${' '.repeat(70)}`.repeat(size / 71)}\n${end}`],
    ['backslashes', () => `${begin}\n${'\\'.repeat(size)}\n${end}`],
    ['lone angle brackets', () => `${begin}\n${'<br '.repeat(size / 4)}\n${end}`],
    ['short elements', () => 'MAoCAQECAQECAQE '.repeat(size / 16)],
    ['elements that claim more than there is', () => 'MIIQAAIBATCCEAACAQEw\n'.repeat(size / 21)],
    ['indefinite lengths', () => 'MIACAQECAQECAQECAQEwgAIB'.repeat(size / 24)],
    ['base64 of base64 of BEGIN', () => Buffer.from(`${begin}\n`.repeat(size / 40)).toString('base64')],
    ['rows of a dump', () => '00000000: 3082\n'.repeat(size / 15)],
    ['numbers', () => '48, 130, '.repeat(size / 9)],
    ['0x', () => '0x'.repeat(size / 2)],
    ['30:', () => '30:'.repeat(size / 3)],
    ['commas', () => ','.repeat(size)],
  ])('1 MB of %s', async (_reason, input) => {
    const made = input();
    const started = process.cpuUsage();
    const report = await readInput(made);
    const took = process.cpuUsage(started).user / 1000;
    expect(report.items.length + report.problems.length).toBeGreaterThan(0);
    expect(took).toBeLessThan(3000); // a quadratic step takes many minutes
  });

  it('more than 64 MB is not read, and one sentence says so', async () => {
    const report = await readInput('M'.repeat(64 * 2 ** 20 + 1));
    expect(codes(report)).toEqual(['input-too-large']);
    expect(x509.input['input-too-large'](report.problems[0]?.params ?? {})).toContain('67.1 million');
  });
});
