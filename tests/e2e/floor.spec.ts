/**
 * What the page says and keeps when something under it is missing or breaks. The browser logs some of this by itself, so
 * the console is not held against the page here; what the page lets through is: it has a line for it (`Notices`).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { expect, test, type Locator, type Page, type Route } from '@playwright/test';
import { zipOf } from '../fuzz/writeArchive.ts';
import { expectAccessible } from './clean.ts';

const good = readFileSync(new URL('../../samples/wildcard.pem', import.meta.url), 'utf8');
const caddy = 'a.example {\n  tls /c/a.pem /c/a.key\n}\nb.example {\n  tls /c/b.pem /c/b.key\n}\n';
const missing = /A part of the page could not be loaded\. You are offline, or the page was renewed/;

const box = (page: Page): Locator => page.getByRole('textbox', { name: 'Paste anything' });
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const step = (page: Page): Locator => page.getByText(/^Step \d+ of \d+/);
const tree = (page: Page): Locator => page.getByRole('tree', { name: 'ASN.1 structure' });
const address = (page: Page): Locator => page.getByRole('textbox', { name: 'Address', exact: true });
const alert = (page: Page, text: RegExp | string): Locator =>
  page.getByRole('alert').filter({ hasText: text });
const mishap = (page: Page): Locator => page.locator('.mishap');

const go = (page: Page, view: string): Promise<void> =>
  page.getByRole('link', { name: view, exact: true }).click();

async function ready(page: Page, fragment = '#/stage'): Promise<void> {
  await page.goto(`/${fragment}`);
  await expect(step(page)).toBeVisible();
}

/** The parts of the page that `parts` names are gone, as after a redeploy. */
async function without(page: Page, parts: RegExp): Promise<() => Promise<void>> {
  const gone = (route: Route): Promise<void> => route.fulfill({ status: 404, body: 'not found' });
  await page.route(parts, gone);
  return () => page.unroute(parts, gone);
}

test.describe('a part that is missing', () => {
  for (const [view, part, shown] of [
    [
      'Inspect',
      /\/InspectView-[^/]*\.js$/,
      (page: Page) => page.getByRole('heading', { name: 'Or open a sample' }),
    ],
    ['Compare', /\/CompareView-[^/]*\.js$/, (page: Page) => page.getByRole('grid', { name: 'Comparison' })],
  ] as const) {
    test(`${view}: a sentence in its place, and Try again when it is there`, async ({ page }) => {
      await ready(page);
      const back = await without(page, part);
      await go(page, view);
      await expect(alert(page, missing)).toBeVisible();
      await expect(button(page, 'Reload')).toBeVisible();
      await expectAccessible(page);
      await back();
      await button(page, 'Try again').click();
      await expect(shown(page)).toBeVisible();
      await expect(alert(page, missing)).toHaveCount(0);
      await expect(mishap(page)).toHaveCount(0);
    });
  }

  test('the simulator: the scene stays, what was chosen is not lost', async ({ page }) => {
    const back = await without(page, /\/simulate-[^/]*\.js$/);
    await page.goto('/#/stage');
    await expect(step(page)).toBeVisible(); // the outline came with the page
    await page.getByRole('radio', { name: 'IP-based', exact: true }).check();
    await expect(alert(page, missing)).toBeVisible();
    await expect(step(page)).toBeVisible();
    await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
    await back();
    await button(page, 'Try again').click();
    await expect(page.getByRole('radio', { name: 'IP-based', exact: true })).toBeChecked();
    await expect(alert(page, missing)).toHaveCount(0);
    await expect(page).toHaveURL(/server=ip/);
  });

  test('the reader: what was pasted stays in the box', async ({ page }) => {
    await ready(page);
    const back = await without(page, /\/takeGiven-[^/]*\.js$/);
    await box(page).fill(good);
    await expect(alert(page, missing)).toBeVisible();
    await expect(box(page)).toHaveValue(/BEGIN CERTIFICATE/);
    await back();
    await button(page, 'Try again').click();
    await expect(tree(page)).toBeVisible();
  });

  test('the worker: what is large is read on the page', async ({ page }) => {
    await without(page, /\/large\.worker-[^/]*\.js$/);
    await ready(page);
    await box(page).fill(caddy);
    await expect(address(page)).toHaveValue('https://b.example/');
    await expect(page.getByText(/gives the page no second thread/)).toBeVisible();
  });
});

test('offline after the first view: what is there works, the rest says why not, and comes back', async ({
  page,
  context,
}) => {
  await ready(page);
  await page.getByRole('slider', { name: 'Timeline' }).press('End'); // wakes what the first picture can do without
  await expect(page.getByRole('region', { name: 'Configuration', exact: true })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('slider', { name: 'Timeline' }).press('Home');
  await button(page, 'Next step').click();
  await expect(page.getByRole('slider', { name: 'Timeline' })).toHaveValue('1');
  await go(page, 'Compare');
  await expect(alert(page, missing)).toBeVisible();
  await go(page, 'Stage');
  await expect(page.getByRole('slider', { name: 'Timeline' })).toHaveValue('1');
  await go(page, 'Inspect');
  await expect(alert(page, missing)).toBeVisible();
  await context.setOffline(false);
  await button(page, 'Try again').click();
  await box(page).fill(good);
  await expect(tree(page)).toBeVisible();
  await expect(mishap(page)).toHaveCount(0);
});

test.describe('what the browser lacks', () => {
  test('no Worker: said, and everything is read on the page', async ({ page }) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'Worker');
    });
    await ready(page);
    await box(page).fill(caddy);
    await expect(address(page)).toHaveValue('https://b.example/');
    await expect(page.getByText(/gives the page no second thread/)).toBeVisible();
    await go(page, 'Compare');
    await expect(page.getByRole('grid', { name: 'Comparison' })).toBeVisible();
  });

  test('no DecompressionStream: an archive is told apart from a defect', async ({ page }) => {
    // it is missing in the worker, too: there is none here
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'DecompressionStream');
      Reflect.deleteProperty(window, 'Worker');
    });
    await ready(page);
    const content = Buffer.from(caddy);
    await page.getByLabel('Open file').setInputFiles({
      name: 'server.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zipOf([{ path: 'etc/caddy/Caddyfile', content, link: null }], deflateRawSync)),
    });
    await expect(alert(page, 'This browser cannot unpack archives.')).toBeVisible();
    await expect(step(page)).toBeVisible();
  });

  test('file://: the page says that it does not run from there', async ({ page }) => {
    await page.goto(`file://${fileURLToPath(new URL('../../dist/index.html', import.meta.url))}`);
    await expect(page.getByText('whichcert has not started.')).toBeVisible();
    await expect(page.getByText('npm start')).toBeVisible();
  });
});

/** Prepends to one of the page's scripts, as it is served. */
async function planted(page: Page, part: RegExp, line: string): Promise<void> {
  await page.route(part, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${line}\n${await response.text()}` });
  });
}

test.describe('an exception', () => {
  test('while something is drawn: at its place, and the rest of the page works', async ({ page }) => {
    await page.addInitScript(() => {
      const { findLast } = Array.prototype;
      Object.defineProperty(Array.prototype, 'findLast', {
        value(this: unknown[], ...given: Parameters<typeof findLast>) {
          if ('isBroken' in window) throw new Error('planted');
          return findLast.apply(this, given) as unknown;
        },
      });
    });
    await ready(page);
    await page.evaluate(() => Object.assign(window, { isBroken: true }));
    await button(page, 'Next step').click();
    await expect(alert(page, 'Error: planted').first()).toContainText('This stopped whichcert');
    await expect(button(page, 'Next step')).toBeEnabled();
    await button(page, 'Next step').click();
    await expect(page.getByRole('slider', { name: 'Timeline' })).toHaveValue('2');
    await page.evaluate(() => Reflect.deleteProperty(window, 'isBroken'));
    const again = page.getByRole('button', { name: 'Try again' });
    while ((await again.count()) > 0) await again.first().click();
    await expect(alert(page, 'Error: planted')).toHaveCount(0);
  });

  test('in the simulator: said on the stage, busy ends, and the fields keep what was typed', async ({
    page,
  }) => {
    await planted(page, /\/simulate-[^/]*\.js$/, 'throw new Error("planted");');
    await page.goto('/#/stage');
    await expect(step(page)).toBeVisible();
    await address(page).fill('https://mail.example/');
    await expect(alert(page, 'Error: planted')).toContainText('This stopped whichcert');
    await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
    await expect(address(page)).toHaveValue('https://mail.example/');
    await expect(step(page)).toBeVisible();
    await expect(mishap(page)).toHaveCount(0);
  });

  test('in the worker: the paste box says so, and what was pasted stays', async ({ page }) => {
    await planted(
      page,
      /\/large\.worker-[^/]*\.js$/,
      'addEventListener("message", () => { throw new Error("planted"); });',
    );
    await ready(page);
    await box(page).fill(caddy);
    await expect(alert(page, 'Error: planted')).toContainText('This stopped whichcert');
    await expect(box(page)).toHaveValue(/b\.example/);
    await expect(page.locator('#paste-message')).not.toContainText('Reading');
  });

  test('that nothing else catches has a line of its own, which can be dismissed', async ({ page }) => {
    await ready(page);
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted');
      });
    });
    await expect(mishap(page)).toContainText('Error: planted');
    await button(page, 'Dismiss').click();
    await expect(mishap(page)).toHaveCount(0);
    await page.evaluate(() => {
      void Promise.reject(new TypeError('dropped'));
    });
    await expect(mishap(page)).toContainText('TypeError: dropped');
    await expectAccessible(page);
    await expect(step(page)).toBeVisible();
  });
});

test.describe('a link that was open when the tab died', () => {
  const server = { software: 'caddy', mainFile: '/Caddyfile', files: { '/Caddyfile': caddy } };
  const own = Buffer.from(JSON.stringify({ server })).toString('base64url');
  const link = `/#/stage?own=${own}&url=https://b.example/&now=2026-11-22T12:00:00Z`;
  const part = /\/readLink-[^/]*\.js$/;

  /** The tab goes away while the link is being read. */
  async function died(page: Page): Promise<void> {
    await page.route(part, () => undefined); // never answered
    const asked = page.waitForRequest(part);
    await page.goto(link);
    await asked;
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes('reading'))))
      .toBe(true);
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined); // nobody is left to answer
    await crashed;
    await page.close();
  }

  test('is offered, not run; read when asked for, and run by itself the next time', async ({
    page,
    context,
  }) => {
    await died(page);
    const other = await context.newPage();
    await other.goto(link);
    const offer = alert(other, 'so it was not opened');
    await expect(offer).toBeVisible();
    await expect(address(other)).toHaveValue('https://shop.example/');
    await expectAccessible(other);
    await button(other, 'Read it now').click();
    await expect(address(other)).toHaveValue('https://b.example/');
    await expect(offer).toHaveCount(0);
    await other.reload();
    await expect(address(other)).toHaveValue('https://b.example/');
  });

  test('one that was left while it was read is none of those', async ({ page }) => {
    await page.route(part, () => undefined);
    const asked = page.waitForRequest(part);
    await page.goto(link);
    await asked;
    await page.unroute(part);
    await page.reload();
    await expect(address(page)).toHaveValue('https://b.example/');
    await expect(alert(page, 'so it was not opened')).toHaveCount(0);
  });
});
