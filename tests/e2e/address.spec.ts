import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const caddy = 'a.example {\n  tls /c/a.pem /c/a.key\n}\nb.example {\n  tls /c/b.pem /c/b.key\n}\n';
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const box = (page: Page) => page.getByRole('textbox', { name: 'Paste anything' });
const address = (page: Page) => page.getByRole('textbox', { name: 'Address', exact: true });
const share = (page: Page) => page.getByRole('button', { name: 'Share', exact: true });
const configuration = (page: Page) => region(page, 'Configuration');
const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A configuration in the box, and on the stage. */
async function pasted(page: Page, text = caddy) {
  await page.goto('/#/stage');
  await box(page).fill(text);
  await expect(address(page)).toHaveValue('https://b.example/');
  await expect(page).toHaveURL(/local=/);
}

/** Every address that the page writes into the history from now on. */
async function writtenAddresses(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const written: string[] = [];
    Object.assign(window, { written });
    for (const how of ['pushState', 'replaceState'] as const) {
      const write = history[how].bind(history);
      history[how] = (data, unused, url) => {
        written.push(String(url));
        write(data, unused, url);
      };
    }
  });
  return () => page.evaluate(() => (window as unknown as { written: string[] }).written);
}

test('a pasted configuration is in no address until it is shared', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL ?? '' });
  const written = await writtenAddresses(page);
  await pasted(page);
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page).toHaveURL(/step=1/);
  expect((await written()).filter((url) => /own=|certificates=|dns=|tls/.test(url))).toEqual([]);

  await share(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toContainText(
    'Private keys are never in it.',
  );
  await expect(page).toHaveURL(/own=/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(address(other)).toHaveValue('https://b.example/');
  await expect(other.getByRole('slider', { name: 'Timeline' })).toHaveValue('1');
  await expect(other).toHaveURL(page.url());
  await other.close();
});

test('it survives a reload, and the Back button leads to what it was', async ({ page }) => {
  await pasted(page);
  const first = page.url();
  await page.reload();
  await expect(address(page)).toHaveValue('https://b.example/');
  await expect(page).toHaveURL(first);
  await expect(configuration(page)).toContainText('tls /c/b.pem');

  await configuration(page).getByRole('button', { name: 'Edit the text' }).click();
  const text = configuration(page).getByRole('textbox');
  await text.fill(caddy.replaceAll('b.pem', 'bb.pem'));
  await text.fill(caddy.replaceAll('b.pem', 'bbb.pem'));
  await expect(page).not.toHaveURL(first);
  await page.goBack(); // both edits were typed: one entry of the history
  await expect(text).toHaveValue(caddy);
  await page.goForward();
  await expect(text).toHaveValue(/bbb\.pem/);
});

test('what came by a link stays in the address until it is edited', async ({ page }) => {
  const server = {
    software: 'caddy',
    mainFile: '/etc/caddy/Caddyfile',
    files: { '/etc/caddy/Caddyfile': caddy },
  };
  await page.goto(`/#/stage?own=${packed({ server })}&url=https://b.example/&now=2026-11-22T12:00:00Z`);
  await expect(configuration(page)).toContainText('tls /c/b.pem');
  await page.getByRole('combobox', { name: 'Client' }).selectOption('curl');
  await expect(page).toHaveURL(/own=.*client=curl/);
  await configuration(page).getByRole('button', { name: 'Edit the text' }).click();
  await configuration(page).getByRole('textbox').fill(`${caddy}# mine\n`);
  await expect(page).toHaveURL(/local=.*client=curl/);
  await expect(page).not.toHaveURL(/own=/);
  await share(page).click();
  await expect(page).toHaveURL(/own=/);
  await configuration(page).getByRole('textbox').fill(`${caddy}# mine again\n`);
  await expect(page).toHaveURL(/local=/);
  await page.goBack();
  await expect(page).toHaveURL(/own=/);
  await expect(configuration(page).getByRole('textbox')).toHaveValue(/# mine\n$/);
});

test('an address of another tab is told, and takes nothing away', async ({ page, context }) => {
  await pasted(page);
  const other = await context.newPage();
  await other.goto(page.url());
  const alert = other.getByRole('alert');
  await expect(alert).toContainText('This address points to a configuration that was open in another tab');
  await expect(address(other)).toHaveValue('https://shop.example/');
  await expectAccessible(other, 'main');
  await other.close();

  await page.goto(page.url().replace(/local=\w+/, 'local=gone'));
  await expect(page.getByRole('alert').filter({ hasText: 'another tab' })).toBeVisible();
  await expect(address(page)).toHaveValue('https://b.example/');
  await page.goBack();
  await expect(page.getByRole('alert').filter({ hasText: 'another tab' })).toHaveCount(0);
});

for (const [query, part] of [
  [`tls=9.9`, 'Its part tls cannot be used'],
  ['own=%25%25', 'Its part own was cut or changed on the way.'],
  [`dns=${packed({ a: 7 })}`, 'Its part dns cannot be used'],
  ['url=%E0%A4%A&tls=1.3,1.3&now=%ED%A0%80', 'Its part now cannot be used'],
]) {
  test(`a bad link says which part is bad: ${query}`, async ({ page }) => {
    await page.goto(`/#/stage?${query}`);
    await expect(page.getByRole('alert')).toContainText(part ?? '');
    await expect(address(page)).toHaveValue('https://shop.example/');
  });
}

test('a version said 128 times is offered once', async ({ page }) => {
  await page.goto(`/#/stage?tls=${Array(128).fill('1.3').join()}&step=99`);
  await expect(region(page, 'Outcome')).toContainText('200');
});

test('without a clipboard the link is there to be copied by hand', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await pasted(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await share(page).click();
  const link = page.getByRole('textbox', { name: 'Link', exact: true });
  await expect(page).toHaveURL(/own=/);
  await expect(link).toHaveValue(page.url());
  await expect(link).toBeFocused();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('what is too long for a link is told its limit', async ({ page }) => {
  await page.goto('/#/stage');
  await page.getByLabel('Open file').setInputFiles(
    [1, 2].map((number) => ({
      name: number === 1 ? 'Caddyfile' : 'more.conf',
      mimeType: 'text/plain',
      buffer: Buffer.from(
        number === 1 ? `import more.conf\n${caddy}` : `# ${'x'.repeat(9_900)}\n`.repeat(90),
      ),
    })),
  );
  await expect(address(page)).toHaveValue('https://b.example/');
  const before = page.url();
  await share(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'too long for a link' })).toContainText(
    '1,048,576',
  );
  await expect(page).toHaveURL(before);
});

test('a configuration of 1.9 MB is told its limit', async ({ page }) => {
  await page.goto('/#/stage');
  await page.getByLabel('Open file').setInputFiles({
    name: 'Caddyfile',
    mimeType: 'text/plain',
    buffer: Buffer.from(`${caddy}${`# ${'x'.repeat(9_900)}\n`.repeat(200)}`),
  });
  await expect(page.getByRole('status').filter({ hasText: 'Caddyfile was not opened' })).toContainText(
    '1,572,864',
  );
});

test('Compare shares what it compares', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL ?? '' });
  await pasted(page);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/compare\?local=/);
  await share(page).click();
  await expect(page).toHaveURL(/compare\?.*own=/);
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

const blocked = () => {
  const refuse = {
    get: () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    },
  };
  Object.defineProperty(window, 'localStorage', refuse);
  Object.defineProperty(window, 'sessionStorage', refuse);
};
const refused = () => {
  history.pushState = history.replaceState = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
};

test('where storage is blocked the page works; only a reload forgets', async ({ page }) => {
  await page.addInitScript(blocked);
  await pasted(page);
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'SNI', exact: true }).check();
  await expect(address(page)).toHaveValue('https://shop.example/');
  await page.goBack();
  await expect(address(page)).toHaveValue('https://b.example/');
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('open in another tab');
});

test('where the address may not be written the page works', async ({ page }) => {
  await page.addInitScript(refused);
  await page.goto('/#/inspect');
  await box(page).fill(caddy);
  await expect(address(page)).toHaveValue('https://b.example/');
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page.getByRole('slider', { name: 'Timeline' })).toHaveValue('1');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('grid', { name: 'Comparison' })).toBeVisible();
  await page.getByRole('link', { name: 'Stage' }).click();
  await expect(address(page)).toHaveValue('https://b.example/');
});

test('a language tag that is none does no harm', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'languages', { value: ['C', 'en_US.UTF-8', ''] });
  });
  await page.goto('/#/stage');
  await expect(address(page)).toHaveValue('https://shop.example/');
});

test('the page works in a sandboxed frame', async ({ page, baseURL }) => {
  // As a host would serve it that lets its files be read by frames without an origin.
  await page.route('**/assets/**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
  });
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': '' }; // without frame-ancestors 'none'
    await route.fulfill({ response, headers });
  });
  await page.route('**/frame.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe sandbox="allow-scripts" width="1200" height="800" src="${baseURL ?? ''}/#/stage"></iframe>`,
    }),
  );
  await page.goto('/frame.html');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('textbox', { name: 'Paste anything' }).fill(caddy);
  await expect(frame.getByRole('textbox', { name: 'Address', exact: true })).toHaveValue(
    'https://b.example/',
  );
  await frame.getByRole('button', { name: 'Next step' }).click();
  await expect(frame.getByRole('slider', { name: 'Timeline' })).toHaveValue('1');
});
