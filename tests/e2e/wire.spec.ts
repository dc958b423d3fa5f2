import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const now = '2026-11-22T12:00:00Z';
const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the same seed gives the same bytes in the browser as in Node', async ({ page }) => {
  await page.goto(`/#/stage?server=sni&now=${encodeURIComponent(now)}`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Capture (pcapng)' }).click();
  const inBrowser = await readFile(await (await download).path());
  const sha256 = createHash('sha256').update(inBrowser).digest('hex');
  expect(sha256).toBe(await read('tests/golden/sni.pcapng.sha256')); // by Node: tests/unit/sim/golden.test.ts
});

test('the eavesdropper compares both versions of the scene', async ({ page }) => {
  await page.goto('/#/stage');
  const panel = page.getByRole('region', { name: 'Eavesdropper', exact: true });
  await panel.getByRole('switch', { name: 'Compare TLS 1.2 and 1.3' }).click();
  const row = panel.getByRole('row', { name: /^server certificate/ });
  await expect(row.getByRole('cell')).toHaveText(['shop.example', 'not readable']);
  await expect(panel.getByRole('row', { name: /^server_name/ }).getByRole('cell')).toHaveText([
    'shop.example',
    'shop.example',
  ]);
  await expectAccessible(page, '.beside');
});

test('a certificate without its key: names only, a thief, and its key', async ({ page }) => {
  await page.goto('/#/stage');
  const certificate = await read('tests/truth/names-certs/exact.pem');
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(certificate);
  await page.getByRole('button', { name: 'Try it on the stage' }).first().click();
  const choice = page.getByRole('group', { name: 'Its private key was not given' });
  await expect(choice.getByRole('radio', { name: 'Names only' })).toBeChecked();
  await choice.getByRole('radio', { name: 'Thief' }).check();
  await page.getByRole('slider', { name: 'Timeline' }).press('End');
  await expect(page.getByRole('region', { name: 'Outcome', exact: true })).toContainText(
    'ERR_SSL_PROTOCOL_ERROR',
  );
  await expect(page.getByRole('region', { name: 'Certificate served', exact: true })).toContainText('thief');
  await expect(page).toHaveURL(/without-key=thief/);
  await expectAccessible(page, '.setup');
});

test('two servers, one name: what is shared decides whether a session is known', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/#/stage');
  await page.getByText('Coming back: sessions').click();
  const sessions = page.getByRole('region', { name: 'Coming back: sessions' });
  await sessions.getByRole('button', { name: 'Next visit' }).click();
  await expect(sessions.getByRole('listitem').nth(1)).toContainText('Not known here');
  await sessions.getByLabel('The servers have').selectOption('shared');
  await expect(sessions.getByRole('listitem').nth(1)).toContainText('Resumed.');
  await expect(sessions.getByRole('row', { name: /^nginx .* 1\.3 yes/ })).toContainText('access_denied');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page, '.below');
});
