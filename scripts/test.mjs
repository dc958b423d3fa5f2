// npm test: set-up if needed, then every check, whatever the earlier ones said. Closes with "N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
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
  close(title, status === 0, begun);
  return status === 0;
}

/** The same beside others: what it prints comes when it has ended. */
function beside(title, args) {
  const begun = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
    child.on('close', (status) => {
      process.stdout.write(`\n# ${title}\n${output}`);
      close(title, status === 0, begun);
      resolve(status === 0);
    });
  });
}

function close(title, ok, begun) {
  console.log(`# ${title}: ${ok ? 'ok' : 'FAILED'} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
}

const report = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const svelteCheck = ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'];
/** Lint alone takes as long as the others one after another, and there are two processors at least. */
const checks = await Promise.all([
  beside('lint', ['node_modules/eslint/bin/eslint.js', '.']),
  (async () => [
    await beside('types', ['node_modules/svelte-check/bin/svelte-check', ...svelteCheck]),
    await beside('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
    await beside('size', ['scripts/check-size.mjs']),
  ])(),
]);
let passed = checks.flat().filter((ok) => ok).length;
let failed = checks.flat().length - passed;

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
