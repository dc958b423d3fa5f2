import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { expect, test } from './clean.ts';

test('a first visit needs at most 70 KB of JavaScript, and steps through the first scene with it', async ({
  page,
}) => {
  const scripts = new Map<string, Response>();
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.set(response.url(), response);
  });
  await page.clock.install(); // what is loaded when a visitor has looked for a while does not come
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.goto('/');
  await expect(page.getByText(/^Step 1 of 17/)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'SNI', exact: true })).toBeChecked();
  const sizes = await Promise.all(
    [...scripts].map(async ([url, response]) => ({
      url,
      bytes: gzipSync(await response.body(), { level: 9 }).length,
    })),
  );
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sizes.length).toBeGreaterThan(2);
  expect(total, sizes.map(({ url, bytes }) => `${url} ${bytes}`).join('\n')).toBeLessThanOrEqual(70 * 1024);

  // The picture is complete: the decision, with its sentences and source lines.
  await page.clock.resume();
  await page.getByRole('slider', { name: 'Timeline' }).press('End');
  await expect(page.getByRole('region', { name: 'Outcome', exact: true })).toHaveText(/^200/);
  await expect(page.getByRole('region', { name: 'Name check', exact: true })).toHaveText(/^Match/);
});
