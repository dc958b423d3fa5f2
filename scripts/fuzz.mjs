// npm run fuzz: changed inputs into every reader, the same in every run with the same FUZZ_SEED.
// Of one target, of one case: npm run fuzz -- --target=nginx --index=17. Fewer: --cases=1000.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { command, fuzz } from './fuzz/drive.mjs';

const { values } = parseArgs({
  options: { target: { type: 'string' }, index: { type: 'string' }, cases: { type: 'string' } },
});
const seed = process.env.FUZZ_SEED ?? '20261122';
const number = (text) => (text === undefined ? undefined : Number(text));
const folder = 'test-results/fuzz';

/** One line a kind of failure: by what was thrown and where. */
function kinds(failures) {
  const groups = new Map();
  for (const failure of failures) {
    const place =
      failure.stack
        .split('\n')
        .find((line) => /^\s+at .*src\//.test(line))
        ?.trim() ?? '';
    const key = `${failure.message.replace(/\d+/g, 'N').slice(0, 80)} ${place}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => a.input.length - b.input.length));
}

function print(failures) {
  mkdirSync(folder, { recursive: true });
  for (const group of kinds(failures).slice(0, 40)) {
    const [shortest] = group;
    const file = `${folder}/${shortest.target.replace(/\W+/g, '-')}-${shortest.index}.json`;
    writeFileSync(file, shortest.input);
    console.log(
      `\n${group.length} x ${shortest.stack || shortest.message}`.split('\n').slice(0, 12).join('\n'),
    );
    console.log(`  input: ${file}\n  again: ${command(shortest)}`);
  }
}

const begun = Date.now();
const { targets, hasShared } = await fuzz({
  seed,
  cases: number(values.cases),
  only: values.target?.split(','),
  index: number(values.index),
  report: ({ target, from, to }, { failures }) =>
    console.log(
      `${target}: ${from} to ${to}, ${failures.length} failed (${((Date.now() - begun) / 1000).toFixed(0)} s)`,
    ),
});
for (const { name, cases, failures, mostSteps, costliest } of targets) {
  print(failures);
  console.log(
    `# ${name}: ${cases} cases, ${failures.length} failed, at most ${mostSteps} steps (case ${costliest})`,
  );
}
const [cases, failed] = [targets.map((each) => each.cases), targets.map((each) => each.failures.length)].map(
  (counts) => counts.reduce((sum, count) => sum + count, 0),
);
const from = hasShared ? 'with the files in ../shared' : 'without the files in ../shared, which are not here';
console.log(`\nfuzz: ${cases} cases of ${targets.length} targets, seed ${seed}, ${from}: ${failed} failed`);
process.exit(failed > 0 || cases === 0 ? 1 : 0);
