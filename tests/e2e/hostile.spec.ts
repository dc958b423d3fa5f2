/**
 * Inputs made to stop the page. Each time: the page answers with something to read, Clear works, what was there before
 * is still there, and (clean.ts) nothing is thrown, logged or asked of another origin. Waits are for states only.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './clean.ts';
import { hostileFiles, hostileLinks, said as sentences, type HostileFile } from './hostile/material.ts';

/** What the page itself gives up on, it has ended by then (ten seconds without progress). */
test.setTimeout(180_000);
test.use({ actionTimeout: 60_000 });
const patient = { timeout: 60_000 };

const good = readFileSync(new URL('../../samples/wildcard.pem', import.meta.url), 'utf8');
const box = (page: Page): Locator => page.getByRole('textbox', { name: 'Paste anything' });
const clear = (page: Page): Locator => page.getByRole('button', { name: 'Clear', exact: true });
const undo = (page: Page): Locator => page.getByRole('button', { name: 'Undo', exact: true });
const said = (page: Page): Locator => page.locator('#paste-message');
const tree = (page: Page): Locator => page.getByRole('tree', { name: 'ASN.1 structure' });
const step = (page: Page): Locator => page.getByText(/^Step \d+ of \d+/);

/** Something has come of it: a scene that can be stepped through, a structure, a table, or what is wrong. */
async function expectAnswer(page: Page): Promise<void> {
  await expect(page.locator('main, #content').first()).not.toHaveAttribute('aria-busy', 'true', patient);
  const answer = step(page)
    .or(tree(page))
    .or(page.getByRole('grid', { name: 'Comparison' }))
    .or(page.getByRole('alert').filter({ hasText: /\w/ }))
    .or(said(page).filter({ hasText: /\w/ }));
  await expect(answer.first()).toBeVisible(patient);
  await expect(said(page)).not.toHaveText(/^Reading/, patient);
}

/** It says at what it stopped; that a pattern was given up, where the scene comes to it. */
async function expectSaid(page: Page, name: string): Promise<void> {
  const sentence = sentences.get(name);
  if (!sentence) return;
  if (name === 'shared 1') await page.getByRole('slider', { name: 'Timeline' }).press('End');
  await expect(page.getByText(sentence).first()).toBeVisible(patient);
}

/** A link that was followed from the preset `One wildcard`: another scene stands there now, or it is said why not. */
async function expectFollowed(page: Page, fragment: string): Promise<void> {
  if (!fragment.startsWith('#/stage')) return expectAnswer(page);
  const before = page.getByRole('radio', { name: 'One wildcard', exact: true });
  const wrong = page.getByRole('alert').filter({ hasText: /\w/ }).first();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false', patient);
  await expect.poll(async () => (await wrong.isVisible()) || !(await before.isChecked()), patient).toBe(true);
  await expect(step(page).or(wrong).first()).toBeVisible();
}

/** The page works on: Clear empties it, Undo brings back, and a certificate is read as ever. */
async function expectWorking(page: Page): Promise<void> {
  await box(page).fill(good);
  await expect(tree(page)).toBeVisible(patient);
  await expect(page.getByText('*.mail.example').first()).toBeVisible();
  await clear(page).click();
  await expect(box(page)).toHaveValue('');
  await undo(page).click();
  await expect(box(page)).toHaveValue(/BEGIN CERTIFICATE/);
}

const isText = ({ name }: HostileFile): boolean => !/\.(?:zip|p12)$/.test(name);

async function expectNoMarkup(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.querySelectorAll('main img, main iframe, main script').length),
  ).toBe(0);
}

test.describe('a hostile file', () => {
  for (const file of hostileFiles) {
    test(file.name, async ({ page }) => {
      await page.goto('#/stage?server=wildcard&sni=off');
      await expect(step(page)).toBeVisible();
      const { name, content } = file;
      await test.step('opened', async () => {
        await page.getByLabel('Open file').setInputFiles({
          name: name.replace(/^shared /, ''),
          mimeType: 'application/octet-stream',
          buffer: content,
        });
        await expect(clear(page)).toBeEnabled(patient);
        await expectAnswer(page);
        await expectNoMarkup(page);
        await expectSaid(page, name);
        await clear(page).click();
        await expect(box(page)).toHaveValue('');
      });
      if (isText(file))
        await test.step('pasted', async () => {
          await page.goto('#/stage?server=wildcard&sni=off');
          await expect(step(page)).toBeVisible();
          await box(page).fill(content.toString('utf8'));
          await expectAnswer(page);
          await expectNoMarkup(page);
          await clear(page).click();
        });
      await expectWorking(page);
    });
  }
});

test.describe('a hostile link', () => {
  for (const { name, fragment } of hostileLinks) {
    test(name, async ({ page }) => {
      await test.step('opened first', async () => {
        await page.goto(`/${fragment}`);
        await expectAnswer(page);
        await expectSaid(page, name);
      });
      await test.step('followed from a scene, which is kept', async () => {
        await page.goto('about:blank');
        await page.goto('/#/stage?server=wildcard&client=curl');
        await expect(step(page)).toBeVisible();
        await page.evaluate((hash) => {
          location.hash = hash;
        }, fragment);
        await expectFollowed(page, fragment);
        await page.goBack();
        await expect(step(page)).toBeVisible(patient);
        await expect(page.getByRole('radio', { name: 'One wildcard', exact: true })).toBeChecked();
      });
      await expectWorking(page);
    });
  }
});
