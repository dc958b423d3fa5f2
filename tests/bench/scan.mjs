/**
 * How long `scan` takes beside the flat walk (the least such a table costs; both list the X.690 nodes and open no
 * strings: `flatIndex(bytes, false)`) and beside @lapo/asn1js, over the same bytes, in turns. Processor time, because
 * the machine may be shared; medians. Exits with 1 when a goal is missed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ASN1 } from '@lapo/asn1js';
import { build } from 'vite';
import { corpora, extremes } from './corpora.mjs';
import { flatIndex } from './flat.mjs';
import { geometricMean, median, report } from './figures.mjs';

/** Octets from which `scan` may take but twice the walk; below, four times. */
const large = 25_000;
const largeTimes = 2;
const smallTimes = 4;
/** How much slower @lapo/asn1js must be: on each input, and in the geometric mean. */
const peerTimes = 3;
const peerMean = 5;

async function ours() {
  const outDir = mkdtempSync(join(tmpdir(), 'whichcert-bench-'));
  const lib = { entry: join(process.cwd(), 'src/asn1/scan.ts'), formats: ['es'], fileName: 'scan' };
  await build({ configFile: false, logLevel: 'error', build: { outDir, lib, emptyOutDir: true } });
  const module = await import(pathToFileURL(join(outDir, 'scan.js')).href);
  rmSync(outDir, { recursive: true });
  return module.scan;
}

/** Milliseconds of processor time for one pass over the inputs. */
function once(run, inputs, passes) {
  const before = process.cpuUsage();
  for (let pass = 0; pass < passes; pass++) for (const input of inputs) run(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / passes;
}

/** The median time of each, measured in turns; the first turn warms up. */
function medians(runs, inputs) {
  const size = inputs.reduce((sum, { length }) => sum + length, 0);
  const passes = Math.max(1, Math.min(500, Math.round(400_000 / size)));
  const rounds = size > 5_000_000 ? 7 : 15;
  const times = runs.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    runs.forEach(({ run, most = rounds }, k) => {
      if (round > most) return;
      const time = once(run, inputs, passes);
      if (round > 0 || most === 0) times[k].push(time);
    });
  }
  return times.map(median);
}

const scan = await ours();
const rows = [];
const peers = [];
for (const [name, inputs] of Object.entries(corpora())) {
  const size = inputs.reduce((sum, { length }) => sum + length, 0);
  const [flat, own, lapo] = medians(
    [
      { run: (input) => flatIndex(input, false) },
      { run: scan },
      { run: (input) => ASN1.decode(input), most: size > 1_000_000 ? 2 : 5 },
    ],
    inputs,
  );
  const allowed = size > large && inputs.length === 1 ? largeTimes : smallTimes;
  peers.push(lapo / own);
  rows.push({
    name: `${name} (${size} octets)`,
    figures: `walk ${flat.toFixed(3)} ms, scan ${own.toFixed(3)} ms`,
    goals: [
      { what: 'times the walk', is: own / flat, atMost: allowed },
      { what: 'times faster than @lapo/asn1js', is: lapo / own, atLeast: peerTimes },
    ],
  });
}
rows.push({
  name: 'all of them',
  figures: 'geometric mean',
  goals: [{ what: 'times faster than @lapo/asn1js', is: geometricMean(peers), atLeast: peerMean }],
});
for (const [name, input] of Object.entries(extremes())) {
  const { nodeCount, diagnostics } = scan(input);
  const expected = name.startsWith('10,000') ? 10_000 : 1;
  rows.push({
    name,
    figures: `${diagnostics.length} diagnostics`,
    goals: [{ what: 'nodes', is: nodeCount, atLeast: expected }],
  });
}
process.exitCode = report('scan, in Node', rows) ? 0 : 1;
