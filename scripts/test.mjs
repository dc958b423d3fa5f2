// npm test: set-up if needed, then every check, whatever the earlier ones said. Closes with "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { browser, build, deps } from './setup.mjs';

const out = 'test-results';
deps();
build();
await browser();
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** Runs a JavaScript program of node_modules (or of ours); true when it succeeded. */
function node(title, args, env = {}) {
  const begun = Date.now();
  console.log(`\n# ${title}`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(
    `# ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - begun) / 1000).toFixed(1)} s)`,
  );
  return status === 0;
}
const report = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

let passed = 0;
let failed = 0;
function count(ok) {
  if (ok) passed += 1;
  else failed += 1;
}

count(node('lint', ['node_modules/eslint/bin/eslint.js', '.']));
count(node('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']));
const check = ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'];
count(node('types', ['node_modules/svelte-check/bin/svelte-check', ...check]));
count(node('size', ['scripts/check-size.mjs']));

const unitReport = `${out}/unit.json`;
const unit = node('unit tests', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
]);
const units = report(unitReport);
passed += units?.numPassedTests ?? 0;
failed += Math.max(units?.numFailedTests ?? 0, unit ? 0 : 1);

const e2eReport = `${out}/e2e.json`;
const e2e = node(
  'end-to-end tests',
  ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
  {
    PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport,
  },
);
const stats = report(e2eReport)?.stats;
passed += stats?.expected ?? 0;
failed += Math.max((stats?.unexpected ?? 0) + (stats?.flaky ?? 0), e2e ? 0 : 1);

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
