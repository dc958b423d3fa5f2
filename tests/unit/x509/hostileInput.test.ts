/** Cut-off and mutated inputs through the whole reader: a report every time, never an exception, never a hang. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readInput, type InputReport } from '../../../src/x509/readInput.ts';
import { readBytes, readJson, readText } from './files.ts';

const slowest = 2000; // milliseconds of CPU for one input; the usual is below one
const inFolder = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.(pem|p7b|html)$/.test(name))
        .map((name) => join(folder, name))
    : [];
const samples = ['samples', 'samples/broken', 'samples/keys'].flatMap(inFolder);

async function read(input: string | Uint8Array): Promise<InputReport> {
  const started = process.cpuUsage();
  const report = await readInput(input);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(slowest);
  expect(report.items.length + report.problems.length).toBeGreaterThan(0);
  if (typeof input === 'string' && report.text !== null) expect(report.text).toHaveLength(input.length);
  for (const { range } of report.items) {
    expect(range.start >= 0 && range.start <= range.end && range.end <= input.length).toBe(true);
  }
  return report;
}

it('every prefix of every sample, as text', { timeout: 240_000 }, async () => {
  expect(samples.length).toBeGreaterThan(60);
  for (const sample of samples) {
    const text = readText(sample);
    // every prefix of the small ones; of the large ones the beginning, then one in eleven
    for (let end = 0; end <= text.length; end += end < 900 ? 1 : 11) await read(text.slice(0, end));
  }
});

it('no prefix of a private key shows any of it', async () => {
  const text = readText('samples/keys/rsa-2048.pem');
  const start = text.indexOf('-----BEGIN');
  for (let end = start + 80; end <= text.length; end += 7) {
    const { text: shown, items } = await readInput(text.slice(0, end));
    expect(items.map(({ kind }) => kind)).toEqual(['private-key']);
    expect(shown?.slice(start)).toMatch(/^[*\n]*$/);
  }
});

/** Numerical Recipes' generator: the same inputs in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('5,000 mutated inputs', { timeout: 240_000 }, async () => {
  const { rows } = readJson('tests/truth/x509/pkcs12.json') as { rows: { file: string }[] };
  const files = readdirSync('tests/truth/x509').filter((name) => /\.(pem|p12|der|p7b)$/.test(name));
  const material = [
    ...samples.map(readBytes),
    ...files.map((name) => readBytes(`tests/truth/x509/${name}`)),
    ...['ocsp.pem', 'signed.pem', 'crl.pem'].map((name) => readBytes(`tests/truth/asn1/${name}`)),
    ...rows.slice(0, 1).map(({ file }) => new Uint8Array(Buffer.from(file, 'base64'))),
  ].filter(({ length }) => length < 8000);
  const next = generator(20260101);
  const signs = [...Buffer.from('-=\n\\"\'%&<0xM30:{}[],\u00a0')];
  for (let run = 0; run < 5000; run++) {
    const input = (material[next(material.length)] ?? new Uint8Array()).slice();
    for (let edits = 1 + next(6); edits > 0; edits--) {
      input[next(input.length)] = next(2) === 0 ? next(256) : (signs[next(signs.length)] ?? 0);
    }
    const isText = next(2) === 0;
    await read(isText ? Buffer.from(input).toString('latin1') : input);
  }
});
