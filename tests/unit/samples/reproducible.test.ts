import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyFiles, renderSamples } from '../../../scripts/samples/render.mjs';

const top = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(top, path), 'utf8');
const keyTexts = Object.fromEntries(
  Object.keys(keyFiles).map((file) => [file, read(join('samples', file))]),
);
const files = renderSamples(keyTexts);

describe('npm run samples', () => {
  it.each(Object.keys(files))('%s comes out the same byte for byte', (path) => {
    expect(files[path]).toBe(read(path));
  });

  it('every file in samples/ that holds a certificate is made by the script', () => {
    const onDisk = readdirSync(join(top, 'samples')).filter((name) => name.endsWith('.pem'));
    expect(onDisk.length).toBeGreaterThan(20);
    expect(onDisk.filter((name) => !(`samples/${name}` in files))).toEqual([]);
  });

  it('every key says in its first line that it is worthless', () => {
    for (const text of Object.values(keyTexts)) expect(text).toMatch(/^# Worthless lab key: it is published/);
  });
});
