/** What is copied of a node, held against openssl, a C compiler's rules and JSON.parse. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { exportNode, type ExportForm, type ExportSource } from '../../../src/x509/nodeExport.ts';
import { bytes } from './build.ts';
import { derIn, readText } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'whichcert-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function source(der: Uint8Array, name = 'in.der'): ExportSource {
  writeFileSync(join(folder, name), der);
  const document = expand(scan(der));
  return { document, names: nameNodes(document), file: { name, form: 'DER' } };
}
const sample = (name: string): ExportSource => source(derIn(readText(`samples/${name}.pem`)), `${name}.der`);
const exported = (from: ExportSource, path: string, form: ExportForm): string | null =>
  exportNode(from, from.names.find(path), form);
const run = (command: string): string =>
  execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('a node', () => {
  const wildcard = sample('wildcard');

  it('as hexadecimal and base64', () => {
    // openssl asn1parse: UTF8STRING, *.mail.example
    const octets = Buffer.concat([Buffer.from([0x0c, 14]), Buffer.from('*.mail.example')]);
    const path = 'tbsCertificate.subject[0][0].value';
    expect(exported(wildcard, path, 'hex')).toBe(`${octets.toString('hex')}\n`);
    expect(exported(wildcard, path, 'base64')).toBe(`${octets.toString('base64')}\n`);
  });

  it('as PEM only where a program would read it', () => {
    expect(exported(wildcard, 'Certificate', 'pem')).toBe(
      readText('samples/wildcard.pem').slice(readText('samples/wildcard.pem').indexOf('-----BEGIN')),
    );
    expect(exported(wildcard, 'tbsCertificate.subjectPublicKeyInfo', 'pem')).toMatch(
      /^-----BEGIN PUBLIC KEY-----\n/,
    );
    expect(exported(wildcard, 'tbsCertificate', 'pem')).toBeNull();
  });

  it('as a C array with a name that C takes', () => {
    expect(exported(wildcard, 'tbsCertificate.version', 'c')).toBe(
      [
        'static const unsigned char version[5] = {',
        '  0xa0, 0x03, 0x02, 0x01, 0x02,',
        '};',
        'static const unsigned long version_length = 5;',
        '',
      ].join('\n'),
    );
    expect(exported(wildcard, 'tbsCertificate.extensions[3]', 'c')).toMatch(
      /^static const unsigned char node_3\[/,
    );
  });

  it('as JSON of names, tags and values', () => {
    const json: unknown = JSON.parse(exported(wildcard, 'tbsCertificate.extensions[3]', 'json') ?? '');
    // openssl asn1parse: SEQUENCE { OBJECT X509v3 Key Usage, BOOLEAN 255, OCTET STRING 03020780 }
    expect(json).toMatchObject({
      path: 'tbsCertificate.extensions[3]',
      type: 'Extension',
      tag: 'SEQUENCE',
      headerLength: 2,
      length: 14,
      children: [
        { path: 'tbsCertificate.extensions[3].extnID', tag: 'OBJECT IDENTIFIER', value: '2.5.29.15' },
        { path: 'tbsCertificate.extensions[3].critical', value: true },
        {
          path: 'tbsCertificate.extensions[3].extnValue',
          tag: 'OCTET STRING',
          children: [{ tag: 'BIT STRING', value: '80' }],
        },
      ],
    });
  });

  it('as JSON, with as many objects as there are nodes', () => {
    for (const name of ['wildcard', 'hostile-names', 'self-signed', 'hundred-sans']) {
      const from = sample(name);
      const text = exportNode(from, 0, 'json') ?? '';
      expect(JSON.parse(text)).toBeTypeOf('object');
      expect(text.match(/"path": /g)).toHaveLength(from.document.nodeCount);
    }
  });

  it('10,000 levels deep', () => {
    const headers: Uint8Array[] = [];
    for (let i = 0, length = 0; i < 10_000; i++, length += 5) {
      headers.unshift(bytes(`3083${length.toString(16).padStart(6, '0')}`));
    }
    const from = source(Uint8Array.from(headers.flatMap((part) => [...part])), 'deep.der');
    expect(exportNode(from, 9_990, 'json')?.match(/"tag"/g)).toHaveLength(10);
  });
});

describe.runIf(hasOpenssl)('openssl', () => {
  it.each(['wildcard', 'self-signed', 'hostile-names', 'ed25519'])(
    '%s: the command prints each node, and everything inside it',
    (name) => {
      const from = sample(name);
      const { document } = from;
      for (let node = 0; node < document.nodeCount; node += 3) {
        const printed = run(exportNode(from, node, 'openssl') ?? '')
          .trimEnd()
          .split('\n');
        const end = document.subtreeEnd(node);
        const expected = [];
        for (let i = node; i < end; i = isOpenedString(from, i) ? document.subtreeEnd(i) : i + 1) {
          const [start, content, behind] = [document.start(i), document.content(i), document.end(i)];
          const offset = String(start - document.start(node)).padStart(5);
          const depth = document.depth(i) - document.depth(node);
          const length = String(behind - content).padStart(4);
          const form = document.constructed(i) ? 'cons' : 'prim';
          expected.push(`${offset}:d=${depth}  hl=${content - start} l=${length} ${form}:`);
        }
        expect(printed.map((line) => line.slice(0, line.indexOf(':', 8) + 1))).toEqual(expected);
      }
    },
    60_000,
  );

  it('reads what was exported', () => {
    const from = sample('self-signed');
    const key = exported(from, 'tbsCertificate.subjectPublicKeyInfo', 'pem') ?? '';
    writeFileSync(join(folder, 'key.pem'), key);
    expect(run('openssl pkey -pubin -in key.pem')).toBe(key);
    expect(run('openssl x509 -inform DER -in self-signed.der -noout -pubkey')).toBe(key);
    const rsa = exported(from, 'tbsCertificate.subjectPublicKeyInfo.subjectPublicKey.RSAPublicKey', 'pem');
    writeFileSync(join(folder, 'rsa.pem'), rsa ?? '');
    expect(run('openssl rsa -RSAPublicKey_in -in rsa.pem 2>/dev/null')).toBe(key);
    const base64 = exportNode(from, 0, 'base64') ?? '';
    writeFileSync(join(folder, 'all.b64'), base64);
    expect(run('openssl base64 -d -A -in all.b64 | openssl x509 -inform DER -noout -serial')).toBe(
      run('openssl x509 -inform DER -in self-signed.der -noout -serial'),
    );
  });

  it('a name with quotes, blanks or a dash reaches it as it is', () => {
    const file = "-it's a file.der";
    const from = source(derIn(readText('samples/ed25519.pem')), file);
    expect(run(exportNode(from, 0, 'openssl') ?? '')).toMatch(/^ +0:d=0 +hl=4/);
  });

  it('is given a name with what cannot be seen in it, and shows it', () => {
    const name = "in\u202e%d'\\\u00a07.der";
    const from = source(derIn(readText('samples/wildcard.pem')), name);
    const command = exportNode(from, 0, 'openssl') ?? '';
    expect(command).toMatch(/^[ -~]+\n$/);
    expect(command).toContain(String.raw`"$(printf './in\342\200\256%%d\047\134\302\2407.der')"`);
    expect(run(command)).toMatch(/^ +0:d=0 +hl=4/);
  });
});

const isOpenedString = ({ document }: ExportSource, i: number): boolean =>
  !document.constructed(i) && document.subtreeEnd(i) > i + 1;
