/**
 * Many sites, addresses, files, lines and hosts: what is drawn is bounded, the same for a hundred as for thousands;
 * everything is found, and what is left out is counted.
 */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const elements = (page: Page): Promise<number> => page.locator('*').count();
/** More than any view of this page has for an ordinary server. */
const mostElements = 1500;

const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const sites = (count: number): string =>
  `events {}\nhttp {\n${times(
    count,
    (i) =>
      `  server { listen 443 ssl; server_name s${i}.example; ssl_certificate /c/1.pem; ssl_certificate_key /c/1.key; }`,
  )}\n}\n`;

const addresses = (count: number): string =>
  `Listen 443\n${times(
    count,
    (i) =>
      `<VirtualHost 10.0.${i >> 8}.${i & 255}:443>\n ServerName s${i}.example\n SSLEngine on\n SSLCertificateFile /c/${i}.pem\n SSLCertificateKeyFile /c/1.key\n</VirtualHost>`,
  )}\n`;

type Given = { name: string; text: string };

async function open(page: Page, ...files: Given[]) {
  await page.goto('/#/stage');
  await page
    .getByLabel('Open file')
    .setInputFiles(
      files.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
  await expect(page.getByRole('radio', { name: 'Edited server' })).toBeChecked();
  await expect(region(page, 'Edit the server')).toBeVisible();
}

/** To the end of the scene, where every panel has something to say. */
const toTheEnd = (page: Page) => page.getByRole('slider', { name: 'Timeline' }).press('End');

test('a thousand sites take as many elements as a hundred', async ({ page }) => {
  const counts: number[] = [];
  for (const count of [100, 1000]) {
    await open(page, { name: 'nginx.conf', text: sites(count) });
    await toTheEnd(page);
    await expect(region(page, 'Edit the server')).toContainText(`${count.toLocaleString('en')} sites`);
    counts.push(await elements(page));
  }
  const [hundred = 0, thousand = Infinity] = counts;
  expect(thousand).toBeLessThan(mostElements);
  expect(thousand / hundred).toBeLessThan(1.1);
});

test('any site is found by its name, leads to its form, and is changed there', async ({ page }) => {
  await open(page, { name: 'nginx.conf', text: sites(1000) });
  await page.getByRole('button', { name: '997 more sites: find one' }).click();
  const find = page.getByRole('searchbox', { name: 'Find a site by name, address or file' });
  await expect(find).toBeFocused();
  await find.fill('s99');
  const list = page.getByRole('listbox', { name: 'Sites' });
  await expect(region(page, 'Edit the server')).toContainText('11 of 1,000 sites'); // s99 and s990 to s999
  await expect(list.getByRole('option', { selected: true })).toContainText('s99.example');
  await list.press('End');
  await expect(list.getByRole('option', { selected: true })).toContainText('s999.example');
  await expect(list.getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '11');
  const site = page.getByRole('group', { name: 'Site 1000', exact: true });
  await expect(site.getByLabel('Names', { exact: true })).toHaveValue('s999.example');
  await site.getByLabel('Names', { exact: true }).fill('last.example');
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://last.example/');
  await toTheEnd(page);
  await expect(region(page, 'Decision')).toContainText('chosen');
  await expect(page.getByRole('img', { name: /^The set/ })).toContainText('last.example');
});

test('the decision shows the chosen site, however far down it stands, and counts the others', async ({
  page,
}) => {
  await open(page, { name: 'nginx.conf', text: sites(1000) });
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://s700.example/');
  await page.getByRole('slider', { name: 'Timeline' }).press('Home');
  const decision = region(page, 'Decision');
  const next = page.getByRole('button', { name: 'Next step' });
  for (let step = 0; step < 20 && !(await decision.getByText('Which certificate?').isVisible()); step++)
    await next.click();
  const chosen = decision.getByRole('listitem').filter({ hasText: 's700.example itself' });
  await expect(chosen).toContainText('chosen');
  // 24 of 1,000 are shown: what is left out adds up to the others.
  const leftOut = await decision
    .getByRole('listitem')
    .filter({ hasText: /^and [\d,]+ more$/ })
    .allInnerTexts();
  const count = leftOut.map((text) => Number(text.replace(/\D/g, ''))).reduce((sum, one) => sum + one, 0);
  expect(count).toBe(976);
});

test('a thousand addresses and certificates take as many elements as a hundred', async ({ page }) => {
  const counts: number[] = [];
  for (const count of [100, 1000]) {
    await open(page, { name: 'apache2.conf', text: addresses(count) });
    await toTheEnd(page);
    await expect(region(page, 'Certificates to fill in')).toContainText(
      `${count.toLocaleString('en')} certificates`,
    );
    counts.push(await elements(page));
  }
  const [hundred = 0, thousand = Infinity] = counts;
  expect(thousand).toBeLessThan(mostElements);
  expect(thousand / hundred).toBeLessThan(1.1);
  const missing = region(page, 'Certificates to fill in');
  await missing.getByRole('searchbox', { name: 'Find a certificate to fill in' }).fill('/c/999');
  await expect(missing.getByRole('combobox', { name: '/c/999.pem' })).toBeVisible();
  await missing.getByRole('combobox', { name: '/c/999.pem' }).selectOption({ label: 'shop.example.pem' });
  await expect(missing).toContainText('999 certificates');
});

test('two thousand included files are found by their path, one of them is shown', async ({ page }) => {
  const includes = Array.from({ length: 2000 }, (_, i) => ({
    name: `s${i}.conf`,
    text: `server { listen 443 ssl; server_name s${i}.example; ssl_certificate /c/1.pem; ssl_certificate_key /c/1.key; }`,
  }));
  const main = { name: 'nginx.conf', text: 'events {}\nhttp {\n include sites/*.conf;\n}\n' };
  await open(page, main, ...includes);
  const configuration = region(page, 'Configuration');
  await expect(configuration).toContainText('2,001 files');
  await expect(configuration.getByRole('group', { name: '/etc/nginx/nginx.conf' })).toContainText('include');
  await configuration.getByRole('searchbox', { name: 'Find a file' }).fill('s1234.');
  await expect(configuration.getByRole('group', { name: '/etc/nginx/sites/s1234.conf' })).toContainText(
    's1234.example',
  );
  expect(await elements(page)).toBeLessThan(mostElements);
});

test('a file of twenty thousand lines and a very long line are shown in part and counted', async ({
  page,
}) => {
  const long = 'x'.repeat(150_000);
  const text = `events {}\nhttp {\n${times(20_000, (i) => `  # line ${i}`)}\n  server { listen 443 ssl; server_name ${long}.example a.example; ssl_certificate /c/1.pem; ssl_certificate_key /c/1.key; }\n}\n`;
  await open(page, { name: 'nginx.conf', text });
  await toTheEnd(page);
  expect(await elements(page)).toBeLessThan(mostElements);
  const said = await page.locator('main').innerText();
  expect(said.length).toBeLessThan(40_000);
  const configuration = region(page, 'Configuration');
  await configuration.getByRole('group', { name: '/etc/nginx/nginx.conf' }).press('End');
  await expect(configuration).toContainText(/x{900,}…\(\+\d{6}\)/);
});

test('fourteen clients and two hundred hosts: keys reach every cell, and few are drawn', async ({ page }) => {
  const grid = page.getByRole('grid', { name: 'Comparison' });
  const hosts = page.getByRole('textbox', { name: 'Hosts' });
  await page.goto('/#/compare');
  await expect(grid.getByRole('gridcell').first()).toBeVisible();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await hosts.fill(times(200, (i) => `host${i}.mail.example`));
  await expect(grid).toHaveAttribute('aria-colcount', '201');
  await expect(grid).toHaveAttribute('aria-rowcount', '15');
  expect(await grid.locator('*').count()).toBeLessThan(mostElements);
  const focused = page.locator(':focus');
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await expect(focused).toHaveAccessibleName('host199.mail.example');
  await expect(focused).toBeInViewport();
  await page.keyboard.press('ArrowLeft');
  await expect(focused).toHaveAccessibleName('host198.mail.example');
  await page.keyboard.press('Control+End');
  await expect(focused).toHaveAttribute('aria-colindex', '201');
  await expect(grid.locator('[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('Home');
  await expect(focused).toHaveRole('rowheader');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName('host0.mail.example');
  await expect(focused).toBeInViewport();
  await hosts.fill(times(201, (i) => `host${i}.mail.example`));
  await expect(page.getByText('Line 201, host200.mail.example: the list is too long')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('a configuration above the limit is told its size and the limit, whichever way it comes', async ({
  page,
}) => {
  const text = sites(17_500); // 1.9 MB
  const says = `1.9 MB (${text.length.toLocaleString('en')} characters), and whichcert reads up to 1.5 MB (1,572,864 characters)`;
  const message = page.locator('#paste-message');
  await page.goto('/#/stage');
  const files = (...given: Given[]) =>
    page
      .getByLabel('Open file')
      .setInputFiles(
        given.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
      );
  await files({ name: 'big.conf', text });
  await expect(message).toContainText(`big.conf was not opened: it has ${says}`);
  await expect(page.getByRole('radio', { name: 'SNI', exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('textbox', { name: 'Paste anything' }).evaluate((box, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await expect(message).toContainText(`This configuration was not opened: it has ${says}`);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await files(
    { name: 'nginx.conf', text: 'events {}\nhttp {\n include sites.conf;\n}\n' },
    { name: 'sites.conf', text },
  );
  await expect(message).toContainText('Opened as /etc/nginx/nginx.conf on the stage.');
  await expect(message).toContainText(`sites.conf was not opened: it has ${says}`);
});

for (const [width, height] of [
  [360, 740],
  [1280, 720],
] as const) {
  test(`many sites are accessible and without sideways scrolling, ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, { name: 'apache2.conf', text: addresses(300) });
    await toTheEnd(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
