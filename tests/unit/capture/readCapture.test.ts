import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCapture } from '../../../src/capture/encodeCapture.ts';
import type { GivenHello } from '../../../src/capture/read/givenHello.ts';
import { isCapture, readCapture } from '../../../src/capture/read/readCapture.ts';
import { capturedHellos } from '../tls/truth.ts';

/** Files that Wireshark's tools wrote: see the head of the file. */
const captures = new Map(
  readFileSync(new URL('../../truth/tls/captures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '))
    .map(([name = '', base64 = '']) => [name, new Uint8Array(Buffer.from(base64, 'base64'))]),
);
const captureNamed = (name: string): Uint8Array => captures.get(name) ?? new Uint8Array();

/** A client's hello without the five octets of its record. */
const helloOf = (client: string): Uint8Array => (capturedHellos().get(client) ?? new Uint8Array()).slice(5);

/** The same pcap as a machine of the other byte order writes it: headers turned, packets as they are. */
function turned(pcap: Uint8Array): Uint8Array {
  const file = Buffer.from(pcap);
  const turn = (start: number, widths: readonly number[]): void => {
    let at = start;
    for (const width of widths) {
      file.subarray(at, at + width).reverse();
      at += width;
    }
  };
  turn(0, [4, 2, 2, 4, 4, 4, 4]);
  for (let start = 24; start < file.length;) {
    const length = file.readUInt32LE(start + 8);
    turn(start, [4, 4, 4, 4]);
    start += 16 + length;
  }
  return new Uint8Array(file);
}

const places = ({ from, to }: GivenHello): string =>
  `${from?.address}:${from?.port} > ${to?.address}:${to?.port}`;

describe('captures that Wireshark’s tools wrote', () => {
  it.each([
    ['pcap', captureNamed('pcap'), 'node', '198.51.100.7:50000 > 203.0.113.10:443'],
    [
      'pcap of the other byte order',
      turned(captureNamed('pcap')),
      'node',
      '198.51.100.7:50000 > 203.0.113.10:443',
    ],
    ['pcap in nanoseconds', captureNamed('nsecpcap'), 'chromium', '192.0.2.1:1024 > 192.0.2.2:443'],
    ['its other byte order', turned(captureNamed('nsecpcap')), 'chromium', '192.0.2.1:1024 > 192.0.2.2:443'],
    ['pcapng', captureNamed('pcapng'), 'node', '2001:db8::7:50000 > 2001:db8::10:8443'],
  ])('%s: the hello, put together from three segments', (_what, file, client, where) => {
    expect(isCapture(file)).toBe(true);
    const { hellos, problems, unread } = readCapture(file);
    expect(problems).toEqual([]);
    expect(unread).toBe(0);
    expect(hellos.map(places)).toEqual([where]);
    expect(hellos[0]?.message.bytes).toEqual(helloOf(client));
    expect(hellos[0]?.message.errors).toEqual([]);
  });

  it('time is the same in micro- and nanoseconds', () => {
    // text2pcap gives the first packet one unit after the second at which it ran.
    const seconds = new DataView(captureNamed('pcap').buffer).getUint32(24, true);
    const last = seconds * 1e6 + 3;
    expect(readCapture(captureNamed('pcap')).hellos[0]?.time).toBe(last);
  });
});

describe('segments and records in any shape', () => {
  const record = capturedHellos().get('node') ?? new Uint8Array();
  const scene = (turns: Uint8Array[]) =>
    encodeCapture(
      {
        client: { address: '192.0.2.1', port: 50_000 },
        server: { address: '192.0.2.2', port: 443 },
        initialSequence: { client: 0xffffff80, server: 1 },
        start: 0,
        turns: turns.map((bytes) => ({ from: 'client', bytes })),
        end: { closedBy: 'client' },
      },
      '',
    );
  /** The blocks of a capture of ours, in another order. */
  function reordered(file: Uint8Array, order: (packets: Uint8Array[]) => Uint8Array[]): Uint8Array {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const blocks: Uint8Array[] = [];
    for (let start = 0; start < file.length;) {
      const length = view.getUint32(start + 4, true);
      blocks.push(file.slice(start, start + length));
      start += length;
    }
    return Buffer.concat([...blocks.slice(0, 2), ...order(blocks.slice(2))]);
  }
  /** The message cut into records of `size`. */
  function records(size: number): Uint8Array {
    const message = record.slice(5);
    const parts = [];
    for (let at = 0; at < message.length; at += size) {
      const part = message.slice(at, at + size);
      parts.push(Uint8Array.of(0x16, 3, 1, part.length >> 8, part.length & 0xff), part);
    }
    return Buffer.concat(parts);
  }

  it.each([
    ['one segment', scene([record])],
    [
      'an octet a segment, the sequence number going round',
      scene(Array.from(record, (octet) => Uint8Array.of(octet))),
    ],
    [
      'backwards',
      reordered(scene([record.slice(0, 7), record.slice(7, 90), record.slice(90)]), (all) => [
        ...all.slice(0, 3),
        ...all.slice(3).reverse(),
      ]),
    ],
    [
      'each twice',
      reordered(scene([record.slice(0, 40), record.slice(40)]), (all) =>
        all.flatMap((packet) => [packet, packet]),
      ),
    ],
    ['several records', scene([records(100)])],
    ['records of seven octets', scene([records(7)])],
  ])('%s', (_what, file) => {
    const { hellos, problems } = readCapture(new Uint8Array(file));
    expect(problems).toEqual([]);
    expect(hellos.map(({ message }) => message.bytes)).toEqual([helloOf('node')]);
  });

  it('two connections, one after the other on the same ports, are two hellos', () => {
    const file = reordered(scene([record]), (all) => [...all, ...all]);
    expect(readCapture(new Uint8Array(file)).hellos).toHaveLength(2);
  });
});

describe('what is wrong is said with its place', () => {
  const pcap = captureNamed('pcap');
  const pcapng = captureNamed('pcapng');
  const changed = (file: Uint8Array, at: number, ...octets: number[]): Uint8Array => {
    const copy = file.slice();
    copy.set(octets, at);
    return copy;
  };

  it.each([
    ['a pcap that ends in its header', pcap.slice(0, 20), 'truncated', { start: 0, end: 20 }],
    ['a pcap that ends in a packet', pcap.slice(0, 24 + 16 + 9), 'truncated', { start: 24, end: 49 }],
    [
      'a packet longer than the file',
      changed(pcap, 32, 0xff, 0xff, 0xff, 0x7f),
      'truncated',
      { start: 24, end: pcap.length },
    ],
    ['pcap of version 3', changed(pcap, 4, 3), 'unknown-version', { start: 4, end: 8 }],
    ['a link type of its own', changed(pcap, 20, 147), 'unknown-link', { start: 40, end: 100 }],
    ['a pcapng cut after its first eight octets', pcapng.slice(0, 8), 'truncated', { start: 0, end: 8 }],
    ['a block of no length', changed(pcapng, 4, 0), 'bad-length', { start: 4, end: 8 }],
    ['a block whose two lengths differ', changed(pcapng, 200, 0), 'bad-length', { start: 200, end: 204 }],
    ['pcapng of version 2', changed(pcapng, 12, 2), 'unknown-version', { start: 12, end: 16 }],
    ['a header and nothing else', pcap.slice(0, 24), 'no-packets', { start: 0, end: 24 }],
    ['packets without a hello', pcap.slice(0, 100), 'no-client-hello', { start: 0, end: 100 }],
  ])('%s', (_what, file, code, range) => {
    const { hellos, problems } = readCapture(file);
    expect(hellos).toEqual([]);
    expect(problems.map((problem) => [problem.code, problem.range])).toEqual([[code, range]]);
  });

  it('hellos before the damage stay', () => {
    const { hellos, problems } = readCapture(Buffer.concat([pcap, Uint8Array.of(1, 2, 3)]));
    expect(hellos).toHaveLength(1);
    expect(problems.map(({ code, range }) => [code, range.start])).toEqual([['truncated', pcap.length]]);
  });
});

describe('hostile captures', () => {
  it('never throws, and what is found lies in the file', () => {
    const files = [...captures.values()];
    const damage = fc.array(fc.tuple(fc.nat(2300), fc.nat(255)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...files), damage, fc.nat(2300), (file, changes, end) => {
        const copy = file.slice(0, Math.max(4, end));
        for (const [at, octet] of changes) if (at >= 4 && at < copy.length) copy[at] = octet;
        const { hellos, problems } = readCapture(copy);
        expect(hellos.length + problems.length).toBeGreaterThan(0);
        for (const { range } of problems) expect(range.end).toBeLessThanOrEqual(copy.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('ten thousand connections that all begin a hello and never end it are read in bounded time and memory', () => {
    const begun = Uint8Array.of(0x16, 3, 1, 0x40, 0, 1, 0, 0xff, 0xff);
    const sections = Array.from({ length: 10_000 }, (_, index) =>
      encodeCapture(
        {
          client: { address: '192.0.2.1', port: 1 + index },
          server: { address: '192.0.2.2', port: 443 },
          initialSequence: { client: 0, server: 0 },
          start: 0,
          turns: [{ from: 'client', bytes: begun }],
          end: { closedBy: 'client' },
        },
        '',
      ),
    );
    const { hellos, problems } = readCapture(Buffer.concat(sections));
    expect(hellos).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['no-client-hello']);
  });
});
