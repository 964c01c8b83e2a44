import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, BRIGHTLINE_OWNER, type Dashboard, openDashboard, signIn } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('a signed-out person signs in first and then sees the page that they opened', async () => {
  const { page } = await dashboard.open();
  await signIn(page, dashboard.url, ACME_OWNER, '/c/acme-dental/connect');
  await page.waitForURL(`${dashboard.url}/c/acme-dental/connect`);
});

it('the numbering plans are not loaded before sign-in', async () => {
  const { page } = await dashboard.open();
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' && response.status() === 200) scripts.push(response.text());
  });
  // A piece of every copy of the plans.
  const plans = /country_calling_codes:\{/;
  await page.goto(dashboard.url);
  await page.getByLabel('Password').waitFor();
  await page.getByText('Demo sign-ins').waitFor();
  expect(scripts.length).toBeGreaterThan(1);
  expect((await Promise.all(scripts)).filter((script) => plans.test(script))).toEqual([]);
  await signIn(page, dashboard.url, ACME_OWNER, '/c/acme-dental/number');
  await page.getByLabel('Phone number').waitFor();
  // The plans are loaded after the field, which doesn't wait for them.
  await expect
    .poll(async () => (await Promise.all(scripts)).filter((script) => plans.test(script)).length, { timeout: 10_000 })
    .toBe(1);
});

it('a wrong password shows an error and keeps the email', async () => {
  const { page } = await dashboard.open();
  await page.goto(dashboard.url);
  await page.getByLabel('Email').fill(ACME_OWNER);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: /email or password/i })
    .waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe(ACME_OWNER);
});

it('a demo offers its people on the sign-in page, and a forgotten password has an answer', async () => {
  const { page } = await dashboard.open();
  await page.goto(dashboard.url);
  await page.getByText('Forgot your password?').click();
  await page.getByText('to send you a password link').waitFor();
  await page.getByRole('button', { name: 'Brightline Clinic, owner' }).click();
  await page.waitForURL(`${dashboard.url}/c/brightline-clinic`);
});

it('a person whose session ends is told so, and finds their email and what they typed again', async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  await page.getByLabel('Phone number').fill('020 7946 0');
  // Requests wait until the session has ended. Otherwise the page's regular question can be refused before the click.
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await page.route('**/trpc/**', async (route) => {
    await ended;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await dashboard.db.sql('DELETE FROM linekeeper.sessions');
  end();
  await page.getByText('You were signed out').waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe(BRIGHTLINE_OWNER);
  await page.getByLabel('Password').fill('linekeeper-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${dashboard.url}/c/brightline-clinic/activity`);
  await page.getByRole('link', { name: 'Number', exact: true }).click();
  expect(await page.getByLabel('Phone number').inputValue()).toBe('020 7946 0');
});

it('an address that no page has offers what the person can do: sign in, or go to the overview', async () => {
  const { page: out, complaints } = await dashboard.open();
  await out.goto(`${dashboard.url}/nothing`);
  await out.getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await out.getByRole('link', { name: 'Go to the overview' }).count()).toBe(0);
  await out.getByRole('link', { name: 'Sign in' }).click();
  await out.getByLabel('Password').waitFor();
  expect(complaints).toEqual([]);
  const { page } = await dashboard.signedIn(ACME_OWNER, '/nothing');
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
});

it('a person sees nothing of the person who was signed in before', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  await page.getByLabel('Phone number').fill('020 7946 0');
  await page.getByRole('button', { name: 'Account menu' }).click();
  // The operator of this server set no contact.
  expect(await page.getByText('Contact support').count()).toBe(0);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  expect(await page.getByText('You were signed out').count()).toBe(0);
  expect(await page.getByLabel('Email').inputValue()).toBe('');
  await signIn(page, dashboard.url, BRIGHTLINE_OWNER, '/');
  await page.waitForURL(`${dashboard.url}/c/brightline-clinic`);
  expect(await page.getByText('+1 415 523 8886').count()).toBe(0);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('7946');
});

it("an unknown address keeps the navigation, and another company's address is refused", async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'nothing/here');
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await page.getByRole('link', { name: 'Number', exact: true }).waitFor();
  await page.goto(`${dashboard.url}/c/brightline-clinic`);
  await page.getByRole('heading', { name: "You can't open this company" }).waitFor();
  await page.getByRole('link', { name: 'Acme Dental' }).click();
  await page.getByText('+1 415 523 8886').first().waitFor();
});

it('a person can sign in and choose a number with the keyboard alone', async () => {
  const { page } = await dashboard.open();
  await page.goto(`${dashboard.url}/c/brightline-clinic/number`);
  await page.getByLabel('Email').waitFor();
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
  await page.getByText('Saved. Your number is +44 20 7946 0018').waitFor();
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
