// How much JavaScript and CSS does a first visit need? Everything that index.html and its static imports load.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 70 * 1024; // bytes of JavaScript, gzip
const assets = path.join(import.meta.dirname, '..', 'dist', 'assets');
const html = readFileSync(path.join(assets, '..', 'index.html'), 'utf8');
const needed = new Set([...html.matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1]));
for (const file of needed) {
  const code = readFileSync(path.join(assets, file), 'utf8');
  const statics = code.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["']\.\/([\w.-]+\.js)["']/g,
  );
  for (const match of statics) needed.add(match[1]);
}
const size = (file) => gzipSync(readFileSync(path.join(assets, file)), { level: 9 }).length;
const rows = readdirSync(assets)
  .filter((file) => /\.(js|css)$/.test(file))
  .map((file) => ({ file, bytes: size(file), first: needed.has(file) }));
for (const row of rows.sort((a, b) => b.bytes - a.bytes)) {
  console.log(
    `${row.first ? 'first' : '  lazy'} ${(row.bytes / 1024).toFixed(1).padStart(7)} KiB  ${row.file}`,
  );
}
const total = rows.filter((row) => row.first).reduce((sum, row) => sum + row.bytes, 0);
console.log(`JavaScript for first use: ${(total / 1024).toFixed(1)} of ${budget / 1024} KiB gzip`);
const pkijs = [...needed].filter((file) => /pkijs/i.test(readFileSync(path.join(assets, file), 'utf8')));
if (pkijs.length > 0) console.error(`pkijs is in what a first visit loads: ${pkijs.join(', ')}`);
process.exit(total > budget || needed.size === 0 || pkijs.length > 0 ? 1 : 0);
