/** The README's snippets for hosting the page, run: what they answer for the page, a script, and what is not there. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start, type Command } from './childProcess.ts';
import { apache } from './programs/apache.ts';
import { caddy } from './programs/caddy.ts';
import { nginx } from './programs/nginx.ts';
import { installedVersion } from './programs/realProgram.ts';
import { skipped } from './report.ts';

const address = '127.0.0.1';
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'whichcert-hosting-'));
  chmodSync(root, 0o755); // Apache serves as another user
  mkdirSync(join(root, 'dist/assets'), { recursive: true });
  writeFileSync(join(root, 'dist/index.html'), '<!doctype html><title>whichcert</title>');
  writeFileSync(join(root, 'dist/assets/index-abc.js'), 'export {};');
  writeFileSync(join(root, 'dist/assets/index-abc.css'), 'p {}');
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A snippet of the README, for this folder and port. */
function snippet(language: string, port: number): string {
  const found = readme.match(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``))?.[1] ?? '';
  expect(found).toContain('/srv/whichcert/dist');
  return found
    .replaceAll('/srv/whichcert/dist', join(root, 'dist'))
    .replace('listen 80;', `listen ${address}:${port};`)
    .replace('http://:80', `http://${address}:${port}`);
}

function nginxCommand(port: number): Command {
  const file = join(root, 'nginx.conf');
  const text = `events {}\nhttp {\ninclude /etc/nginx/mime.types;\n${snippet('nginx', port)}}\n`;
  return nginx.startCommand({ files: new Map([[file, text]]), mainFile: file }, root);
}

function caddyCommand(port: number): Command {
  const file = join(root, 'Caddyfile');
  const text = `{\n\tauto_https off\n}\n${snippet('caddyfile', port)}`;
  return caddy.startCommand({ files: new Map([[file, text]]), mainFile: file }, root);
}

function apacheCommand(port: number): Command {
  const file = join(root, 'site.conf');
  const modules = ['headers', 'mime']
    .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
    .join('\n');
  const text = `${modules}\nTypesConfig /etc/mime.types\nListen ${address}:${port}\nDocumentRoot ${root}/dist\n${snippet('apache', port)}`;
  return apache.startCommand({ files: new Map([[file, text]]), mainFile: file }, root);
}

const servers = [
  { program: nginx, port: 41810, command: nginxCommand },
  { program: caddy, port: 41811, command: caddyCommand },
  { program: apache, port: 41812, command: apacheCommand },
] as const;

const immutable = 'public, max-age=31536000, immutable';
const javascript = /^(text|application)\/javascript/;

describe.each(servers)('$program.software as in the README', ({ program, port, command }) => {
  it('says what only a server can say', async () => {
    if ((await installedVersion(program)) === null) {
      skipped(program.software, 'not installed');
      return;
    }
    const running = await start(command(port), [{ address, port }]);
    try {
      const get = (path: string) => fetch(`http://${address}:${port}${path}`);
      for (const path of ['/', '/assets/index-abc.js', '/assets/index-abc.css', '/assets/gone.js', '/gone']) {
        const { headers } = await get(path);
        expect(headers.get('content-security-policy'), path).toBe("frame-ancestors 'none'");
        expect(headers.get('x-content-type-options'), path).toBe('nosniff');
        expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      }
      const [page, script, gone] = await Promise.all([
        get('/'),
        get('/assets/index-abc.js'),
        get('/assets/gone.js'),
      ]);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(script.headers.get('content-type')).toMatch(javascript);
      expect(script.headers.get('cache-control')).toBe(immutable);
      expect(gone.status).toBe(404);
      expect(gone.headers.get('cache-control'), 'what is not there yet may come').not.toBe(immutable);
    } finally {
      await running.stop();
    }
  });
});
