/** Chromium with a fresh profile that trusts the lab's CA, and names of its own. */
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { run } from './childProcess.ts';
import { clientAuthority, write, type Material } from './material.ts';

/** Why the browser cannot be used; null: it can. */
export async function whyNoBrowser(): Promise<string | null> {
  if ((await findChromium()) === undefined) return 'no Chromium found';
  const { code } = await run({ file: 'certutil', args: ['-H'] });
  return code === -1 ? 'certutil (libnss3-tools) not installed' : null;
}

/** The profile's NSS database, in which Chromium on Linux looks for added authorities. */
export async function makeHome({ root }: Material): Promise<string> {
  const home = join(root, 'home');
  const database = join(home, '.pki/nssdb');
  write(join(database, 'README'), 'made for one run\n');
  const steps = [
    ['-N', '--empty-password'],
    ['-A', '-n', 'lab', '-t', 'C,,', '-i', root + clientAuthority],
  ];
  for (const step of steps) {
    const { code, output } = await run({ file: 'certutil', args: ['-d', `sql:${database}`, ...step] });
    if (code !== 0) throw new Error(`certutil ${step.join(' ')}: ${output}`);
  }
  return home;
}

/** `names`: host name -> loopback address; no other name is found. */
export async function openBrowser(home: string, names: ReadonlyMap<string, string>): Promise<Browser> {
  const executablePath = await findChromium();
  const rules = [...names].map(([name, address]) => `MAP ${name} ${address}`);
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      ...chromiumArgs,
      '--no-proxy-server',
      `--host-resolver-rules=${rules.join(', ')}, MAP * ~NOTFOUND`,
    ],
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local/share'),
    },
  });
}

/** The status of the page, or the net error. */
export async function visit(browser: Browser, url: string): Promise<string> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const response = await page.goto(url, { timeout: 20_000, waitUntil: 'commit' });
    return String(response?.status() ?? 'no response');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return /net::(ERR_\w+)/u.exec(error.message)?.[1] ?? error.message;
  } finally {
    await context.close();
  }
}
