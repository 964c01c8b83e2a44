import { afterAll, beforeAll, expect, it } from 'vitest';
import { BRIGHTLINE_OWNER, type Dashboard, openDashboard, signIn } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

const invite = (name: string, email: string) =>
  dashboard.command<{ invitation: string }>('tenant', 'create', '--name', name, '--owner-email', email);

it('an invited person creates an account and sees the company at once, and the link works only once', async () => {
  const { invitation } = await invite('Northwind Vets', 'owner@vets.example');
  const { page, complaints } = await dashboard.open();
  await page.goto(invitation);
  await page.getByRole('heading', { name: 'Join Northwind Vets' }).waitFor();
  await page.getByText('You were invited to be an owner').waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe('owner@vets.example');
  // The rule is shown before the person types.
  await page.getByText('Use 8 characters or more').waitFor();

  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Enter your name', { exact: true }).waitFor();
  await page.getByText('Choose a password of 8 characters or more', { exact: true }).waitFor();
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Use at least 8 characters').waitFor();

  await page.getByLabel('Your name').fill('New Owner');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Northwind Vets').first().waitFor();
  await page.getByRole('link', { name: 'Enter your number' }).waitFor();
  expect(complaints).toEqual([]);

  await page.goto(invitation);
  await page.getByRole('heading', { name: 'This invitation is no longer valid' }).waitFor();
  await page.getByText("You're signed in as owner@vets.example.").waitFor();
  await page.getByRole('link', { name: 'Go to Linekeeper' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();

  // In another browser, a person who has joined already is told to sign in.
  const { page: elsewhere } = await dashboard.open();
  await elsewhere.goto(invitation);
  await elsewhere.getByText('If you have joined already, sign in.').waitFor();
  await elsewhere.getByRole('link', { name: 'Sign in' }).click();
  await elsewhere.getByLabel('Password').waitFor();

  const token = new URL(invitation).searchParams.get('token') ?? '';
  expect(dashboard.server.output()).toContain('/invitation/');
  for (const secret of [token, 'correct horse battery']) expect(dashboard.server.output()).not.toContain(secret);
});

it('an invited person with an account joins after signing in, and nobody else can', async () => {
  const { invitation } = await invite('Second Company', BRIGHTLINE_OWNER);
  const { page } = await dashboard.signedIn('viewer@acme.example');
  await page.goto(invitation);
  await page.getByText('This invitation is for owner@brightline.example').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Password').waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe(BRIGHTLINE_OWNER);
  await page.getByLabel('Password').fill('linekeeper-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Join Second Company' }).waitFor();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('button', { name: 'Second Company, switch company' }).waitFor();
});

it('a person changes their password with a link', async () => {
  const { link } = await dashboard.command<{ link: string }>('password', 'reset-link', 'owner@acme.example');
  const { page, complaints } = await dashboard.open();
  await page.goto(link);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Choose a password of 8 characters or more', { exact: true }).waitFor();
  await page.getByLabel('New password').fill('linekeeper-demo');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('heading', { name: 'Password changed' }).waitFor();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  expect(complaints).toEqual([]);
  await signIn(page, dashboard.url, 'owner@acme.example', '/');

  await page.goto(link);
  await page.getByLabel('New password').fill('something else');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('This link has been used or has expired').waitFor();
});

it('a link without its token says so instead of showing a form that cannot work', async () => {
  const { page } = await dashboard.open();
  await page.goto(`${dashboard.url}/reset-password`);
  await page.getByRole('heading', { name: 'This link is incomplete' }).waitFor();
  expect(await page.getByLabel('New password').count()).toBe(0);
});

it('a person who lost access to a company sees the others, and nothing is saved there', async () => {
  const { page, complaints } = await dashboard.open();
  await signIn(page, dashboard.url, BRIGHTLINE_OWNER, '/');
  await page.getByRole('link', { name: 'Second Company' }).click();
  await page.getByRole('link', { name: 'Number', exact: true }).click();
  await page.getByLabel('Phone number').fill('+44 20 7946 0018');
  await page.getByText('Not used by another company').waitFor();
  await dashboard.db.sql(
    `DELETE FROM linekeeper.members USING linekeeper.tenants t WHERE t.id = tenant_id AND t.name = 'Second Company'`,
  );
  await page.getByRole('button', { name: 'Use +44 20 7946 0018' }).click();
  await page.getByRole('heading', { name: 'You were removed from Second Company' }).waitFor();
  expect(await dashboard.db.sql(`SELECT 1 FROM linekeeper.lines WHERE e164 = '+442079460018'`)).toEqual([]);
  await page.getByRole('link', { name: 'Brightline Clinic' }).click();
  await page.getByRole('link', { name: 'Number', exact: true }).click();
  // Another company starts with an empty form.
  expect(await page.getByLabel('Phone number').inputValue()).toBe('');
  expect(complaints.filter((text) => !text.includes('403'))).toEqual([]);
});
