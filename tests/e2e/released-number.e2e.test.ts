import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());
beforeEach(() => dashboard.reset());

const MEANING = '+1 415 523 8886 was released. People who call it no longer reach Acme Dental.';

const release = async (page: Page) => {
  await page.getByRole('button', { name: 'Release number' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Release', exact: true }).click();
  await page.getByText('You released +1 415 523 8886').waitFor();
};

it('a company that never had a number has none yet', async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  await page.getByText('No number yet').waitFor();
  expect(await page.getByRole('button', { name: 'Take back' }).count()).toBe(0);
});

it('after a reload, a company that released its number has none now, reads what that means, and takes it back', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  await release(page);
  await page.reload();
  await page.getByText('No number now').waitFor();
  await page.getByText(MEANING).waitFor();
  await page.getByText('You can take it back until another company uses it.').waitFor();
  expect(await page.getByText('No number yet').count()).toBe(0);

  const { page: viewers } = await dashboard.signedIn(ACME_VIEWER, 'number');
  await viewers.getByText('No number now').waitFor();
  await viewers.getByText(MEANING).waitFor();
  expect(await viewers.getByText('take it back').count()).toBe(0);

  await page.getByRole('button', { name: 'Take back +1 415 523 8886' }).click();
  await page.getByText('Undone. Your number is +1 415 523 8886 again').waitFor();
  expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);
});

it("if another company has the released number by then, the company has none now, and can't take it back", async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  await release(page);
  await dashboard.db.sql(
    `INSERT INTO linekeeper.lines (e164, tenant_id) SELECT '+14155238886', id FROM linekeeper.tenants WHERE name = 'Brightline Clinic'`,
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText("It's too late to undo").waitFor();
  await page.getByText('Somebody took the number after you released it.').waitFor();
  await page.getByText('No number now').waitFor();
  await page.getByText(MEANING).waitFor();
  expect(await page.getByText('take it back').count()).toBe(0);
});

it("if the history can't be loaded, the page doesn't say whether there was a number before", async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  await page.route('**/trpc/*getHistory*', (route) => route.abort());
  await page.reload();
  await page.getByText('No number', { exact: true }).waitFor();
  await page.getByText("Linekeeper can't take calls for Brightline Clinic until it has a number.").waitFor();
});
