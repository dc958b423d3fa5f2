/** What can be read off records without keys. The records are written out by hand, after RFC 9846 and RFC 5246. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listen, newEavesdropper } from '../../../src/sim/eavesdropper.ts';
import type { Party } from '../../../src/sim/trace.ts';
import { readPem } from '../../../src/x509/pem.ts';

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const length = (bytes: Uint8Array, width: number): string =>
  bytes.length.toString(16).padStart(2 * width, '0');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const counted = (width: number, content: string): string => `${length(octets(content), width)}${content}`;
const handshake = (type: string, body: string): string => `${type}${counted(3, body)}`;
const record = (type: string, content: string): Uint8Array => octets(`${type}0303${counted(2, content)}`);
const ascii = (text: string): string => hex(new TextEncoder().encode(text));

const random = '11'.repeat(32);
const serverName = `0000${counted(2, counted(2, `00${counted(2, ascii('shop.example'))}`))}`;
const alpn = `0010${counted(2, counted(2, `${counted(1, ascii('h2'))}${counted(1, ascii('http/1.1'))}`))}`;
const versions = `002b${counted(2, counted(1, '03040303'))}`;
const clientHello = (extensions: string): string =>
  handshake('01', `0303${random}00${counted(2, '1301c02b')}0100${counted(2, extensions)}`);
const serverHello = (extensions: string): string =>
  handshake('02', `0303${random}00130100${counted(2, extensions)}`);
const tls13 = `002b${counted(2, '0304')}`;

const der = (name: string): Uint8Array =>
  readPem(readFileSync(new URL(`../../../samples/${name}.pem`, import.meta.url), 'utf8')).blocks[0]?.body
    .bytes ?? new Uint8Array();
const certificate = (name: string): string => handshake('0b', counted(3, counted(3, hex(der(name)))));

const read = (...sent: [Party, Uint8Array][]) =>
  sent.reduce((now, [from, bytes]) => listen(now, from, [bytes]), newEavesdropper()).reading;

const hello: [Party, Uint8Array] = ['client', record('16', clientHello(serverName + alpn + versions))];
const nothing = { records: 0, bytes: 0 };

describe('without keys', () => {
  test('of a hello: name, protocols, versions; without extensions the one version and no name', () => {
    expect(read(hello).hello).toEqual({
      serverName: 'shop.example',
      protocols: ['h2', 'http/1.1'],
      versions: ['TLS 1.3', 'TLS 1.2'],
      sealed: false,
    });
    const bare = record('16', handshake('01', `0303${random}00${counted(2, 'c02b')}0100`));
    expect(read(['client', bare]).hello).toEqual({
      serverName: null,
      protocols: [],
      versions: ['TLS 1.2'],
      sealed: false,
    });
  });

  test('TLS 1.3: the answer’s version and suite; of all behind it the sizes only', () => {
    const sealed = record('17', '00'.repeat(40));
    const seen = read(
      hello,
      ['server', record('16', serverHello(tls13))],
      ['server', record('14', '01')],
      ['server', sealed],
      ['client', record('17', '00'.repeat(20))],
    );
    expect(seen.answer).toEqual({
      version: 'TLS 1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      protocol: null,
    });
    expect(seen.certificates).toEqual([]);
    expect(seen.sealed).toEqual({ server: { records: 1, bytes: 45 }, client: { records: 1, bytes: 25 } });
  });

  test('TLS 1.2: both certificates, and an alert before ChangeCipherSpec; none behind it', () => {
    const fatal = record('15', '022a');
    const open: [Party, Uint8Array][] = [
      hello,
      ['server', record('16', serverHello('') + certificate('two-sans'))],
      ['client', record('16', certificate('ip-san'))],
    ];
    const seen = read(...open, ['client', fatal]);
    expect(seen.certificates).toEqual([
      { from: 'server', names: ['a.example', 'www.a.example'] },
      { from: 'client', names: ['ip.example', '203.0.113.10', '2001:db8::10'] },
    ]);
    expect(seen.alerts).toEqual([{ from: 'client', level: 'fatal', name: 'bad_certificate' }]);
    const later = read(...open, ['client', record('14', '01')], ['client', fatal]);
    expect(later.alerts).toEqual([]);
    expect(later.sealed).toEqual({ client: { records: 1, bytes: 7 }, server: nothing });
  });

  test('a message cut over two records is read when it is whole', () => {
    const whole = certificate('blog.example');
    const half = whole.length / 2 - ((whole.length / 2) % 2);
    const first = read(hello, ['server', record('16', whole.slice(0, half))]);
    expect(first.certificates).toEqual([]);
    const both = read(
      hello,
      ['server', record('16', whole.slice(0, half))],
      ['server', record('16', whole.slice(half))],
    );
    expect(both.certificates).toEqual([{ from: 'server', names: ['blog.example'] }]);
  });

  test('what is no TLS is counted, and nothing throws', () => {
    const seen = read(['server', new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n')]);
    expect(seen.notTls).toEqual({ client: 0, server: 26 });
    for (let end = 0; end <= hello[1].length; end += 1) read(['client', hello[1].subarray(0, end)]);
  });
});
