// Which Chromium do the browser tests use? CHROMIUM_PATH, else a system browser, else Playwright's own.
import { existsSync } from 'node:fs';

const systemBrowsers = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((folder) => [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]),
};

async function playwrightsOwn() {
  try {
    return [(await import('@playwright/test')).chromium.executablePath()];
  } catch {
    return []; // Playwright is not installed yet, or knows no Chromium for this system
  }
}

/** Every place that is looked at, in order. CHROMIUM_PATH was asked for: it is never silently replaced. */
export async function chromiumCandidates() {
  if (process.env.CHROMIUM_PATH) return [process.env.CHROMIUM_PATH];
  return [...(systemBrowsers[process.platform] ?? []), ...(await playwrightsOwn())];
}

export async function findChromium() {
  return (await chromiumCandidates()).find((path) => existsSync(path));
}

/** No connections of the browser's own. */
export const chromiumArgs = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
