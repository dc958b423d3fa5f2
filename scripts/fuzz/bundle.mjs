// The fuzzer's thread (tests/fuzz/worker.ts) with all it reaches, as one file for Node, its steps counted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { countSteps, watchFloor } from './countSteps.mjs';

const entry = path.join(import.meta.dirname, '../../tests/fuzz/worker.ts');

/** A file that reads others beside itself still finds them there. */
const ownPlaces = {
  name: 'own-places',
  transform: (code, file) =>
    code.includes('import.meta.url') && file.includes('/tests/')
      ? { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)), map: null }
      : null,
};

/** `file`: the bundle's URL; `remove`: when it is no longer needed. */
export async function bundleFuzzer() {
  const outDir = mkdtempSync(path.join(tmpdir(), 'whichcert-fuzz-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [ownPlaces, watchFloor(), countSteps()],
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      target: 'node20',
      rollupOptions: { checks: { pluginTimings: false }, output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return {
    file: pathToFileURL(path.join(outDir, 'worker.mjs')),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
