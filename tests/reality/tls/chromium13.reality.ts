/** Chromium opens a page of our server in TLS 1.3: once trusted, once not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '@playwright/test';
import { createServer } from '../../../src/tls/server.ts';
import { alertsOf, eventsOf, serverOptions } from '../../unit/tls/machine/ends.ts';
import { makeHome, openBrowser, visit, whyNoBrowser } from '../browser.ts';
import { makeMaterial, removeMaterial, type Material } from '../material.ts';
import { skipped } from '../report.ts';
import { acceptsAll, serve, type Owner } from './sockets.ts';

let material: Material | undefined;
let browser: Browser | undefined;
let missing: string | null = null;
beforeAll(async () => {
  missing = await whyNoBrowser();
  material = missing === null ? await makeMaterial() : undefined;
  if (material === undefined) return;
  const names = new Map(['shop.example', 'blog.example'].map((name) => [name, '127.0.0.1']));
  browser = await openBrowser(await makeHome(material), names);
});
afterAll(async () => {
  await browser?.close();
  if (material !== undefined) removeMaterial(material);
});

const page: Owner = {
  ...acceptsAll,
  answer: (heard) =>
    heard.endsWith('\r\n\r\n') ? 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi' : null,
};

const visits = [
  { name: 'shop.example', result: '200', alerts: ['us close_notify'] },
  { name: 'blog.example', result: 'ERR_CERT_COMMON_NAME_INVALID', alerts: ['peer certificate_unknown'] },
];
test.each(visits)('$name', async ({ name, result, alerts }) => {
  if (browser === undefined) {
    skipped('chromium', missing ?? 'openssl not installed');
    return;
  }
  const server = await serve(() => createServer(serverOptions({}, { now: Date.now() })), page);
  expect(await visit(browser, `https://${name}:${server.port}/`)).toBe(result);
  await server.stop();
  const sessions = await Promise.all(server.sessions);
  const [session] = sessions.filter(({ events }) => alertsOf(events).length > 0);
  expect(alertsOf(session?.events ?? [])).toEqual(alerts);
  expect(eventsOf(session?.events ?? [], 'received')[0]?.message.type).toBe('client_hello');
  expect(sessions.length).toBeGreaterThan(0);
});
