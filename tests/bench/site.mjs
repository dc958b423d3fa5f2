/** The pages that the page bench opens: the peers', built into a folder of their own, and ours as it is built. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

/** dom.js imports a file that its package does not hold: the menu of the right mouse button. */
const missingMenu = {
  name: 'missing-menu',
  resolveId: (source, importer) =>
    source === './context.js' && importer?.includes('@lapo/asn1js') ? '\0menu' : null,
  load: (id) => (id === '\0menu' ? 'export const bindContextMenu = () => {};' : null),
};

const listen = (root, outDir) =>
  preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });

const addressOf = (server) => `http://127.0.0.1:${server.httpServer.address().port}`;

/**
 * `files`: path -> octets, served beside the peers' pages. Gives the address of ours and of theirs
 * (`/lapo.html`, `/viewer.html`, `/bare.html`), and `close`.
 */
export async function openSites(files) {
  const folder = mkdtempSync(join(tmpdir(), 'whichcert-bench-'));
  for (const page of ['lapo', 'viewer', 'bare']) {
    await build({
      configFile: false,
      logLevel: 'error',
      plugins: [missingMenu],
      build: {
        outDir: folder,
        emptyOutDir: false,
        lib: {
          entry: join(import.meta.dirname, `pages/${page}.mjs`),
          formats: ['es'],
          fileName: () => `${page}.js`,
        },
        minify: true,
      },
    });
    writeFileSync(
      join(folder, `${page}.html`),
      `<!doctype html><meta charset="utf-8"><title>${page}</title><body></body><script type="module" src="/${page}.js"></script>`,
    );
  }
  mkdirSync(join(folder, 'inputs'), { recursive: true });
  for (const [path, octets] of files) writeFileSync(join(folder, path), octets);
  const root = join(import.meta.dirname, '../..');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error' });
  const servers = [await listen(root, 'dist'), await listen(folder, '.')];
  return {
    ours: addressOf(servers[0]),
    theirs: addressOf(servers[1]),
    close: async () => {
      for (const server of servers) await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
