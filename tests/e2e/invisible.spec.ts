/**
 * What cannot be seen, or changes how the rest is seen, is written out: in what is shown, in labels and titles, in what
 * is copied and saved. Fields that are typed into hold what was typed.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './clean.ts';

/** RIGHT-TO-LEFT OVERRIDE, isolate, ZERO WIDTH SPACE, TAG A, NO-BREAK SPACE, HANGUL FILLER, SOFT HYPHEN. */
const raw = '\u202e\u2066\u200b\u{e0061}\u00a0\u3164\u00ad';
const shown = '\\u{202e}\\u{2066}\\u{200b}\\u{e0061}\\xa0\\u{3164}\\xad';

const configuration = `events {}
http {
  # a comment ${raw}
  server { listen 443 ssl; server_name first.example; ssl_certificate /srv/first.pem; ssl_certificate_key /k; }
  server { listen 443 ssl; server_name pay${raw}pal.example; ssl_certificate "/srv/pay${raw}pal.pem"; ssl_certificate_key /k; }
  server { listen 443 ssl; server_name ~^gnp${raw}$; ssl_certificate /srv/gnp.pem; ssl_certificate_key /k; }
  include "missing${raw}.conf";
}
`;

/** Texts and labels of the page that hold a raw control; what is typed into fields aside. */
const hiddenIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const hidden = /[\u202a-\u202e\u2066-\u2069\u200b\u{e0000}-\u{e007f}\u00a0\u3164\u00ad]/u;
    const labels = ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-roledescription'];
    return [...document.querySelectorAll('*')].flatMap((element) => {
      if (element.tagName === 'TEXTAREA' || element.tagName === 'STYLE') return [];
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const texts = [
        ...own.map(({ textContent }) => textContent ?? ''),
        ...labels.map((label) => element.getAttribute(label) ?? ''),
      ];
      return texts
        .filter((text) => hidden.test(text))
        .map((text) => `${element.tagName}: ${JSON.stringify(text)}`);
    });
  });

async function give(page: Page, name: string, text: string) {
  await page
    .getByLabel('Open file')
    .setInputFiles([{ name, mimeType: 'text/plain', buffer: Buffer.from(text) }]);
}

test('the stage shows every character of a hostile configuration, at each step', async ({ page }) => {
  await page.goto('/#/stage');
  await give(page, `pay${raw}pal.conf`, configuration);
  await expect(page.getByRole('radio', { name: 'Edited server' })).toBeChecked();
  const address = page.getByRole('textbox', { name: 'Address', exact: true });
  await expect(page.getByRole('status').filter({ hasText: 'Opened as' })).toContainText(
    `pay${shown}pal.conf`,
  );
  for (const url of [`https://pay${raw}pal.example/`, 'https://first.example/']) {
    await address.fill(url);
    await page.getByRole('button', { name: 'Restart' }).click();
    const next = page.getByRole('button', { name: 'Next step' });
    for (;;) {
      expect(await hiddenIn(page)).toEqual([]);
      if (!(await next.isEnabled())) break;
      await next.click();
    }
  }
  const text = page.getByRole('region', { name: 'Configuration', exact: true });
  await expect(text).toContainText(`server_name pay${shown}pal.example;`);
  await expect(text).toContainText(`# a comment ${shown}`);
  await expect(text.getByRole('alert')).toContainText(`missing${shown}.conf was not given`);
  const missing = page.getByRole('region', { name: 'Certificates to fill in' });
  await expect(missing).toContainText(`/srv/pay${shown}pal.pem`);
  const site = page.getByRole('group', { name: 'Site 2', exact: true });
  await expect(site).toContainText(`With what cannot be seen written out: pay${shown}pal.example`);
  await expect(site.getByLabel('Names', { exact: true })).toHaveValue(`pay${raw}pal.example`);
});

test('Compare shows and copies hosts with every character', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/#/stage');
  await give(page, 'nginx.conf', configuration);
  await expect(page.getByRole('radio', { name: 'Edited server' })).toBeChecked();
  await expect(page.getByRole('status').filter({ hasText: 'Opened as' })).toBeVisible();
  await page.getByRole('link', { name: 'Compare' }).click();
  const hosts = page.getByRole('textbox', { name: 'Hosts' });
  await hosts.fill(
    `=1+1.example\nfirst.example\npay\u200bpal.example\npay${raw}pal.example\nnot ${raw} a host`,
  );
  await expect(page.getByRole('grid').getByRole('gridcell').first()).toBeVisible();
  expect(await hiddenIn(page)).toEqual([]);
  await expect(page.getByText(`not ${shown} a host`)).toBeVisible();
  await page.getByRole('button', { name: 'Copy as a table' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split(/[\n\t]/).filter((cell) => /^[=+@-]|[\u200b\u202e\u00a0]/.test(cell))).toEqual([]);
});

test('Inspect shows and copies every character of the names and of the file', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/#/inspect');
  const pem = readFileSync(new URL('../../samples/hostile-names.pem', import.meta.url), 'utf8');
  await give(page, `in${raw}voice.pem`, pem);
  await expect(page.getByRole('tree')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Paste anything' })).toHaveAttribute(
    'placeholder',
    `in${shown}voice.pem (${(pem.length / 1024).toFixed(1)} KB) is open`,
  );
  await page.getByRole('textbox', { name: 'Host to check' }).fill(`pay${raw}pal.example`);
  await expect(page.getByText(`pay${shown}pal.example`).first()).toBeVisible();
  expect(await hiddenIn(page)).toEqual([]);
  await page.getByRole('treeitem').first().click();
  const form = page.getByRole('combobox', { name: 'Form' });
  for (const [value, says] of [
    ['openssl', '\\342\\200\\256'],
    ['json', '"path"'],
  ] as const) {
    await form.selectOption(value);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(says);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u00a0\u3164\u00ad]/);
  }
});
