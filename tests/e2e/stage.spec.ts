import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const sample = (name: string) => readFileSync(new URL(`../../samples/${name}.pem`, import.meta.url), 'utf8');

const next = (page: Page) => page.getByRole('button', { name: 'Next step' });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function open(page: Page, query = '') {
  await page.goto(`/#/stage${query}`);
  await expect(next(page)).toBeEnabled();
}

/** The scenario that was typed or chosen has been played. */
const settled = (page: Page) => expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');

/** Through every step, as a reader goes. */
async function stepToEnd(page: Page) {
  await settled(page);
  while (await next(page).isEnabled()) await next(page).click();
}

/** To the last step at once. */
async function jumpToEnd(page: Page) {
  await settled(page);
  await page.getByRole('slider', { name: 'Timeline' }).press('End');
  await expect(next(page)).toBeDisabled();
}

/** Which certificate, match or not, and how it ends, for each server with and without SNI (worked out by hand). */
const servers = [
  {
    server: 'IP-based',
    sni: true,
    served: 'shop.example',
    name: /^Match/,
    outcome: /^200/,
    why: 'own address',
  },
  {
    server: 'IP-based',
    sni: false,
    served: 'shop.example',
    name: /^Match/,
    outcome: /^200/,
    why: 'own address',
  },
  {
    server: 'Port-based',
    sni: true,
    served: 'shop.example',
    name: /^Match/,
    outcome: /^200/,
    why: 'own port',
  },
  {
    server: 'Port-based',
    sni: false,
    served: 'shop.example',
    name: /^Match/,
    outcome: /^200/,
    why: 'own port',
  },
  {
    server: 'Name-based, no SNI',
    sni: true,
    served: 'blog.example',
    name: /^No match/,
    outcome: /^NET::ERR_CERT_COMMON_NAME_INVALID/,
    why: 'the server cannot read the name',
  },
  {
    server: 'Name-based, no SNI',
    sni: false,
    served: 'blog.example',
    name: /^No match/,
    outcome: /^NET::ERR_CERT_COMMON_NAME_INVALID/,
    why: 'nobody says the name',
  },
  {
    server: 'SNI',
    sni: true,
    served: 'shop.example',
    name: /^Match/,
    outcome: /^200/,
    why: 'the name is said',
  },
  {
    server: 'SNI',
    sni: false,
    served: 'blog.example',
    name: /^No match/,
    outcome: /^NET::ERR_CERT_COMMON_NAME_INVALID/,
    why: 'the name is not said: first site',
  },
] as const;

for (const { server, sni, served, name, outcome, why } of servers) {
  test(`${server}, SNI ${sni ? 'on' : 'off'}: ${served} is served (${why})`, async ({ page }) => {
    await open(page);
    await page.getByRole('radio', { name: server, exact: true }).check();
    const toggle = page.getByRole('switch', { name: 'Send SNI' });
    if (!sni) await toggle.click();
    await expect(toggle).toHaveAttribute('aria-checked', String(sni));
    await stepToEnd(page);
    await expect(region(page, 'Certificate served')).toContainText(served);
    await expect(region(page, 'Name check')).toHaveText(name);
    await expect(region(page, 'Outcome')).toHaveText(outcome);
  });
}

test('the main job: a pasted wildcard certificate, then SNI off and on', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(sample('wildcard-apex'));
  const tree = page.getByRole('tree', { name: 'ASN.1 structure' });
  await expect(tree).toContainText('tbsCertificate');
  await page.getByRole('link', { name: 'Stage' }).click();
  await page.getByRole('radio', { name: 'SNI', exact: true }).check();
  await page.getByRole('switch', { name: 'Send SNI' }).click();
  await stepToEnd(page);
  await expect(region(page, 'Certificate served')).toContainText('blog.example');
  await expect(region(page, 'Name check')).toHaveText(/^No match/);
  await expect(region(page, 'Name check')).toContainText('blog.example is not shop.example');
  await page.getByRole('switch', { name: 'Send SNI' }).click();
  await stepToEnd(page);
  await expect(region(page, 'Certificate served')).toContainText('shop.example');
  await expect(region(page, 'Name check')).toHaveText(/^Match/);
});

/** From the default (SNI): how many times the arrow key goes up, and what a client without SNI then gets. */
const byKeyboard = [
  { server: 'SNI', ups: 0, withSni: /^Match/, without: /^No match/ },
  { server: 'IP-based', ups: 3, withSni: /^Match/, without: /^Match/ },
  { server: 'Port-based', ups: 2, withSni: /^Match/, without: /^Match/ },
  { server: 'Name-based, no SNI', ups: 1, withSni: /^No match/, without: /^No match/ },
] as const;

for (const { server, ups, withSni, without } of byKeyboard) {
  test(`the main job with the keyboard alone: ${server}`, async ({ page }) => {
    await open(page);
    await page.getByRole('textbox', { name: 'Paste anything' }).focus();
    await page.keyboard.insertText(sample('wildcard-apex'));
    const tree = page.getByRole('tree', { name: 'ASN.1 structure' });
    await expect(tree).toContainText('tbsCertificate');
    await page.getByRole('link', { name: 'Stage' }).focus();
    await page.keyboard.press('Enter');
    await expect(next(page)).toBeEnabled();
    await page.getByRole('radio', { name: 'SNI', exact: true }).focus();
    for (let up = 0; up < ups; up++) await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('radio', { name: server, exact: true })).toBeChecked();
    const toggle = page.getByRole('switch', { name: 'Send SNI' });
    for (
      let tabs = 0;
      tabs < 20 && !(await toggle.evaluate((node) => node === document.activeElement));
      tabs++
    ) {
      await page.keyboard.press('Tab');
    }
    await expect(toggle).toBeFocused();
    await page.keyboard.press('Space');
    await expect(toggle).toHaveAttribute('aria-checked', 'false');
    await next(page).focus();
    while (await next(page).isEnabled()) await page.keyboard.press('Enter');
    await expect(region(page, 'Name check')).toHaveText(without);
    await toggle.focus();
    await page.keyboard.press('Space');
    await expect(region(page, 'Name check')).toHaveText(withSni);
  });
}

test('the timeline with the keyboard', async ({ page }) => {
  await open(page);
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(region(page, 'Outcome')).toHaveText(/^200/);
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/^Step 16 of 17/)).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByText(/^Step 1 of 17/)).toBeVisible();
});

test('arrow keys step, Home restarts and Space plays', async ({ page }) => {
  await open(page);
  await page.getByRole('main').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/^Step 3 of/)).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/^Step 2 of/)).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByText(/^Step 1 of/)).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByText(/^Step 2 of/)).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('the choice is made while Host is still sealed', async ({ page }) => {
  await open(page);
  await page.getByRole('switch', { name: 'Send SNI' }).click();
  for (const step of [2, 3, 4]) {
    await next(page).click();
    await expect(page.getByText(`Step ${step} of`)).toBeVisible();
  }
  const knows = region(page, 'Server knows');
  await expect(knows).toContainText('203.0.113.10');
  await expect(knows).toContainText('443');
  await expect(knows).toContainText('none was said');
  await expect(knows).toContainText('sealed envelope');
  await expect(region(page, 'Decision')).toContainText('Which certificate?');
  await expect(region(page, 'Decision')).toContainText('nginx.conf:');
});

test('the eavesdropper reads a TLS 1.2 certificate, and no TLS 1.3 certificate', async ({ page }) => {
  await open(page);
  await jumpToEnd(page);
  const seen = region(page, 'Eavesdropper');
  await expect(seen).toContainText('TLS 1.3');
  await expect(seen.getByText('sealed').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'TLS version' }).selectOption({ label: 'TLS 1.2 only' });
  await expect(seen).toContainText('TLS 1.2');
  await expect(seen.locator('dt:text-is("certificate") + dd')).toHaveText('shop.example');
});

test('reload, a copied link and the back button give the same picture', async ({ page, context }) => {
  await open(page);
  await page.getByRole('radio', { name: 'IP-based' }).check();
  await page.getByRole('switch', { name: 'Send SNI' }).click();
  await settled(page); // two choices, an entry of the history each, however quickly they came
  for (let i = 0; i < 4; i++) await next(page).click();
  const caption = await page.getByText(/^Step \d+ of/).textContent();
  await page.reload();
  await expect(page.getByText(caption ?? '')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Send SNI' })).toHaveAttribute('aria-checked', 'false');
  const copy = await context.newPage();
  await copy.goto(page.url());
  await expect(copy.getByText(caption ?? '')).toBeVisible();
  await expect(copy.getByRole('radio', { name: 'IP-based' })).toBeChecked();
  await page.goBack();
  await expect(page.getByRole('switch', { name: 'Send SNI' })).toHaveAttribute('aria-checked', 'true');
  await page.goBack();
  await expect(page.getByRole('radio', { name: 'SNI', exact: true })).toBeChecked();
});

test('an old browser knows no SNI and still reads the common name', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Client' }).selectOption('xp');
  await expect(page.getByRole('switch', { name: 'Send SNI' })).toHaveAttribute('aria-checked', 'false');
  await jumpToEnd(page);
  await expect(region(page, 'Certificate served')).toContainText('blog.example');
  await expect(region(page, 'Outcome')).toContainText('The name on the security certificate is invalid');
});

test('an IP address in the URL sends no SNI', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://203.0.113.10/');
  await jumpToEnd(page);
  await expect(region(page, 'Server knows')).toContainText('none was said');
  await expect(region(page, 'Certificate served')).toContainText('blog.example');
});

const badAddresses = [
  { typed: '', says: 'Type an address' },
  { typed: 'http://shop.example/', says: 'Only https://' },
  { typed: 'https://', says: 'no host' },
  { typed: 'https://shop.example:0/', says: 'from 1 to 65535' },
  { typed: 'https://shop.example:70000/', says: 'from 1 to 65535' },
  { typed: 'not a url', says: 'not a URL' },
  { typed: 'https://shop.example:443:443/', says: 'from 1 to 65535' },
];
test('an address that cannot be used: a sentence beside the field, and nothing is lost', async ({ page }) => {
  await open(page);
  const field = page.getByRole('textbox', { name: 'Address', exact: true });
  for (const { typed, says } of badAddresses) {
    await field.fill(typed);
    await expect(page.locator('#address-fault')).toContainText(says);
    await expect(field).toHaveValue(typed);
    await expect(region(page, 'Outcome')).toHaveText(/^ERR_INVALID_URL/);
  }
  await field.fill('https://shop.example/');
  await jumpToEnd(page);
  await expect(region(page, 'Outcome')).toHaveText(/^200/);
});

test('an unknown name does not resolve until the lookup has it', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://other.example/');
  await jumpToEnd(page);
  await expect(region(page, 'Outcome')).toHaveText(/^ERR_NAME_NOT_RESOLVED/);
  await page.getByRole('textbox', { name: 'Name lookup' }).fill('203.0.113.10 other.example');
  await jumpToEnd(page);
  await expect(region(page, 'Outcome')).toHaveText(/^NET::ERR_CERT_COMMON_NAME_INVALID/);
});

test('time is an input: the same certificate expires', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Now' }).fill('2050-01-01T00:00:00Z');
  await jumpToEnd(page);
  await expect(region(page, 'Outcome')).toHaveText(/^NET::ERR_CERT_DATE_INVALID/);
  await page.getByRole('textbox', { name: 'Now' }).fill('yesterday-ish');
  await expect(page.locator('#now-fault')).toBeVisible();
});

test('the server is edited: order, default, port, names', async ({ page }) => {
  await open(page);
  const site = (n: number) => page.getByRole('group', { name: `Site ${n}`, exact: true });
  await page.getByRole('switch', { name: 'Send SNI' }).click();
  await site(2).getByRole('button', { name: 'Move up' }).click();
  await jumpToEnd(page);
  await expect(region(page, 'Certificate served')).toContainText('shop.example');
  await site(2).getByRole('checkbox', { name: 'Default' }).check();
  await expect(region(page, 'Certificate served')).toContainText('blog.example');
  await site(1).getByRole('textbox', { name: 'Port' }).fill('8443');
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://shop.example:8444/');
  await jumpToEnd(page);
  await expect(region(page, 'Outcome')).toHaveText(/^ERR_CONNECTION_REFUSED/);
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://shop.example:8443/');
  await jumpToEnd(page);
  await expect(region(page, 'Outcome')).toHaveText(/^200/);
});

test('faults of the server stand beside their field, and nothing is lost', async ({ page }) => {
  await open(page);
  const site = page.getByRole('group', { name: 'Site 1', exact: true });
  await site.getByRole('textbox', { name: 'Port' }).fill('70000');
  await expect(site).toContainText('from 1 to 65535');
  await site.getByRole('textbox', { name: 'Port' }).fill('0');
  await expect(site).toContainText('from 1 to 65535');
  await site.getByRole('textbox', { name: 'Port' }).fill('443');
  await expect(site).not.toContainText('from 1 to 65535');
  await site.getByRole('textbox', { name: 'Server address' }).fill('203.0.113.300');
  await expect(site).toContainText('not an IP address');
  await site.getByRole('textbox', { name: 'Server address' }).fill('203.0.113.10');
  await site.getByRole('textbox', { name: 'Names' }).fill('shop.example');
  await expect(page.getByRole('alert')).toContainText('shop.example');
  for (let left = 3; left > 0; left--) await site.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The server has no site')).toBeVisible();
  await page.getByRole('button', { name: 'Add a site' }).click();
  await expect(page.getByText('The server has no site')).toBeHidden();
});

test('a pasted certificate is served by a site', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(sample('expired'));
  await expect(page.getByRole('tree', { name: 'ASN.1 structure' })).toBeVisible();
  await page.getByRole('link', { name: 'Stage' }).click();
  const site = page.getByRole('group', { name: 'Site 2', exact: true });
  await site.getByRole('combobox', { name: 'Certificate' }).selectOption('/etc/ssl/pasted-1.pem');
  await jumpToEnd(page);
  await expect(region(page, 'Certificate served')).toContainText('pasted-1.pem');
  await expect(region(page, 'Outcome')).toHaveText(/^NET::ERR_CERT_/);
});

test('no motion when reduced motion is asked for, and no step waits for any', async ({ page }) => {
  await open(page);
  await next(page).click();
  await next(page).click();
  const card = page.locator('svg g[transform]').first();
  const first = await card.getAttribute('transform');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await card.getAttribute('transform')).toBe(first);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe has nothing to object to at any step (${colorScheme})`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await open(page);
    await expect(page.getByRole('heading', { name: 'Edit the server' })).toBeVisible();
    await expectAccessible(page);
    while (await next(page).isEnabled()) {
      await next(page).click();
      await expectAccessible(page, '.stage');
    }
    await expectAccessible(page);
    await page.getByRole('switch', { name: 'Send SNI' }).click();
    await jumpToEnd(page);
    await expectAccessible(page);
  });
}

for (const [width, height] of [
  [360, 740],
  [1280, 720],
] as const) {
  test(`nothing sticks out at ${width} x ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await expect(page.getByRole('heading', { name: 'Edit the server' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await jumpToEnd(page);
    await expectNoSidewaysScroll(page);
  });
}

test('on a phone a step brings the scene into sight, and leaves it where it is afterwards', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  const set = page.getByRole('img', { name: /^The set/ });
  await expect(set).not.toBeInViewport();
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(set).toBeInViewport();
  const before = await page.evaluate(() => scrollY);
  await page.getByRole('button', { name: 'Next step' }).click();
  expect(await page.evaluate(() => scrollY)).toBe(before);
});
