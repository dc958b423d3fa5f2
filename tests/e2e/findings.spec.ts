/** What Inspect remarks on: each finding selects its node and bytes, and its row carries a mark. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './clean.ts';

async function paste(page: Page, sample: string): Promise<void> {
  await page.goto('#/inspect');
  const box = page.getByRole('textbox', { name: 'Paste anything' });
  await box.fill(readFileSync(new URL(`../../samples/${sample}`, import.meta.url), 'utf8'));
  await box.blur();
}

test('a finding selects its node and bytes; its row is marked; Now decides what has expired', async ({
  page,
}) => {
  await paste(page, 'cn-not-in-san.pem');
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText('1 warning');
  await findings.getByRole('button', { name: /^Warning The common name only-cn\.example/ }).click();
  const row = page.getByRole('treeitem', { selected: true });
  await expect(row).toContainText('only-cn.example');
  await expect(row.getByTitle(/not among the alternative names/)).toBeVisible();
  await expect(page.getByRole('gridcell', { selected: true }).first()).toHaveText('0c');

  await page.getByRole('textbox', { name: 'Now' }).fill('2047-01-01T00:00:00Z');
  await expect(findings).toContainText('1 error');
  await expect(findings.getByRole('button', { name: /^Error It expired on 2046-01-01/ })).toBeVisible();
  await expectAccessible(page);
});

test('findings follow Now also after the view was left, and after Clear and Undo', async ({ page }) => {
  await paste(page, 'cn-not-in-san.pem');
  const findings = page.getByRole('region', { name: 'Findings' });
  const now = page.getByRole('textbox', { name: 'Now' });
  await expect(findings).toContainText('1 warning');
  await page.getByRole('link', { name: 'Stage' }).click();
  await expect(findings).toBeHidden();
  await page.getByRole('link', { name: 'Inspect' }).click();
  await now.fill('2047-01-01T00:00:00Z');
  await expect(findings).toContainText('1 error');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(findings).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(findings).toContainText('1 error');
  await now.fill('2027-01-01T00:00:00Z');
  await expect(findings).not.toContainText('1 error');
});

test('the second reader is loaded when it is opened, and says what it makes of the same bytes', async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on('response', (response) => scripts.push(response.url()));
  await paste(page, 'hostile-names.pem');
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary.getByText('Second reader')).toBeVisible();
  expect(scripts.filter((url) => /pkijs|readAgain/.test(url))).toEqual([]);
  await summary.getByText('Second reader').click();
  await expect(summary.getByText('asn1js lists the same 58 nodes.')).toBeVisible();
  await expect(summary.getByRole('listitem').filter({ hasText: 'pkijs' })).toContainText('accepts it');
  await summary.getByRole('button', { name: /^= DNS names/ }).click();
  await expect(page.getByRole('treeitem', { selected: true })).toBeVisible();
  await expectAccessible(page);
});
