import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const radio = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const settled = (page: Page) => expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');

async function open(page: Page, query = '') {
  await page.goto(`/#/stage${query}`);
  await expect(page.getByRole('button', { name: 'Next step' })).toBeEnabled();
}

test('further servers are under a disclosure, in the same group of radio buttons', async ({ page }) => {
  await open(page);
  await expect(radio(page, 'SNI')).toBeVisible();
  await expect(radio(page, 'Strict SNI')).toBeHidden();
  await page.getByText('More servers').focus();
  await page.keyboard.press('Enter');
  await radio(page, 'One wildcard').check();
  await settled(page);
  await expect(radio(page, 'SNI')).not.toBeChecked();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('https://a.b.example.com/');
  await page.keyboard.press('ArrowDown');
  await expect(radio(page, 'Wildcard and other domains')).toBeChecked();
});

test('clients worth trying are buttons, and a link to a further server opens the disclosure', async ({
  page,
}) => {
  await open(page, '?server=several-cns');
  await expect(radio(page, 'Several common names')).toBeVisible();
  await expect(radio(page, 'Several common names')).toBeChecked();
  const group = page.getByRole('group', { name: 'Worth trying:' });
  await expect(group.getByRole('button', { name: 'Chrome 156' })).toHaveAttribute('aria-pressed', 'true');
  await group.getByRole('button', { name: 'OpenSSL 3.0 s_client' }).click();
  await settled(page);
  await expect(page.getByRole('combobox', { name: 'Client' })).toHaveValue('openssl');
});

test('a further server keeps its certificates when it is edited', async ({ page }) => {
  await open(page, '?server=gnutls-trio');
  const names = page.getByRole('group', { name: 'Site 1' }).getByLabel('Names', { exact: true });
  await names.fill('test1.example www.test1.example');
  await expect(radio(page, 'Edited server')).toBeChecked();
  await settled(page);
  const next = page.getByRole('button', { name: 'Next step' });
  while (await next.isEnabled()) await next.click();
  await expect(page.getByRole('region', { name: 'Certificate served', exact: true })).toContainText(
    'test1.example',
  );
});

test('a client certificate is chosen where a server asks for one', async ({ page }) => {
  await open(page, '?server=gnutls-trio&client=curl&url=https://test2.example/');
  const choice = page.getByRole('combobox', { name: 'Client certificate' });
  await expect(choice).toHaveValue('none');
  await choice.selectOption('from another CA');
  await settled(page);
  await page.reload();
  await expect(choice).toHaveValue('wrong-ca');
  await choice.selectOption('none');
  await radio(page, 'SNI').check(); // does not ask
  await expect(choice).toBeHidden();
});

for (const width of [360, 1400]) {
  test(`accessible and not too wide at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, '?server=dns-and-ip');
    await settled(page);
    await expect(radio(page, 'Name and IP address')).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
