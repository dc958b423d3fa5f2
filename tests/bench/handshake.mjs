/**
 * How long a full handshake of TLS 1.3 (both ends, X25519, ECDSA with P-256) takes beside the bare operations of noble
 * that it consists of. `node tests/bench/handshake.mjs`: exits with 1 when it takes more than twice as long.
 */
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { median, report } from './figures.mjs';

const block = (path) => {
  const text = readFileSync(path, 'utf8');
  return new Uint8Array(Buffer.from(/-----BEGIN [^-]+-----([^-]+)/.exec(text)[1], 'base64'));
};
const chain = [block('samples/shop.example.pem')];
const key = block('samples/keys/shop.example.pem');
const { d, x, y } = createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' }).export({
  format: 'jwk',
});
const [scalar, ...point] = [d, x, y].map((text) => new Uint8Array(Buffer.from(text, 'base64url')));
const publicKey = Uint8Array.of(4, ...point[0], ...point[1]);

const outDir = mkdtempSync(join(tmpdir(), 'bench-'));
const lib = {
  entry: join(process.cwd(), 'tests/bench/handshakeParts.ts'),
  formats: ['es'],
  fileName: 'parts',
};
await build({ configFile: false, logLevel: 'error', build: { outDir, lib, emptyOutDir: true } });
const { handshake, bareOperations } = await import(pathToFileURL(join(outDir, 'parts.js')).href);
rmSync(outDir, { recursive: true });

const runs = { handshake: () => handshake(chain, key), bare: () => bareOperations(scalar, publicKey) };
const times = { handshake: [], bare: [] };
const rounds = 200;
for (let round = -50; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(runs)) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) times[name].push((user + system) / 1000);
  }
}
const [whole, bare] = [median(times.handshake), median(times.bare)];
const row = {
  name: 'both ends',
  figures: `${whole.toFixed(2)} ms, its noble operations ${bare.toFixed(2)} ms`,
  goals: [{ what: 'times its noble operations', is: whole / bare, atMost: 2 }],
};
process.exitCode = report('a handshake of TLS 1.3, in Node', [row]) ? 0 : 1;
