import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const sample = (name: string) => readFileSync(new URL(`../../samples/${name}.pem`, import.meta.url), 'utf8');
const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n';

const site = (name: string, certificate: string) => `server {
  listen 443 ssl;
  server_name ${name};
  ssl_certificate ${certificate};
  ssl_certificate_key /srv/tls/site.key;
  return 200 ok;
}
`;
const nginx = `events {}\nhttp {\n${site('blog.example', '/srv/tls/blog.example.pem')}${site('shop.example', '/srv/tls/shop.example.pem')}}\n`;

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const box = (page: Page) => page.getByRole('textbox', { name: 'Paste anything' });
const address = (page: Page) => page.getByRole('textbox', { name: 'Address', exact: true });

async function toEnd(page: Page) {
  const next = page.getByRole('button', { name: 'Next step' });
  while (await next.isEnabled()) await next.click();
}

async function openFiles(page: Page, files: { name: string; text: string | Buffer }[]) {
  await page
    .getByLabel('Open file')
    .setInputFiles(
      files.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
}

test('a pasted configuration is the server on the stage; its blanks are filled in', async ({ page }) => {
  await page.goto('/#/inspect');
  await box(page).fill(nginx);
  await expect(page).toHaveURL(/#\/stage/);
  await expect(address(page)).toHaveValue('https://shop.example/');
  await expect(page.getByRole('status').filter({ hasText: 'Opened as /etc/nginx/nginx.conf' })).toContainText(
    '2 certificates that it names were not given',
  );
  await toEnd(page);
  await expect(region(page, 'Certificate served')).toContainText('/srv/tls/shop.example.pem');
  const blanks = region(page, 'Certificates to fill in');
  await expect(blanks.getByRole('listitem')).toHaveCount(2);
  await expect(region(page, 'Configuration')).toContainText('/etc/nginx/nginx.conf:6');

  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await blanks.getByLabel('/srv/tls/shop.example.pem').selectOption('shop.example.pem');
  await expect(blanks.getByRole('listitem')).toHaveCount(1);
  await toEnd(page);
  await expect(region(page, 'Name check')).toContainText(/^.*Match/);
  await expect(region(page, 'Outcome')).toContainText('200');
});

test('several files together: certificates find their places, keys are dropped', async ({ page }) => {
  await page.goto('/#/inspect');
  await openFiles(page, [
    { name: 'shop.example.pem', text: sample('shop.example') },
    { name: 'nginx.conf', text: nginx },
    { name: 'blog.example.pem', text: sample('blog.example') },
    { name: 'site.key', text: key },
  ]);
  await expect(page).toHaveURL(/#\/stage/);
  await expect(page.getByRole('status').filter({ hasText: 'Opened as' })).toContainText(
    'A private key was recognised in site.key. It was left out and forgotten.',
  );
  await expect(region(page, 'Certificates to fill in')).toHaveCount(0);
  await toEnd(page);
  await expect(region(page, 'Outcome')).toContainText('200');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(/own=/);
  expect(
    atob(/own=([\w-]+)/.exec(page.url())?.[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''),
  ).toContain('shop.example');
});

test('an archive of /etc/nginx with links is opened', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'whichcert-'));
  mkdirSync(join(folder, 'nginx/sites-available'), { recursive: true });
  mkdirSync(join(folder, 'nginx/sites-enabled'));
  writeFileSync(
    join(folder, 'nginx/nginx.conf'),
    'events {}\nhttp {\n  include /etc/nginx/sites-enabled/*;\n}\n',
  );
  writeFileSync(join(folder, 'nginx/sites-available/a'), site('a.example', '/c/a.pem'));
  writeFileSync(join(folder, 'nginx/sites-available/b'), site('b.example', '/c/b.pem'));
  symlinkSync('/etc/nginx/sites-available/a', join(folder, 'nginx/sites-enabled/a'));
  symlinkSync('../sites-available/b', join(folder, 'nginx/sites-enabled/b'));
  const archive = execFileSync('tar', ['-C', folder, '-czf', '-', 'nginx']);
  await page.goto('/#/stage');
  await openFiles(page, [{ name: 'nginx.tar.gz', text: archive }]);
  await expect(address(page)).toHaveValue('https://b.example/');
  await expect(region(page, 'Configuration')).toContainText('/etc/nginx/sites-enabled/b');
});

test('a configuration with a mistake opens all the same, and its text can be edited', async ({ page }) => {
  await page.goto('/#/stage');
  await box(page).fill(
    nginx.replace('listen 443 ssl;\n  server_name shop', 'listen 443 ssl\n  server_name shop'),
  );
  const configuration = region(page, 'Configuration');
  await expect(configuration.getByRole('alert')).toContainText('/etc/nginx/nginx.conf:');
  await configuration.getByRole('button', { name: 'Edit the text' }).click();
  const text = configuration.getByRole('textbox');
  await text.fill(nginx.replaceAll('shop.example', 'store.example') + key);
  await expect(configuration).toContainText('A private key was left out of the text.');
  await expect(text).not.toHaveValue(/PRIVATE KEY/);
  await address(page).fill('https://store.example/');
  await toEnd(page);
  await expect(region(page, 'Certificate served')).toContainText('/srv/tls/store.example.pem');
  await expectAccessible(page);
});

test('the form says that it rewrites another program’s configuration', async ({ page }) => {
  await page.goto('/#/stage');
  await box(page).fill('a.example {\n  tls /c/a.pem /c/a.key\n}\nb.example {\n  tls /c/b.pem /c/b.key\n}\n');
  await expect(address(page)).toHaveValue('https://b.example/');
  await expect(region(page, 'Edit the server')).toContainText(
    'writes the configuration anew as nginx, instead of caddy',
  );
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(box(page)).toHaveValue('');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(box(page)).toHaveValue(/^a\.example/);
  await expect(address(page)).toHaveValue('https://b.example/');
});
