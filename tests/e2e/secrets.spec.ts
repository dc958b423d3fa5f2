/**
 * Everything that can be done with a private key or a password, done in one tab; then Clear, and a search of every place
 * that could have kept it. Not covered: what the browser itself keeps outside of the page's reach (memory that was freed
 * and not yet written over, strings of the browser's own process).
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CDPSession, Locator, Page } from '@playwright/test';
import { chromiumArgs } from '../../scripts/chromium.mjs';
import { zipOf } from '../fuzz/writeArchive.ts';
import { spellings as everySpelling } from '../spellings.ts';
import { expect, test } from './clean.ts';
import { found, wordSecrets, type Secret } from './secrets/forms.ts';
import {
  historyEntries,
  heapStrings,
  heldOctets,
  placesInPage,
  Watch,
  wholeStrings,
  WorkerHeaps,
  type Place,
} from './secrets/places.ts';

test.setTimeout(600_000);
test.use({
  actionTimeout: 60_000,
  permissions: ['clipboard-read', 'clipboard-write'],
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...chromiumArgs, wholeStrings] });
  },
});

/** One of each sort of those that `tests/unit` tries at every door. */
const chosen = [
  'as it is', 'one em dash', 'small letters', 'blanks for line ends', 'unicode escapes', 'no END', 'base64',
  'a data: URI in percent encoding', 'base64 of the DER', 'hexadecimal with colons',
]; // prettier-ignore
const spellings = everySpelling.filter(({ name }) => chosen.includes(name));

const read = (name: string): string => readFileSync(new URL(`secrets/${name}`, import.meta.url), 'utf8');
const password = 'Qzpwx-Kn0del-7381';

/** The octets that nobody may see: an EC key's scalar, an RSA key's first prime. */
function secretOf(name: string): Secret {
  const { d = '', p = d } = createPrivateKey(read(`${name}.key.pem`)).export({ format: 'jwk' });
  return { name: `the key ${name}`, octets: new Uint8Array(Buffer.from(p, 'base64url')) };
}

const secrets: readonly Secret[] = [
  ...['pasted', 'rsa', 'given', 'bagged', 'linked'].map(secretOf),
  ...wordSecrets('the password', password),
];

const box = (page: Page): Locator => page.getByRole('textbox', { name: 'Paste anything' });
const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true });
const clear = (page: Page): Promise<void> => button(page, 'Clear').click();
const step = (page: Page): Locator => page.getByText(/^Step \d+ of \d+/);
const tree = (page: Page): Locator => page.getByRole('tree', { name: 'ASN.1 structure' });
const said = (page: Page): Locator => page.locator('#paste-message');

const nginx = `events {}
http {
  server {
    listen 443 ssl;
    server_name given.secrets.example;
    ssl_certificate /etc/ssl/given.pem;
    ssl_certificate_key /etc/ssl/given.key;
    return 200 ok;
  }
}
`;

async function open(page: Page, name: string, content: Uint8Array | string): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
  await page.getByLabel('Open file').setInputFiles(file);
}

async function pasteKeys(page: Page): Promise<void> {
  await page.goto('/#/inspect');
  for (const { name, write } of spellings) {
    await test.step(`a key alone: ${name}`, async () => {
      for (const key of ['pasted', 'rsa']) {
        await box(page).fill(write(read(`${key}.key.pem`)));
        await expect(said(page)).toContainText(/private key/i);
        await clear(page);
      }
    });
    await test.step(`beside a certificate: ${name}`, async () => {
      await box(page).fill(`${read('pasted.pem')}\n${write(read('pasted.key.pem'))}`);
      await expect(tree(page)).toBeVisible();
      await clear(page);
    });
  }
}

async function openConfigurations(page: Page): Promise<void> {
  await page.goto('/#/stage');
  for (const { name, write } of spellings) {
    await test.step(`a key beside a configuration: ${name}`, async () => {
      await box(page).fill(`${nginx}\n${write(read('pasted.key.pem'))}\n`);
      await expect(said(page)).toContainText(/private key/i);
      await expect(step(page)).toBeVisible();
      await clear(page);
    });
  }
  const written = spellings.map(({ write }) => write(read('rsa.key.pem'))).join('\n\n');
  await open(page, 'server.zip', zipOf([
    { path: 'etc/nginx/nginx.conf', content: Buffer.from(nginx), link: null },
    { path: 'etc/ssl/given.pem', content: Buffer.from(read('given.pem')), link: null },
    { path: 'etc/ssl/given.key', content: Buffer.from(read('given.key.pem')), link: null },
    { path: 'etc/nginx/notes.txt', content: Buffer.from(written), link: null },
  ], null)); // prettier-ignore
  await expect(said(page)).toContainText(/private key/i);
  await expect(page.getByRole('region', { name: 'Configuration' })).toContainText('given.secrets.example');
}

/** The key of the certificate on the stage, as a file; what is then played is exported. */
async function giveKey(page: Page): Promise<void> {
  const next = button(page, 'Next step');
  while (await next.isEnabled()) await next.click();
  await page.getByLabel('Open its private key').setInputFiles({
    name: 'given.key',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(read('given.key.pem')),
  });
  await expect(page.getByLabel('Open its private key')).toHaveCount(0);
  while (await next.isEnabled()) await next.click();
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('200');
  const downloads = page.getByRole('group', { name: 'Save', exact: true });
  for (const save of await downloads.getByRole('button').all()) {
    if (!(await save.isEnabled())) continue;
    const saved = page.waitForEvent('download');
    await save.click();
    await saved;
  }
  await button(page, 'Share').click();
  await expect(page).toHaveURL(/own=/);
}

const linkWith = (key: string): string => {
  const server = {
    software: 'nginx',
    files: { '/etc/nginx.conf': `${nginx}\n${key}\n` },
    mainFile: '/etc/nginx.conf',
  };
  const own = Buffer.from(JSON.stringify({ server })).toString('base64url');
  return `#/stage?own=${own}&url=https://given.secrets.example/`;
};
const links = spellings.map(({ write }) => linkWith(write(read('linked.key.pem'))));

/** What a link brings is played, or refused with a reason; the link itself does not stay in the address bar. */
async function followLinks(page: Page): Promise<void> {
  const before = page.getByRole('radio', { name: 'One wildcard' });
  const wrong = page.getByRole('alert').filter({ hasText: /key/i }).first();
  for (const link of links) {
    await page.goto('/#/stage?server=wildcard');
    await expect(before).toBeChecked();
    await page.goto(`/${link}`);
    await expect.poll(async () => (await wrong.isVisible()) || !(await before.isChecked())).toBe(true);
    await expect(page).not.toHaveURL(`/${link}`);
  }
}

async function openContainer(page: Page): Promise<void> {
  await page.goto('/#/inspect');
  await open(page, 'bagged.p12', readFileSync(new URL('secrets/bagged.p12', import.meta.url)));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Open it').click();
  await expect(page.getByText('bagged.secrets.example').first()).toBeVisible();
  await tree(page).getByRole('treeitem').first().click();
  for (const form of ['hex', 'base64', 'c', 'json', 'openssl']) {
    await page.getByLabel('Form', { exact: true }).selectOption(form);
    await button(page, 'Copy').click();
    const saved = page.waitForEvent('download');
    await button(page, 'Save').click();
    await saved;
  }
  await button(page, 'Break it').click();
  await page.getByRole('grid', { name: 'Bytes' }).press('Delete');
  await button(page, 'Back to the original').click();
  await button(page, 'Compare with…').click();
  await page.getByLabel('Or paste another').fill(`${read('pasted.pem')}\n${read('pasted.key.pem')}`);
  await expect(page.getByText(/only in the first/).first()).toBeVisible();
}

async function compare(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await box(page).fill(`${nginx}\n${read('pasted.key.pem')}`);
  await expect(said(page)).toContainText(/private key/i);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Comparison' })).toBeVisible();
  await button(page, /^Copy/).first().click();
}

async function allPlaces(
  page: Page,
  session: CDPSession,
  watch: Watch,
  workers: WorkerHeaps,
): Promise<Place[]> {
  return [
    ...(await workers.all()),
    ...(await watch.all()),
    ...(await historyEntries(session)),
    ...(await placesInPage(page)),
    await heapStrings(session),
    await heldOctets(session),
  ];
}

const findings = (places: readonly Place[]): string[] => [
  ...new Set(places.flatMap(({ place, text }) => found(text, secrets).map((name) => `${name} in ${place}`))),
];

test('after everything was done with keys and passwords, Clear leaves none of them anywhere', async ({
  page,
  context,
}) => {
  const watch = new Watch(page, new Set(links));
  const session = await context.newCDPSession(page);
  const workers = await WorkerHeaps.of(session);
  await test.step('keys pasted', () => pasteKeys(page));
  await test.step('configurations and archives with keys', () => openConfigurations(page));
  await test.step('a key given to the stage, exported, shared', () => giveKey(page));
  await test.step('links with keys', () => followLinks(page));
  await test.step('a container opened', () => openContainer(page));
  await test.step('Compare', () => compare(page));
  await clear(page);
  await box(page).press('Control+z');
  await expect(box(page)).toHaveValue('');
  expect(findings(await allPlaces(page, session, watch, workers))).toEqual([]);
  await button(page, 'Undo').click();
  expect(findings(await allPlaces(page, session, watch, workers))).toEqual([]);
  // A worker holds what it was given until its own collection: none that was given a key is left.
  const { length } = await workers.all();
  expect(length).toBe(page.workers().length);
});

test('Forget the key: neither it nor its password is left, and the stage plays on without', async ({
  page,
  context,
}) => {
  const watch = new Watch(page);
  const session = await context.newCDPSession(page);
  const workers = await WorkerHeaps.of(session);
  await page.goto('/#/stage');
  await open(page, 'server.zip', zipOf([
    { path: 'etc/nginx/nginx.conf', content: Buffer.from(nginx.replaceAll('given', 'bagged')), link: null },
    { path: 'etc/ssl/bagged.pem', content: Buffer.from(read('bagged.pem')), link: null },
  ], null)); // prettier-ignore
  const field = page.getByLabel('Open its private key');
  const next = button(page, 'Next step');
  await expect(page.getByRole('textbox', { name: 'Address', exact: true })).toHaveValue(/bagged/);
  while (await next.isEnabled()) await next.click();
  await page.locator('#key-password').fill(password);
  await field.setInputFiles({
    name: 'bagged.p12',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(new URL('secrets/bagged.p12', import.meta.url)),
  });
  await expect(field).toHaveCount(0);
  while (await next.isEnabled()) await next.click();
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('200');
  const before = findings(await allPlaces(page, session, watch, workers));
  expect(before.some((finding) => finding.startsWith('the key bagged'))).toBe(true); // it is there to be forgotten
  await button(page, 'Forget the key').click();
  await expect(field).toBeVisible();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  expect(findings(await allPlaces(page, session, watch, workers))).toEqual([]);
});

test('the search finds what is planted, in each of its places', async ({ page, context }) => {
  const watch = new Watch(page);
  const session = await context.newCDPSession(page);
  const workers = await WorkerHeaps.of(session);
  await page.goto('/#/inspect');
  await expect(box(page)).toBeVisible();
  expect(findings(await allPlaces(page, session, watch, workers))).toEqual([]);
  const pem = read('given.key.pem');
  const [, body = ''] = /-----\n([\s\S]*?)\n-----/.exec(pem) ?? [];
  await expect.poll(() => page.workers().length).toBe(1); // Inspect has one ready
  await page.workers()[0]?.evaluate((text) => Object.assign(globalThis, { planted: [text] }), body);
  await page.evaluate(async ({ pem: text, body: base64 }) => {
    const octets = Uint8Array.from(atob(base64.replaceAll('\n', '')), (digit) => digit.charCodeAt(0));
    const hex = Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(':');
    Object.assign(window, { planted: [octets, `${hex} `.repeat(200)] });
    localStorage.setItem('planted', text);
    sessionStorage.setItem('planted', hex.toUpperCase());
    document.cookie = `planted=${encodeURIComponent(base64)}`;
    document.body.dataset.planted = Array.from(octets).join();
    history.replaceState(base64, '', `#/inspect?x=${btoa(`.${text}`).replaceAll('+', '-').replaceAll('/', '_')}`);
    window.name = text;
    await navigator.clipboard.writeText(hex);
    console.log(base64);
  }, { pem, body }); // prettier-ignore
  await box(page).evaluate((field: HTMLTextAreaElement, text) => (field.value = text), pem);
  const places = [
    'an address', 'the console', 'address', 'state of the history entry', 'local storage', 'session storage', 'cookies',
    'name of the window', 'document', 'fields', 'clipboard', 'JavaScript heap', 'octets held',
    'heap of a worker',
  ]; // prettier-ignore
  const missing = new Set(places.map((place) => `the key given in ${place}`));
  for (const finding of findings(await allPlaces(page, session, watch, workers))) missing.delete(finding);
  expect([...missing]).toEqual([]);
});
