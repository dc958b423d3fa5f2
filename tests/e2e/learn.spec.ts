import { expect, expectAccessible, expectNoSidewaysScroll, test } from './clean.ts';

test('How do we know? names versions, counts and what stands on observations alone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto('/#/learn');
  const section = page.getByRole('region', { name: 'How do we know?' });
  const servers = section.getByRole('table', { name: 'Servers' });
  await expect(servers.getByRole('row', { name: /^HAProxy 3\.0\.11 observations alone/ })).toBeVisible();
  const clients = section.getByRole('table', { name: 'Clients' });
  await expect(clients.getByRole('row')).toHaveCount(15); // the head, and fourteen clients
  await expect(clients.getByRole('row', { name: /XP.*illustrative/ })).toBeVisible();
  await expect(section).toContainText(/nothing; it is illustrative/);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
