/** One model: field, node, bytes and the characters of the text are one selection, from wherever it is made. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');

async function paste(page: Page, text: string): Promise<Locator> {
  await page.goto('#/inspect');
  const box = page.getByRole('textbox', { name: 'Paste anything' });
  await box.fill(text);
  await expect(tree(page)).toBeVisible();
  return box;
}

const tree = (page: Page): Locator => page.getByRole('tree', { name: 'ASN.1 structure' });
const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Bytes' });
const node = (page: Page, name: RegExp): Locator => tree(page).getByRole('treeitem', { name });
const selected = (page: Page): Locator => tree(page).getByRole('treeitem', { selected: true });
const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Text as pasted' });
const markedText = async (page: Page): Promise<string> =>
  (await text(page).locator('[class*=part-]').allTextContents()).join('');

test('a node lights up in the text; its characters open it, and so does the caret in the paste box', async ({
  page,
}) => {
  const pem = sample('wildcard.pem');
  const box = await paste(page, pem);
  await node(page, /dNSName/).click();
  // 82 0e and 14 characters, as bits of the base64 digits; the common name is the first of its kind
  const base64 = /CERTIFICATE-----([^-]*)/.exec(pem)?.[1]?.replaceAll('\n', '') ?? '';
  const name = Buffer.from(base64, 'base64').lastIndexOf('*.mail.example') - 2;
  const digits = base64.slice(Math.floor((name * 8) / 6), Math.ceil(((name + 16) * 8) / 6));
  await expect.poll(() => markedText(page)).toBe(digits);
  await expect(grid(page).locator('.part-tag[role=gridcell]')).toHaveText(['82']);

  await text(page).press('Home');
  await text(page).press('Control+Home');
  await expect(selected(page)).toContainText('Certificate');

  const at = pem.indexOf(digits.slice(0, 6)) + 3;
  await box.evaluate((element: HTMLTextAreaElement, position) => {
    element.focus();
    element.setSelectionRange(position, position);
  }, at);
  await expect(selected(page)).toContainText('dNSName');
});

test('the caret in a later certificate of a chain opens that certificate', async ({ page }) => {
  const pem = sample('with-intermediate.pem');
  const box = await paste(page, pem);
  await box.evaluate(
    (element: HTMLTextAreaElement, position) => {
      element.focus();
      element.setSelectionRange(position, position);
    },
    pem.lastIndexOf('-----BEGIN CERTIFICATE-----') + 30,
  );
  const items = page.getByRole('navigation', { name: 'What was found' });
  await expect(items.getByRole('button', { pressed: true })).toContainText('intermediate');
  await expect(selected(page)).toContainText('Certificate');
  await expect(text(page)).toBeVisible();
  await page
    .getByLabel('Open file')
    .setInputFiles({ name: 'chain.pem', mimeType: 'text/plain', buffer: Buffer.from(pem) });
  await expect(page.getByRole('textbox', { name: 'The input as text' })).toBeVisible();
  await expect(text(page)).toHaveCount(0);
});

test('nothing sticks out at 360 px', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await paste(page, sample('wildcard.pem'));
  await node(page, /dNSName/).click();
  await expectNoSidewaysScroll(page);
});

test('search marks, counts and walks the matches by keyboard, unfolding to each', async ({ page }) => {
  await paste(page, sample('wildcard.pem'));
  await page.getByRole('button', { name: 'Collapse all' }).click();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('*.mail');
  await expect(page.getByRole('search').getByRole('status')).toHaveText('2 matches');
  await search.press('Enter');
  await expect(selected(page)).toContainText('value');
  await search.press('Enter');
  await expect(selected(page)).toContainText('dNSName');
  await expect(page.getByRole('search').getByRole('status')).toHaveText('2 of 2');
  await expect(tree(page).locator('.found')).toHaveCount(2);
  await search.press('Shift+Enter');
  await expect(selected(page)).toContainText('value');
  await search.fill('55:1d:11');
  await search.press('Enter');
  await expect(selected(page)).toContainText('extnID');
});

test('a link to a node survives a reload and the back button, and holds the certificate', async ({
  page,
}) => {
  await paste(page, sample('wildcard.pem'));
  await node(page, /dNSName/).click();
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(page).toHaveURL(/#\/inspect\?der=MIIB[\w-]+&node=tbsCertificate\.extensions/);
  await node(page, /serialNumber/).click(); // the address follows
  await expect(page).toHaveURL(/node=tbsCertificate\.serialNumber$/);
  await page.reload();
  await expect(selected(page)).toContainText('serialNumber');
  await expect(page.getByRole('heading', { name: '*.mail.example' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(sample('test1.pem'));
  await expect(page.getByRole('heading', { name: '*.mail.example' })).toBeHidden();
  await page.goBack();
  await expect(page.getByRole('heading', { name: '*.mail.example' })).toBeVisible();
  await expect(selected(page)).toContainText('serialNumber');
});

test('a node is saved as hex, the tree as a picture that the browser opens', async ({ page, context }) => {
  await paste(page, sample('hostile-names.pem'));
  await node(page, /version/)
    .first()
    .click();
  const form = page.getByRole('combobox', { name: 'Form' });
  await expect(form.getByRole('option', { name: 'PEM' })).toBeDisabled();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect(readFileSync(await (await saved).path(), 'utf8')).toBe('a003020102\n');
  const picture = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Picture' }).click();
  const svg = readFileSync(await (await picture).path(), 'utf8');
  const other = await context.newPage();
  const drawn = await other.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, 'image/svg+xml');
    return {
      faults: document.querySelectorAll('parsererror').length,
      root: document.documentElement.namespaceURI,
      rows: document.querySelectorAll('text').length,
      scripts: document.querySelectorAll('script, img, image, a').length,
    };
  }, svg);
  const rows = await tree(page).getByRole('treeitem').count();
  expect(drawn).toEqual({ faults: 0, root: 'http://www.w3.org/2000/svg', rows, scripts: 0 });
});

test('breaking a copy shows what changed in structure, signature and name check; undo brings all back', async ({
  page,
}) => {
  await paste(page, sample('wildcard.pem'));
  await page.getByRole('textbox', { name: 'Host to check' }).fill('a.mail.example');
  await expect(page.getByText(/^Match: /)).toBeVisible();
  await node(page, /dNSName/).click();
  await page.getByRole('button', { name: 'Break it' }).click();
  const panel = page.getByRole('region', { name: /^Break it/ });
  await expect(panel).toBeVisible();
  await expect(grid(page)).toBeFocused();
  await grid(page).press('ArrowRight');
  await grid(page).press('ArrowRight');
  await grid(page).press('ArrowRight');
  await grid(page).press('ArrowRight'); // the m of *.mail.example
  await page.keyboard.type('6e');
  const changes = panel.getByRole('table');
  await expect(changes.getByRole('row', { name: /^Signature right wrong/ })).toBeVisible();
  await expect(
    changes.getByRole('row', { name: /Name check of a\.mail\.example match mismatch/ }),
  ).toBeVisible();
  await expect(changes.getByRole('row', { name: /subjectAltName\[0\]\.dNSName/ })).toContainText(
    '*.nail.example',
  );
  await expect(page.getByText(/^No match: /)).toBeVisible();
  await expect(selected(page)).toContainText('*.nail.example');
  await expectAccessible(page);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(panel).toContainText('Nothing has changed yet.');
  await panel.getByRole('button', { name: 'Redo edit' }).click();
  await panel.getByRole('button', { name: 'Back to the original' }).click();
  await expect(node(page, /dNSName/)).toContainText('*.mail.example');
  await expect(panel).toBeHidden();
});

test('two certificates are compared path by path', async ({ page }) => {
  await paste(page, sample('wildcard.pem'));
  await page.getByRole('button', { name: 'Compare with…' }).click();
  await page.getByRole('textbox', { name: /Or paste another/ }).fill(sample('wildcard-apex.pem'));
  // as in diff of `openssl x509 -noout -text`
  await expect(page.getByText('5 changed, 1 only in the first, 2 only in the second')).toBeVisible();
  const table = page.getByRole('table', { name: 'Compared, path by path' });
  await expect(table.getByRole('row', { name: /^serialNumber changed/ })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Only differences' }).check();
  await expect(table.getByRole('row', { name: /issuer/ })).toHaveCount(0);
  await table.getByRole('button', { name: 'serialNumber' }).click();
  await expect(selected(page)).toContainText('serialNumber');
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('two lists of 20,000 entries, opened together, are compared in the worker', async ({ page }) => {
  await page.goto('#/inspect');
  await page
    .getByLabel('Open file')
    .setInputFiles([listFile('old.crl', revocationList(0)), listFile('new.crl', revocationList(0x100000))]);
  await page.getByRole('button', { name: 'Compare with…' }).click();
  await expect(page.getByText('20 changed, 0 only in the first, 0 only in the second')).toBeVisible();
  const table = page.getByRole('table', { name: 'Compared, path by path' });
  await page.getByRole('checkbox', { name: 'Only differences' }).check();
  // CertificateList, tbsCertList, revokedCertificates; then each entry and its serial number
  await expect(table).toHaveAttribute('aria-rowcount', String(3 + 20 * 2));
});

test('a list of 20,000 entries is broken, typed into faster than it is read, and mended', async ({
  page,
}) => {
  await page.goto('#/inspect');
  const list = revocationList(0);
  await page.getByLabel('Open file').setInputFiles(listFile('list.crl', list));
  await page.getByRole('button', { name: 'Break it' }).click();
  const panel = page.getByRole('region', { name: /^Break it/ });
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('310203'); // over 30 00 00, the octets of the signature
  const changes = panel.getByRole('table');
  await expect(changes.getByRole('row', { name: /signature.* 30 00 00 .*31 02 03/ })).toBeVisible();
  await expect(panel).toContainText('3 edits'); // three digits were what stood there
  await expect(selected(page)).toContainText('31 02 03');

  await panel.getByRole('button', { name: 'Delete node' }).click();
  await expect(panel).toContainText('4 edits, 6 bytes fewer');
  await expect(page.getByText(`${list.length - 6} bytes`, { exact: true })).toBeVisible();
  await expect(changes.getByRole('row', { name: /^Findings – The element declares/ })).toBeVisible();

  await grid(page).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
  await expect(panel).toContainText('Nothing has changed yet.');
  await expect(page.getByText(`${list.length} bytes`, { exact: true })).toBeVisible();
});

function listFile(name: string, buffer: Buffer) {
  return { name, mimeType: 'application/pkix-crl', buffer };
}

/** Of 20,000 entries (RFC 5280 section 5.1); to the serial number of every thousandth `added` is added. */
function revocationList(added: number): Buffer {
  const serial = (i: number): string => (0x100000 + i).toString(16);
  const entries = Array.from({ length: 20_000 }, (_, i) =>
    tlv('30', `0203${serial(i + (i % 1000 === 0 ? added : 0))}170d3236303130313030303030305a`),
  );
  const name = tlv('30', tlv('31', tlv('30', '06035504030c0143')));
  const algorithm = '300a06082a8648ce3d040302';
  const times = '170d3236303130313030303030305a170d3238303130313030303030305a';
  const body = tlv('30', `020101${algorithm}${name}${times}${tlv('30', entries.join(''))}`);
  return Buffer.from(tlv('30', `${body}${algorithm}030400300000`), 'hex');
}

/** In hexadecimal (X.690 clause 8.1). */
function tlv(tag: string, content: string): string {
  const length = content.length / 2;
  const octets = length.toString(16).padStart(length < 0x100 ? 2 : length < 0x10000 ? 4 : 6, '0');
  return `${tag}${length < 0x80 ? '' : (0x80 + octets.length / 2).toString(16)}${octets}${content}`;
}
