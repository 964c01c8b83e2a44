import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
  await dashboard.db.sql(
    `INSERT INTO linekeeper.members (tenant_id, user_id, role)
     SELECT t.id, u.id, 'owner' FROM linekeeper.tenants t, linekeeper.users u WHERE t.name = 'Acme Dental' AND u.email = $1`,
    [BRIGHTLINE_OWNER],
  );
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it("two tabs have two companies, and switching one doesn't change the other or its draft", async () => {
  const { page: one } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  const two = await one.context().newPage();
  await one.getByLabel('Phone number').fill('020 7946 0');
  await two.goto(`${dashboard.url}/c/brightline-clinic/number`);
  await two.getByRole('button', { name: 'Brightline Clinic, switch company' }).click();
  await two.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await two.getByRole('dialog').waitFor({ state: 'detached' });
  await two.getByRole('button', { name: 'Brightline Clinic, switch company' }).click();
  await two.getByRole('dialog', { name: 'Switch company' }).getByRole('link', { name: 'Acme Dental' }).click();
  await two.waitForURL(`${dashboard.url}/c/acme-dental`);
  await two.getByText('+1 415 523 8886').first().waitFor();
  await two.getByRole('link', { name: 'Number', exact: true }).click();
  expect(await two.getByLabel('Phone number').inputValue()).toBe('');

  expect(await one.getByLabel('Phone number').inputValue()).toBe('020 7946 0');
  await one.reload();
  await one.getByRole('button', { name: 'Brightline Clinic, switch company' }).waitFor();
  await one.getByLabel('Phone number').fill('020 7946 0018');
  await one.getByRole('button', { name: 'Use +44 20 7946 0018' }).click();
  await one.getByText('Saved. Your number is').waitFor();
  expect(await dashboard.held('Brightline Clinic')).toEqual(['+442079460018']);
  expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);
});

it('a person with several companies is asked which one to open, and then gets the last one', async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, '/');
  await page.getByRole('heading', { name: 'Choose a company' }).waitFor();
  await page.getByRole('link', { name: 'Acme Dental' }).click();
  await page.getByText('+1 415 523 8886').first().waitFor();
  await page.goto(dashboard.url);
  await page.waitForURL(`${dashboard.url}/c/acme-dental`);
});

it('of two tabs of one company, neither replaces nor releases a number that the other has chosen', async () => {
  await dashboard.reset();
  const { page: one } = await dashboard.signedIn(ACME_OWNER, 'number');
  const two = await one.context().newPage();
  await two.goto(`${dashboard.url}/c/acme-dental/number`);
  const change = async (page: Page, number: string) => {
    await page.getByLabel('Phone number').fill(number);
    await page.getByRole('button', { name: `Use ${number}` }).click();
    await page.getByRole('button', { name: `Change to ${number}` }).click();
  };
  await one.getByRole('button', { name: 'Release number' }).waitFor();
  await change(two, '+1 415 523 8887');
  await two.getByText('Saved. Your number is').waitFor();

  await change(one, '+1 415 523 8888');
  await one.getByText("Your company's number was changed to +1 415 523 8887").waitFor();
  await one.getByText("So your change wasn't saved").waitFor();
  expect(await dashboard.held('Acme Dental')).toEqual(['+14155238887']);
  await change(one, '+1 415 523 8888');
  await one.getByText('Saved. Your number is +1 415 523 8888').waitFor();

  await two.getByRole('button', { name: 'Release number' }).click();
  await two.getByRole('alertdialog').getByRole('button', { name: 'Release', exact: true }).click();
  await two.getByText("Your company's number was changed to +1 415 523 8888").waitFor();
  expect(await dashboard.held('Acme Dental')).toEqual(['+14155238888']);
});
