/** Cut-off and mutated inputs: always a tree and a reason, never an exception, never a wait. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expand } from '../../../src/asn1/expand.ts';
import { nameNodes } from '../../../src/asn1/nameNodes.ts';
import { scan } from '../../../src/asn1/scan.ts';
import { describeValue } from '../../../src/asn1/value.ts';
import { toAscii } from '../../../src/identity/idna.ts';
import { parseCertificate } from '../../../src/x509/certificate.ts';
import { CertificateError } from '../../../src/x509/certificateError.ts';
import { certificateFindings, structureFindings } from '../../../src/x509/findings/findings.ts';
import { readPem, samples } from './inputs.ts';

test('every prefix of every sample gives the nodes that are there, and says that something is missing', () => {
  const inputs = samples();
  expect(inputs.length).toBeGreaterThan(12);
  for (const { name, der } of inputs) {
    const whole = expand(scan(der));
    const starts = Array.from({ length: whole.nodeCount }, (_, i) => whole.start(i));
    for (let length = 0; length < der.length; length++) {
      const scanned = scan(der.subarray(0, length));
      const document = expand(scanned, 'Certificate');
      const where = `${name}, ${length} octets`;
      // the root’s header is 4 octets long: from then on there is a tree
      if (document.nodeCount === 0 && length >= 4) expect.fail(`${where}: no node`);
      if (!scanned.diagnostics.some(({ kind }) => kind === 'broken')) expect.fail(`${where}: no diagnostic`);
      for (let i = 0; i < scanned.nodeCount; i++)
        if (!starts.includes(scanned.start(i))) expect.fail(`${where}: a node at ${scanned.start(i)}`);
    }
  }
});

/** Mulberry32: numbers from 0 up to 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const mutations: ((bytes: number[], at: number, random: () => number) => void)[] = [
  (bytes, at, random) => (bytes[at] = Math.floor(random() * 256)),
  (bytes, at, random) => (bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))),
  (bytes, at, random) => bytes.splice(at, 0, ...bytes.slice(at, at + Math.floor(random() * 40))),
  (bytes, at, random) => bytes.splice(at, Math.floor(random() * 12)),
  (bytes, at) => (bytes[at] = 0x80),
  (bytes, at) => bytes.splice(at, 2, 0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
  (bytes, at) => bytes.splice(at),
];

function mutate(der: Uint8Array, random: () => number): Uint8Array {
  const octets = [...der];
  const changes = 1 + Math.floor(random() * 4);
  for (let k = 0; k < changes; k++) {
    const mutation = mutations[Math.floor(random() * mutations.length)];
    mutation?.(octets, Math.floor(random() * octets.length), random);
  }
  return Uint8Array.from(octets);
}

const now = new Date('2026-06-01');
const nameTools = { toAscii: (host: string) => toAscii(host, 'uts46'), isPublicSuffix: () => true };

/** All that the page does with pasted bytes before it draws them; values and findings of every fourth input, for time. */
function readAll(der: Uint8Array, round: number): void {
  const document = expand(scan(der));
  const names = nameNodes(document);
  if (round % 4 > 0) return;
  for (let i = 0; i < document.nodeCount; i++) describeValue(document, i, names);
  try {
    certificateFindings({ document, names }, parseCertificate(der), now, nameTools);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    structureFindings({ document, names });
  }
}

test('20,000 mutated inputs: no exception, none takes more than 200 ms', () => {
  const truth = ['all-extensions', 'vendor-extensions', 'request', 'crl', 'ocsp', 'signed'];
  const inputs = [
    ...samples().filter(({ der }) => der.length < 1200),
    ...truth.flatMap((file) => readPem(`tests/truth/asn1/${file}.pem`)),
    { name: 'aes.p12', der: new Uint8Array(readFileSync('tests/truth/x509/aes.p12')) },
  ];
  const random = seeded(5);
  let slowest = { milliseconds: 0, input: '' };
  for (let round = 0; round < 20_000; round++) {
    const input = inputs[round % inputs.length];
    const der = mutate(input?.der ?? new Uint8Array(), random);
    const before = process.cpuUsage(); // not the clock: the machine may be busy
    try {
      readAll(der, round);
    } catch (error) {
      throw new Error(`round ${round}: ${Buffer.from(der).toString('hex')}`, { cause: error });
    }
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > slowest.milliseconds)
      slowest = { milliseconds, input: `${input?.name ?? ''}, round ${round}` };
  }
  expect(slowest.milliseconds, slowest.input).toBeLessThan(200);
}, 180_000);
