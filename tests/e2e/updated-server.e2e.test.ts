import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('a page whose script no longer exists says that the server is being updated', async () => {
  const { page } = await dashboard.open();
  await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${dashboard.url}/sign-in`);
  await page.getByText('Linekeeper is being updated. Reload the page').waitFor();
  await page.unroute('**/assets/*.js');
  await page.getByRole('link', { name: 'Reload the page' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.getByText('being updated').count()).toBe(0);
});
