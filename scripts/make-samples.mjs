/** `npm run samples`: writes `samples/` and the presets' certificates. Keys that exist are kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newKeyFile } from './samples/keys.mjs';
import { keyFiles, renderSamples } from './samples/render.mjs';

const top = join(import.meta.dirname, '..');

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const keyTexts = {};
for (const [file, kind] of Object.entries(keyFiles)) {
  const path = join(top, 'samples', file);
  if (!existsSync(path)) write(path, newKeyFile(kind));
  keyTexts[file] = readFileSync(path, 'utf8');
}

const files = renderSamples(keyTexts);
for (const [path, text] of Object.entries(files)) write(join(top, path), text);
console.log(`${Object.keys(files).length} files written`);
