// Brings a bare clone to where it can build, serve and test. Needs nothing but Node.
//   node scripts/setup.mjs [deps] [build] [browser]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumCandidates, findChromium } from './chromium.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const [major, minor] = process.versions.node.split('.').map(Number);
const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
if (!supported) {
  console.error(`whichcert needs Node.js 20.19+, 22.13+ or 24+; this is ${process.version}.`);
  process.exit(1);
}

function run(command, args, options = {}) {
  console.log(`> ${[path.basename(command), ...args].join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', ...options }).status ?? 1;
}

/** npm sets npm_execpath (npm-cli.js): running that with this Node works the same on every system. */
function npm(...args) {
  if (process.env.npm_execpath) return run(process.execPath, [process.env.npm_execpath, ...args]);
  const windows = process.platform === 'win32';
  return run(windows ? 'npm.cmd' : 'npm', args, { shell: windows });
}

/** Installs when node_modules is missing or the lock file has changed since. */
export function deps() {
  const stamp = 'node_modules/.setup-stamp';
  const lock = readFileSync('package-lock.json', 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  if (npm('ci', '--no-audit', '--no-fund') !== 0) process.exit(1);
  writeFileSync(stamp, lock);
}

function newest(file) {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** Builds when anything that goes into dist/ is newer than it. */
export function build() {
  const out = 'dist/index.html';
  const inputs = [
    'src',
    'public',
    'samples',
    'vite.config.ts',
    'svelte.config.js',
    'package-lock.json',
  ].filter((name) => existsSync(name));
  if (existsSync(out) && statSync(out).mtimeMs > Math.max(...inputs.map(newest))) return;
  if (run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']) !== 0) {
    process.exit(1);
  }
}

/** A Chromium for the browser tests; on Debian as root from its packages, with a font for Chinese. */
export async function browser() {
  if (await findChromium()) return;
  if (!process.env.CHROMIUM_PATH) {
    if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const wait = ['-o', 'DPkg::Lock::Timeout=180'];
      run('apt-get', [...wait, 'update', '-qq'], { env });
      run(
        'apt-get',
        [...wait, 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
        {
          env,
        },
      );
      if (await findChromium()) return;
    }
    run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
    if (await findChromium()) return;
  }
  console.error(
    `No Chromium found for the browser tests. Install one, or set CHROMIUM_PATH to its program file. Looked at: ${(await chromiumCandidates()).join(', ')}`,
  );
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tasks = { deps, build, browser };
  for (const name of process.argv.slice(2)) await tasks[name]();
}
