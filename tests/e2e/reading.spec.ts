/** What people paste, with the real build: output of s_client, a PKCS#12 file with its password, a Kubernetes secret. */
import { readFileSync } from 'node:fs';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const blocks = (text: string): string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];

test('the output of openssl s_client -showcerts becomes a chain in order, each step with its reason', async ({
  page,
}) => {
  const [leaf = '', intermediate = ''] = blocks(read('samples/with-intermediate.pem'));
  const output = `CONNECTED(00000003)
depth=1 O = whichcert lab, CN = whichcert lab intermediate
verify error:num=20:unable to get local issuer certificate
---
Certificate chain
 0 s:CN = chain.example
   i:O = whichcert lab, CN = whichcert lab intermediate
   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256
${leaf}
 1 s:O = whichcert lab, CN = whichcert lab intermediate
   i:O = whichcert lab, CN = whichcert lab CA
${intermediate}
---
Server certificate
subject=CN = chain.example
---
No client certificate CA names sent
SSL handshake has read 1822 bytes and written 396 bytes
---
`;
  await page.goto('#/inspect');
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(output);
  await page.getByRole('textbox', { name: 'Now' }).fill('2030-01-01T00:00:00Z');
  const chain = page.getByRole('region', { name: 'Chain' });
  await expect(chain).toContainText('The chain holds up to a root');
  const path = chain.getByRole('list', { name: 'Path to a root' });
  await expect(path.locator('summary')).toHaveText([/chain\.example/, /lab intermediate/, /lab CA/]);
  await path.getByRole('button', { name: /The signature on chain\.example is right/ }).click();
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('signatureAlgorithm');
  await page.getByRole('textbox', { name: 'Now' }).fill('2052-01-01T00:00:00Z');
  await expect(chain).toContainText('The chain does not hold: whichcert lab intermediate expired');
  await path.getByRole('button', { name: /lab intermediate expired/ }).click();
  await expect(page.getByRole('heading', { name: 'whichcert lab intermediate' })).toBeVisible();
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('notAfter');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
});

test('a PKCS#12 file asks for its password; a wrong one is said, the right one opens it', async ({
  page,
}) => {
  await page.goto('#/inspect');
  await page.getByLabel('Open file').setInputFiles({
    name: 'old.p12',
    mimeType: 'application/x-pkcs12',
    buffer: readFileSync(new URL('../truth/x509/legacy.p12', import.meta.url)),
  });
  const password = page.getByLabel('Password', { exact: true });
  const said = page.getByRole('list', { name: 'What is wrong with the input' });
  await expect(said).toContainText('protected by a password');
  await password.fill('guess');
  await password.press('Enter');
  await expect(said).toContainText('The password does not open');
  await password.fill('secret');
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(password).toHaveCount(0);
  const items = page.getByRole('navigation', { name: 'What was found' });
  await expect(items.getByRole('button')).toHaveText([
    /PKCS12/,
    /leaf-sub\.example/,
    /sub\.example/,
    /PRIVATE KEY/,
  ]);
  await items.getByRole('button', { name: /PRIVATE KEY/ }).click();
  await expect(page.locator('main')).toContainText('Its public key is in item 2: they belong together.');
});

test('a Kubernetes secret: certificates are shown, the key is recognised, matched and forgotten', async ({
  page,
}) => {
  const encoded = (path: string): string => Buffer.from(read(path)).toString('base64');
  const secret = `apiVersion: v1
kind: Secret
type: kubernetes.io/tls
data:
  tls.crt: ${encoded('samples/blog.example.pem')}
  tls.key: ${encoded('samples/keys/blog.example.pem')}
`;
  await page.goto('#/inspect');
  const box = page.getByRole('textbox', { name: 'Paste anything' });
  await box.fill(secret);
  await expect(page.getByRole('heading', { name: 'blog.example' })).toBeVisible();
  await expect(box).toHaveValue(/tls\.key/);
  const items = page.getByRole('navigation', { name: 'What was found' });
  await items.getByRole('button', { name: /Private key/ }).click();
  await expect(page.locator('main')).toContainText('Its public key is in item 1: they belong together.');
  expect(await box.inputValue()).not.toContain(encoded('samples/keys/blog.example.pem').slice(-200, -100));
});

test('an OCSP response says who signed it and whether it may, once the CA is there too', async ({ page }) => {
  type Row = { id: string; der: string; given: string[] };
  const { responses } = JSON.parse(read('tests/truth/x509/revocation.json')) as { responses: Row[] };
  const { der, given } = responses.find(({ id }) => id === 'a delegate') ?? { der: '', given: [] };
  const block = (label: string, base64: string): string =>
    `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
  await page.goto('#/inspect');
  const box = page.getByRole('textbox', { name: 'Paste anything' });
  const summary = page.getByRole('region', { name: 'Summary', exact: true });
  await box.fill(block('OCSP RESPONSE', der));
  await expect(summary).toContainText('Right: by the key of delegate');
  await expect(summary).toContainText('Whether delegate may answer is not known');
  await box.fill(block('OCSP RESPONSE', der) + block('CERTIFICATE', given[0] ?? ''));
  await summary.getByRole('button', { name: 'delegate may answer: the CA gave it' }).click();
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('signature');
});

test('an encrypted private key opens with its password and leads to its certificate', async ({ page }) => {
  const { rows } = JSON.parse(
    readFileSync(new URL('../truth/x509/encryptedKeys.json', import.meta.url), 'utf8'),
  ) as { rows: { password: string; pem: string }[] };
  const [key] = rows;
  await page.goto('#/inspect');
  await page.getByLabel('Open file').setInputFiles({
    name: 'encrypted.key',
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from((key?.pem ?? '') + read('samples/blog.example.pem')),
  });
  await page.getByRole('button', { name: /Private key/ }).click();
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('guess');
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(page.getByRole('main')).toContainText('The password does not open this key');
  await password.fill(key?.password ?? '');
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(page.getByText('they belong together')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open item 2' }).click();
  await expect(page.getByRole('heading', { name: 'blog.example' })).toBeVisible();
});

test('a common name of a million characters does not hold up the page', async ({ page }) => {
  const million = Buffer.alloc(1_000_000, 'A');
  const header = (tag: number, length: number) => Buffer.from([tag, 0x83, length >> 16, length >> 8, length]);
  const wrap = (tag: number, ...parts: Buffer[]) => {
    const content = Buffer.concat(parts);
    return Buffer.concat([header(tag, content.length), content]);
  };
  const algorithm = Buffer.from('300a06082a8648ce3d040302', 'hex');
  const commonName = (text: Buffer) =>
    wrap(0x30, wrap(0x31, wrap(0x30, Buffer.from('0603550403', 'hex'), wrap(0x0c, text))));
  const time = (text: string) => wrap(0x17, Buffer.from(text));
  const certificate = wrap(
    0x30,
    wrap(
      0x30,
      Buffer.from('a003020102020101', 'hex'),
      algorithm,
      commonName(Buffer.from('issuer')),
      wrap(0x30, time('260101000000Z'), time('460101000000Z')),
      commonName(million),
      wrap(
        0x30,
        Buffer.from('301306072a8648ce3d020106082a8648ce3d030107', 'hex'),
        wrap(0x03, Buffer.alloc(66, 4)),
      ),
    ),
    algorithm,
    Buffer.from('030400300000', 'hex'),
  );
  await page.goto('#/inspect');
  await page
    .getByLabel('Open file')
    .setInputFiles({ name: 'long.der', mimeType: 'application/pkix-cert', buffer: certificate });
  await expect(page.getByRole('heading', { name: /^A{200}…\(\+999800\)$/ })).toBeVisible();
  await page.getByRole('treeitem', { name: /serialNumber/ }).click();
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('serialNumber');
  expect((await page.getByRole('main').innerText()).length).toBeLessThan(20_000);
});

test('without WebCrypto, as over plain http, the page says what it could not check', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });
  });
  await page.goto('#/inspect');
  await page.getByRole('textbox', { name: 'Paste anything' }).fill(read('samples/blog.example.pem'));
  await page.getByRole('textbox', { name: 'Now' }).fill('2030-01-01T00:00:00Z');
  const chain = page.getByRole('region', { name: 'Chain' });
  await expect(chain).toContainText('The chain leads to a root, as far as it could be checked here');
  await expect(chain).toContainText('was not checked: this page was not opened over https');
});
