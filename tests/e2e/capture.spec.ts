import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './clean.ts';

test('a capture is saved, opened again, and its hello is played against another server', async ({ page }) => {
  await page.goto('#/stage');
  const save = page.getByRole('group', { name: 'Save' });
  const download = page.waitForEvent('download');
  await save.getByRole('button', { name: 'Capture (pcapng)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('shop.example.pcapng');
  const capture = await readFile(await file.path());
  expect(capture.subarray(0, 4).toString('hex')).toBe('0a0d0d0a');

  await page.getByRole('radio', { name: 'IP-based', exact: true }).check();
  await page.getByLabel('Address', { exact: true }).fill('https://blog.example/');
  await expect(page).toHaveURL(/ip-based/);
  await page
    .getByLabel('Open file')
    .setInputFiles({ name: 'a.pcapng', mimeType: 'application/octet-stream', buffer: capture });
  await expect(page.getByRole('status').filter({ hasText: 'ClientHello was found' })).toContainText(
    'shop.example',
  );
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('https://shop.example/');
  const given = page.getByRole('region', { name: 'ClientHello that was opened' });
  await expect(given.getByRole('group', { name: 'Fields' })).toContainText('shop.example');
  await expectAccessible(page, '.below');
  await given.getByRole('button', { name: 'Close' }).click();
  await expect(given).toHaveCount(0);

  // with a block behind it that every reader passes over, it is long enough for the worker
  const block = Buffer.alloc(80_000);
  for (const [at, value] of [0x0bad, block.length].entries()) block.writeUInt32LE(value, at * 4);
  block.writeUInt32LE(block.length, block.length - 4);
  await page.getByLabel('Open file').setInputFiles({
    name: 'long.pcapng',
    mimeType: 'application/octet-stream',
    buffer: Buffer.concat([capture, block]),
  });
  await expect(given.getByRole('group', { name: 'Fields' })).toContainText('shop.example');
});

test('sizes as a plot with its numbers; a hello that hides its name', async ({ page }) => {
  await page.goto('#/stage');
  await page.getByText('Size and round trips').click();
  const sizes = page.getByRole('region', { name: 'Size and round trips' });
  await expect(sizes.getByRole('img', { name: 'Bytes of the flight' })).toBeVisible();
  const thousand = sizes.getByRole('row', { name: /^1000 / });
  await expect(thousand.getByRole('cell').first()).toHaveText(/^2\d{4}$/);

  await page.getByLabel('Hide the name (ECH)').selectOption({ label: 'on, with the key from DNS' });
  const eavesdropper = page.getByRole('region', { name: 'Eavesdropper' });
  await page.getByRole('slider', { name: 'Timeline' }).press('End');
  await expect(eavesdropper).toContainText('a sealed hello, or filler');
  await expect(eavesdropper).toContainText('blog.example');
  await expect(eavesdropper).not.toContainText('shop.example');
  await page.getByText('Encrypted Client Hello', { exact: true }).click();
  const ech = page.getByRole('region', { name: 'Encrypted Client Hello' });
  await expect(ech.getByRole('definition').first()).toHaveText('blog.example');
  await ech.getByRole('button', { name: 'What was sealed' }).click();
  await page.getByLabel('Key for hidden names (ECH)').selectOption({ label: 'has another key by now' });
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('ERR_ECH_NOT_NEGOTIATED');
  await expect(ech.getByRole('button', { name: 'What the server sends back' })).toBeVisible();
  await expectAccessible(page, '.below');
});

test('a hello pasted as hex is shown; a broken capture says where', async ({ page }) => {
  // OpenSSL 3.0.22 s_client -tls1: tests/truth/tls/clientHellos.hex
  const rows = await readFile(new URL('../truth/tls/clientHellos.hex', import.meta.url), 'utf8');
  const hex = /^openssl-tls10 (\S+)$/m.exec(rows)?.[1] ?? '';
  await page.goto('#/stage');
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(hex);
  const given = page.getByRole('region', { name: 'ClientHello that was opened' });
  await expect(given).toContainText('It says no name and offers TLS 1.0');
  await expect(page.getByRole('switch', { name: 'Send SNI' })).not.toBeChecked();

  const broken = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');
  await page.getByLabel('Open file').setInputFiles({
    name: 'a.pcap',
    mimeType: 'application/octet-stream',
    buffer: Buffer.concat([broken, Buffer.alloc(9)]),
  });
  await expect(page.getByText('ends in the middle of what begins at byte 24')).toBeVisible();
});
