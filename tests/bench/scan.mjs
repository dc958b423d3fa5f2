/**
 * How long `scan` takes beside the flat walk (the least such a table costs) and @lapo/asn1js.
 * `node tests/bench/scan.mjs`: exits with 1 when a goal is missed: at most 4 times the flat walk below 25 KB, 2 times
 * above, and 3 times faster than @lapo/asn1js.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ASN1 } from '@lapo/asn1js';
import { build } from 'vite';
import { flatIndex } from './flat.mjs';

const certificate = (path) =>
  new Uint8Array(
    Buffer.from(/-----BEGIN CERTIFICATE-----([^-]+)/.exec(readFileSync(path, 'utf8'))[1], 'base64'),
  );

/** A SEQUENCE of `count` copies. */
const repeated = (der, count) => {
  const length = der.length * count;
  const bytes = new Uint8Array(6 + length);
  bytes.set([0x30, 0x84, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255]);
  for (let k = 0; k < count; k++) bytes.set(der, 6 + k * der.length);
  return bytes;
};

const small = certificate('tests/truth/names-certs/exact.pem');
const extensions = certificate('tests/truth/asn1/all-extensions.pem');
const sans = certificate('tests/truth/names-certs/eighty-sans.pem');
const octets = new Uint8Array(20_000_006);
octets.set([0x04, 0x84, 0x01, 0x31, 0x2d, 0x00]);

const inputs = [
  ['small certificate', small],
  ['all extensions', extensions],
  ['eighty names', sans],
  ['60 certificates', repeated(small, 60)],
  ['1 MB', repeated(extensions, 800)],
  ['5 MB', repeated(small, 11_000)],
  ['20 MB OCTET STRING', octets],
];

/** Processor time of one call in microseconds: the machine may be shared. Best of several rounds: noise only adds. */
function time(run, bytes) {
  const calls = Math.max(1, Math.min(1000, Math.round(1_000_000 / bytes.length)));
  let best = Infinity;
  for (let round = 0; round < (bytes.length > 5e6 ? 3 : 20); round++) {
    const before = process.cpuUsage();
    for (let k = 0; k < calls; k++) run(bytes);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / calls);
  }
  return best;
}

async function ours() {
  const outDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const lib = { entry: join(process.cwd(), 'src/asn1/scan.ts'), formats: ['es'], fileName: 'scan' };
  await build({ configFile: false, logLevel: 'error', build: { outDir, lib, emptyOutDir: true } });
  const module = await import(pathToFileURL(join(outDir, 'scan.js')).href);
  rmSync(outDir, { recursive: true });
  return module.scan;
}

const scan = await ours();
let missed = 0;
for (const [name, bytes] of inputs) {
  const flat = time((b) => flatIndex(b, false), bytes);
  const own = time((b) => scan(b), bytes);
  const lapo = bytes.length > 2e6 ? Infinity : time((b) => ASN1.decode(b), bytes);
  const allowed = bytes.length > 25_000 ? 2 : 4;
  const ok = own <= allowed * flat && lapo >= 3 * own;
  if (!ok) missed++;
  const figures = `flat ${flat.toFixed(1)} µs, scan ${own.toFixed(1)} µs (${(own / flat).toFixed(2)} times), @lapo/asn1js ${lapo === Infinity ? 'not tried' : `${(lapo / own).toFixed(1)} times slower`}`;
  console.log(
    `${ok ? 'ok    ' : 'missed'} ${name} (${bytes.length} octets, ${scan(bytes).nodeCount} nodes): ${figures}`,
  );
}
process.exitCode = missed > 0 ? 1 : 0;
