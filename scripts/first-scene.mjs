// A Vite plugin: the module `virtual:first-scene` is the outline of the first scene (src/sim/outline.ts), played by
// the simulator while the page is built.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const id = 'virtual:first-scene';
const entry = path.join(import.meta.dirname, '..', 'src', 'sim', 'outline.ts');

async function playFirstScene() {
  const outDir = mkdtempSync(path.join(tmpdir(), 'whichcert-first-scene-'));
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true },
      build: { ssr: entry, outDir, emptyOutDir: true },
    });
    const { firstScene } = await import(pathToFileURL(path.join(outDir, 'outline.js')).href);
    return await firstScene(new Date());
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

export const firstScenePlugin = () => ({
  name: 'first-scene',
  resolveId: (source) => (source === id ? `\0${id}` : null),
  load: async (source) =>
    source === `\0${id}` ? `export default ${JSON.stringify(await playFirstScene())};` : null,
});
