/** Inspect with the real build: what is pasted becomes a summary, a tree and bytes that are one selection. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');

async function paste(page: Page, text: string): Promise<void> {
  await page.goto('#/inspect');
  const box = page.getByRole('textbox', { name: 'Paste anything' });
  await box.fill(text);
  await box.blur(); // the box is taller while it has the focus
}

const tree = (page: Page): Locator => page.getByRole('tree', { name: 'ASN.1 structure' });
const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Bytes' });
const node = (page: Page, name: RegExp): Locator => tree(page).getByRole('treeitem', { name });
const selected = (page: Page): Locator => tree(page).getByRole('treeitem', { selected: true });
/** The bytes that are marked, as hexadecimal. */
const marked = async (page: Page): Promise<string> =>
  (await grid(page).locator('[role=gridcell][aria-selected=true]').allTextContents()).join(' ');

test.describe('without anything pasted', () => {
  test('samples are offered, and one opens in the paste box', async ({ page }) => {
    await page.goto('#/inspect');
    await expect(page.getByText('Or open a sample')).toBeVisible();
    await page.getByRole('button', { name: /^wildcard a wildcard alone/ }).click();
    await expect(page.getByRole('textbox', { name: 'Paste anything' })).toHaveValue(/BEGIN CERTIFICATE/);
    await expect(page.getByRole('heading', { name: '*.mail.example' })).toBeVisible();
  });
});

test.describe('a wildcard certificate', () => {
  test.beforeEach(async ({ page }) => {
    await paste(page, sample('wildcard.pem'));
    await expect(tree(page)).toBeVisible();
  });

  test('the summary says it in plain words', async ({ page }) => {
    const summary = page.getByRole('region', { name: 'Summary' });
    await expect(summary.getByRole('heading', { name: '*.mail.example' })).toBeVisible();
    await expect(summary).toContainText('EC P-256');
    await expect(summary).toContainText('ecdsa-with-SHA256');
    await expect(summary).toContainText('2046-01-01 00:00:00 UTC');
    await expect(summary).toContainText('TLS servers (serverAuth)');
    // openssl x509 -in samples/wildcard.pem -noout -fingerprint -sha256
    await expect(summary).toContainText(
      '4b:90:bb:f0:f8:27:14:b1:a3:96:10:d3:b0:5d:ba:74:ba:f0:13:f7:10:59:ce',
    );
  });

  test('validity is relative to Now, which can be edited', async ({ page }) => {
    const now = page.getByRole('textbox', { name: 'Now' });
    await now.fill('2045-12-31T00:00:00Z');
    await expect(page.getByText('Valid now, for 1 day more')).toBeVisible();
    await now.fill('2046-01-03T00:00:00Z');
    await expect(page.getByText('Expired 2 days ago')).toBeVisible();
    await now.fill('2025-12-22T00:00:00Z');
    await expect(page.getByText('Not valid yet: begins in 10 days')).toBeVisible();
    await now.fill('soon');
    await expect(page.getByText('Write an instant')).toBeVisible();
  });

  test('the tree names fields as the RFC does, with tag, offset, length and value', async ({ page }) => {
    const name = node(page, /^▸?\s*dNSName/);
    await expect(name).toContainText('*.mail.example');
    await expect(name).toContainText('[2]');
    await expect(name).toHaveAttribute('aria-level', '8');
    await expect(name).toHaveAttribute('aria-setsize', '1');
    await expect(name).toHaveAttribute('aria-posinset', '1');
    await name.click();
    await expect(
      page.getByText('tbsCertificate.extensions[5].extnValue.subjectAltName[0].dNSName'),
    ).toBeVisible();
  });

  test('selecting a node marks its tag, length and content', async ({ page }) => {
    await node(page, /dNSName/).click();
    // openssl asn1parse -strparse: 82 0e, then "*.mail.example"
    const content = Buffer.from('*.mail.example')
      .toString('hex')
      .replace(/..(?=.)/g, '$& ');
    expect(await marked(page)).toBe(`82 0e ${content}`);
    await expect(grid(page).locator('[role=gridcell].part-tag')).toHaveText(['82']);
    await expect(grid(page).locator('[role=gridcell].part-length')).toHaveText(['0e']);
    await expect(grid(page).locator('[role=gridcell].part-content').first()).toBeInViewport();
  });

  test('selecting a byte selects the innermost node, and unfolds what it is in', async ({ page }) => {
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await expect(tree(page).getByRole('treeitem')).toHaveCount(1);
    await grid(page).hover();
    await page.mouse.wheel(0, 2000); // only the rows in view are drawn
    await grid(page).locator('[data-byte="380"][role=gridcell]').click();
    await expect(selected(page)).toContainText('dNSName');
    await grid(page).press('ArrowLeft');
    await grid(page).press('ArrowLeft');
    await grid(page).press('ArrowLeft');
    await expect(selected(page)).toContainText('subjectAltName');
  });

  test('a fact of the summary selects its node; hovering changes nothing', async ({ page }) => {
    await page.getByRole('button', { name: 'CN=*.mail.example' }).click();
    await expect(selected(page)).toContainText('subject');
    await node(page, /serialNumber/).hover();
    await expect(selected(page)).toContainText('subject');
  });

  test('the tree is walked by keyboard alone', async ({ page }) => {
    await tree(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect(selected(page)).toContainText('Certificate');
    await page.keyboard.press('ArrowLeft');
    await expect(selected(page)).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(selected(page)).toContainText('tbsCertificate');
    await page.keyboard.press('i');
    await expect(selected(page)).toContainText('issuer');
    await page.keyboard.press('Enter');
    await expect(selected(page)).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('*');
    await expect(selected(page)).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('End');
    await expect(selected(page)).toContainText('signatureValue');
    await expect(selected(page)).toBeInViewport();
    await page.keyboard.press('Home');
    await expect(selected(page)).toContainText('Certificate');
    const id = await selected(page).getAttribute('id');
    await expect(tree(page)).toHaveAttribute('aria-activedescendant', id ?? 'none');
  });

  test('Host to check: every check, with the rule, and its node', async ({ page }) => {
    const host = page.getByRole('textbox', { name: 'Host to check' });
    await host.fill('imap.mail.example');
    await expect(page.getByText(/^Match: Chrome 156 accepts/)).toBeVisible();
    await host.fill('a.imap.mail.example');
    await expect(page.getByText(/^No match: Chrome 156/)).toBeVisible();
    const checks = page.getByRole('list', { name: 'Checks, in the order made' });
    await checks.getByRole('button', { name: /\*\.mail\.example does not match/ }).click();
    await expect(selected(page)).toContainText('dNSName');
    await page.getByRole('combobox', { name: 'Client' }).selectOption('python');
    await expect(page.getByText(/^No match: Python/)).toBeVisible();
    await host.fill('not a host');
    await expect(page.getByText(/^No match: /)).toBeVisible();
  });

  test('Clear empties the view, Undo brings it back', async ({ page }) => {
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(page.getByText('Or open a sample')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(node(page, /dNSName/)).toContainText('*.mail.example');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`accessible, ${colorScheme}`, async ({ page }) => {
      test.slow(); // axe looks at every byte in view
      await page.emulateMedia({ colorScheme });
      await page.getByRole('textbox', { name: 'Host to check' }).fill('a.imap.mail.example');
      await expect(page.getByText(/^No match/)).toBeVisible();
      await node(page, /dNSName/).click();
      await expectAccessible(page);
    });
  }
});

test('IP addresses are compared as addresses', async ({ page }) => {
  await paste(page, sample('ip-san.pem'));
  const host = page.getByRole('textbox', { name: 'Host to check' });
  await host.fill('203.0.113.10');
  await expect(page.getByText(/^Match: /)).toBeVisible();
  await host.fill('203.0.113.11');
  await expect(page.getByText(/^No match: /)).toBeVisible();
  await expect(node(page, /iPAddress.*2001:db8::10/)).toBeAttached();
});

test('a chain is a list of items, each with its own view', async ({ page }) => {
  await paste(page, sample('with-intermediate.pem'));
  const items = page.getByRole('navigation', { name: 'What was found' });
  await expect(items.getByRole('button')).toHaveText([/chain\.example/, /intermediate/]);
  await items.getByRole('button', { name: /intermediate/ }).click();
  await expect(page.getByText('Yes: it may sign certificates, but no further CAs')).toBeVisible();
});

test('names with NUL, script text and direction marks are shown, never executed', async ({ page }) => {
  await paste(page, sample('hostile-names.pem'));
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('blog.example\\x00.hostile.example');
  await expect(summary).toContainText('\\u{202e}');
  await expect(summary).toContainText('<img src=x onerror=alert(1)');
  await expect(page.locator('main img, main script')).toHaveCount(0);
  await expect(node(page, /blog\.example\\x00\.hostile\.example/)).toBeAttached();
  await page.getByRole('textbox', { name: 'Host to check' }).fill('blog.example');
  await expect(page.getByText(/^No match: /)).toBeVisible();
});

test.describe('bad input', () => {
  test('a truncated PEM shows what could be read, and where it stopped', async ({ page }) => {
    test.slow();
    await paste(page, sample('broken/truncated.pem'));
    await expect(node(page, /serialNumber/)).toBeAttached();
    await expect(page.getByText(/Reading got as far as tbsCertificate\.subjectPublicKeyInfo/)).toBeVisible();
    await page.getByRole('button', { name: /byte 153/ }).click();
    await expect(selected(page)).toContainText('subjectPublicKeyInfo');
    await expectAccessible(page);
  });

  test('bad base64 shows what stands before it', async ({ page }) => {
    await paste(page, sample('broken/bad-base64.pem'));
    const problems = page.getByRole('list', { name: 'What is wrong with the input' });
    await expect(problems).toContainText('A character here is not base64');
    await expect(node(page, /serialNumber/)).toBeAttached();
  });

  for (const { input, says } of [
    { input: sample('broken/not-a-certificate.html'), says: 'This looks like a web page (HTML)' },
    { input: 'hello', says: 'This is text without a certificate in it' },
    {
      input: '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
      says: 'nothing between BEGIN and END',
    },
  ]) {
    test(`${says}: one sentence`, async ({ page }) => {
      await paste(page, input);
      await expect(page.getByRole('list', { name: 'What is wrong with the input' })).toContainText(says);
    });
  }

  test('random bytes, and an empty file', async ({ page }) => {
    await page.goto('#/inspect');
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3) * 31) & 255));
    const file = page.getByLabel('Open file');
    await file.setInputFiles({ name: 'random.bin', mimeType: 'application/octet-stream', buffer: bytes });
    await expect(page.getByRole('heading', { name: 'There is no certificate in this input' })).toBeVisible();
    await file.setInputFiles({ name: 'empty.pem', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
    await expect(page.getByRole('list', { name: 'What is wrong with the input' })).toContainText(
      'nothing here',
    );
  });

  test('a private key is recognised, not shown, not kept', async ({ page }) => {
    const key = sample('keys/lab-ca.pem');
    await page.goto('#/inspect');
    await page.getByRole('textbox', { name: 'Paste anything' }).fill(key);
    await expect(page.locator('main')).toContainText('This is a private key');
    await expect(page.getByRole('textbox', { name: 'Paste anything' })).not.toHaveValue(/PRIVATE KEY/);
    const secret = key.split('\n').find((line) => /^[A-Za-z0-9+/]{40,}/.test(line)) ?? '';
    expect(secret).not.toBe('');
    expect(await page.content()).not.toContain(secret);
    await expect(tree(page)).toHaveCount(0);
  });
});

test.describe('a file of 20 MB', () => {
  /** SEQUENCE of as many SEQUENCE { INTEGER, OCTET STRING } of 80 octets as fit: three nodes each. */
  function largeDer(size: number): Buffer {
    const element = Buffer.alloc(80, 0x55);
    element.set([0x30, 78, 0x02, 1, 7, 0x04, 73]);
    const count = Math.floor(size / element.length);
    const header = Buffer.from([0x30, 0x84, 0, 0, 0, 0]);
    header.writeUInt32BE(count * element.length, 2);
    return Buffer.concat([header, ...Array<Buffer>(count).fill(element)]);
  }

  test('opens, scrolls and is selected in without the page freezing', async ({ page }, testInfo) => {
    await page.goto('#/inspect');
    await page.evaluate(() => {
      let last = performance.now();
      const watch = (now: number) => {
        const gap = Math.max(now - last, Number(document.body.dataset.longest ?? 0));
        document.body.dataset.longest = String(gap);
        last = now;
        requestAnimationFrame(watch);
      };
      requestAnimationFrame(watch);
    });
    const buffer = largeDer(20 * 1024 * 1024);
    const path = testInfo.outputPath('large.der');
    writeFileSync(path, buffer);
    await page.getByLabel('Open file').setInputFiles(path);
    await expect(tree(page)).toBeVisible({ timeout: 30_000 });
    expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(100);
    expect(await grid(page).getByRole('gridcell').count()).toBeLessThan(2000);
    await grid(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+End');
    await expect(grid(page).locator(`#byte-${buffer.length - 1}`)).toBeInViewport();
    await expect(selected(page)).toBeInViewport();
    await expect(selected(page)).toContainText('OCTET STRING');
    await page.getByRole('button', { name: 'Expand all' }).click();
    await tree(page).press('Home');
    await expect(selected(page)).toHaveAttribute('aria-level', '1');
    await page.getByRole('button', { name: 'Break it' }).click();
    await expect(grid(page)).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(grid(page).locator('..')).toContainText(`${buffer.length - 1} bytes`);
    const longest = Number(await page.locator('body').getAttribute('data-longest'));
    expect(longest).toBeLessThan(4000); // milliseconds; two busy cores
  });
});

test('one worker reads what is large, and after Clear another one is ready', async ({ page }) => {
  await page.goto('#/inspect');
  const buffer = Buffer.concat([Buffer.from([0x04, 0x83, 1, 0, 0]), Buffer.alloc(0x10000)]);
  const seen = new Set<unknown>();
  for (let round = 1; round <= 3; round++) {
    await expect.poll(() => page.workers().length).toBe(1); // before anything is opened
    const [worker] = page.workers();
    seen.add(worker);
    expect(seen.size).toBe(round); // what the one before was given went with it
    await page.getByLabel('Open file').setInputFiles({ name: 'large.der', mimeType: '', buffer });
    await expect(node(page, /OCTET STRING/)).toBeVisible();
    expect(page.workers()).toEqual([worker]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(tree(page)).toHaveCount(0);
    await expect.poll(() => page.workers().includes(worker as never)).toBe(false);
  }
});

test('what is still being read is not called unreadable', async ({ page }) => {
  await page.goto('#/inspect');
  await page.evaluate(() => {
    new MutationObserver(() => {
      const said = document.querySelector('main h2')?.textContent ?? '';
      document.body.dataset.said = `${document.body.dataset.said ?? ''}|${said}`;
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(sample('wildcard.pem'));
  await expect(tree(page)).toBeVisible();
  const said = await page.locator('body').getAttribute('data-said');
  expect(said).toContain('*.mail.example');
  expect(said).not.toContain('There is no certificate');
});

for (const [width, height] of [
  [360, 740],
  [1280, 720],
] as const) {
  test(`${width}x${height}: nothing sticks out`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('#/inspect');
    await expect(page.getByText('Or open a sample')).toBeVisible();
    await expectNoSidewaysScroll(page);
    for (const name of [
      'hundred-sans.pem',
      'hostile-names.pem',
      'with-intermediate.pem',
      'broken/truncated.pem',
    ]) {
      await paste(page, sample(name));
      await expect(tree(page)).toBeVisible();
      await expectNoSidewaysScroll(page);
    }
    if (width === 1280) {
      await expect(tree(page)).toBeInViewport();
      await expect(grid(page)).toBeInViewport();
    }
  });
}
