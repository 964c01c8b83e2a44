import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('if the server answers 502 for half a minute, Overview says since when, and checks again when it is back', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, '');
  const headline = page.getByRole('status').getByRole('heading');
  const before = "Your line isn't connected yet";
  await expect.poll(() => headline.textContent()).toBe(before);
  await page.route('**/trpc/**', (route) => route.fulfill({ status: 502, body: 'nginx' }));
  await page.getByText(/What you see is from \d\d:\d\d\./).waitFor({ timeout: 55_000 });
  expect(await headline.textContent()).toBe("We can't check right now");
  await page.unroute('**/trpc/**');
  await expect.poll(() => headline.textContent(), { timeout: 20_000 }).toBe(before);
}, 90_000);
