/**
 * The `test` of every end-to-end test here: it also fails on an uncaught page error, on any console error or
 * warning (policy violations are among them), and on a request to anywhere but the page's own origin.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export const test = base.extend<{ clean: undefined }>({
  clean: [
    async ({ page, baseURL }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          faults.push(`console ${message.type()}: ${message.text()}`);
        }
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(baseURL ?? 'no origin')) faults.push(`request to ${request.url()}`);
      });
      // What reaches the page's own line for it (`Notices`) is in no console otherwise.
      await page.addInitScript(() => {
        window.addEventListener('error', ({ error }) => {
          if (error !== null && error !== undefined) console.error(`uncaught: ${String(error)}`);
        });
        window.addEventListener('unhandledrejection', ({ reason }) => {
          console.error(`unhandled: ${String(reason)}`);
        });
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** axe finds nothing to object to in the page as it stands, or in the part of it that `selector` names. */
export async function expectAccessible(page: Page, selector = 'html'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(selector).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found).toEqual([]);
}

/** Nothing sticks out: the page does not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
}

export { expect };
