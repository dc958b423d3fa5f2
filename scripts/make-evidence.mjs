// Replays the observed rows and writes src/content/evidence.generated.ts, which "How do we know?" shows.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'tests/unit/content/evidence.test.ts'], {
  cwd: root,
  env: { ...process.env, WRITE_EVIDENCE: '1' },
  stdio: 'inherit',
});
process.exit(status ?? 1);
