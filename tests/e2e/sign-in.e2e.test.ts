import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, BRIGHTLINE_OWNER, type Dashboard, openDashboard, signIn } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('a signed-out person signs in first and then sees the page that they opened', async () => {
  const { page } = await dashboard.open();
  await page.goto(`${dashboard.url}/voice`);
  await page.waitForURL(/sign-in/);
  await signIn(page, dashboard.url, ACME_OWNER, '/voice');
  await page.waitForURL(`${dashboard.url}/voice`);
});

it('the numbering plans are not loaded before sign-in', async () => {
  const { page } = await dashboard.open();
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text());
  });
  // A piece of every copy of the plans.
  const plans = /country_calling_codes:\{/;
  await page.goto(dashboard.url);
  await page.getByLabel('Password').waitFor();
  await page.waitForLoadState('networkidle');
  expect(scripts.length).toBeGreaterThan(1);
  expect((await Promise.all(scripts)).filter((script) => plans.test(script))).toEqual([]);
  await signIn(page, dashboard.url, ACME_OWNER, '/');
  await page.getByLabel('Phone number').waitFor();
  expect((await Promise.all(scripts)).filter((script) => plans.test(script))).toHaveLength(1);
});

it('a wrong password shows an error and keeps the email', async () => {
  const { page } = await dashboard.open();
  await page.goto(dashboard.url);
  await page.getByLabel('Email').fill(ACME_OWNER);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: /email or password/i })
    .waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe(ACME_OWNER);
});

it('a person sees nothing of the person who was signed in before', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  await page.getByText('+1 415 523 8886').first().waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  await signIn(page, dashboard.url, BRIGHTLINE_OWNER, '/');
  await page.getByText('Brightline Clinic').first().waitFor();
  expect(await page.getByText('+1 415 523 8886').count()).toBe(0);
});

it('a person with several companies chooses which one to act for', async () => {
  await dashboard.db.sql(
    `INSERT INTO linekeeper.members (tenant_id, user_id, role)
     SELECT t.id, u.id, 'member' FROM linekeeper.tenants t, linekeeper.users u WHERE t.name = 'Acme Dental' AND u.email = $1`,
    [BRIGHTLINE_OWNER],
  );
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
  await page.getByRole('button', { name: 'Brightline Clinic' }).click();
  await page.getByText('No inbound number yet').waitFor();
  await page.getByLabel('Company').selectOption('Acme Dental');
  await page.getByText('+1 415 523 8886').first().waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
  await page.getByLabel('Company').selectOption('Brightline Clinic');
  await page.getByText('No inbound number yet').waitFor();
  await dashboard.db.sql(
    `DELETE FROM linekeeper.members USING linekeeper.users u WHERE u.id = user_id AND u.email = $1 AND members.role = 'member'`,
    [BRIGHTLINE_OWNER],
  );
});

it('a person can sign in and save a number with the keyboard alone', async () => {
  const { page } = await dashboard.open();
  await page.goto(dashboard.url);
  await page.getByLabel('Email').focus();
  await page.keyboard.type(BRIGHTLINE_OWNER);
  await page.keyboard.press('Tab');
  await page.keyboard.type('linekeeper-demo');
  await page.keyboard.press('Enter');
  const field = page.getByLabel('Phone number');
  await field.waitFor();
  for (let tabs = 0; tabs < 20 && !(await field.evaluate((it) => it === document.activeElement)); tabs++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('020 7946 0018');
  await page.keyboard.press('Enter');
  await page.getByText('Inbound number saved').waitFor();
});

it.each([
  ['POST', '/api/auth/sign-up/email'],
  ['POST', '/api/auth/organization/create'],
  ['POST', '/api/auth/organization/delete'],
  ['POST', '/api/auth/organization/invite-member'],
  ['POST', '/api/auth/update-user'],
  ['GET', '/api/auth/list-sessions'],
])('the server has no %s %s, because only the operator adds companies and people', async (method, path) => {
  const response = await fetch(`${dashboard.url}${path}`, {
    method,
    ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: '{}' }),
  });
  expect(response.status).toBe(404);
});
