import { afterAll, beforeAll, expect, it } from 'vitest';
import { callTo, hex, postCall } from '../support/voice.ts';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('an owner goes from an empty page to the first answered call', async () => {
  const { page, complaints } = await dashboard.signedIn(BRIGHTLINE_OWNER);
  const lights = page.getByRole('list', { name: 'State of your line' }).getByRole('listitem');
  const lit = () => lights.filter({ hasText: ': OK' }).count();
  await page.getByRole('heading', { name: 'No number yet' }).waitFor();
  expect(await lit()).toBe(0);
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  const steps = page.getByRole('list', { name: 'Setup', exact: true }).getByRole('listitem');
  const done = () => steps.filter({ hasText: 'done' }).filter({ hasNotText: 'not done' }).count();
  await steps.first().waitFor();
  expect(await done()).toBe(0);

  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('Your company holds no number').waitFor();

  const line = '+442079460155';
  await page.getByRole('link', { name: 'Number', exact: true }).click();
  await page.getByLabel('Phone number').fill('020 7946 0155');
  await page.getByRole('button', { name: 'Use +44 20 7946 0155' }).click();
  await page.getByText('Saved').first().waitFor();
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await expect.poll(done).toBe(1);

  await page.getByLabel('Forward to a number').check();
  await page.getByLabel('Number to forward to').fill('+1 415 523 8886');
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page.getByText('be forwarded to this country').waitFor();
  await page.getByLabel('Play a greeting and hang up').check();
  await page.getByLabel('Greeting', { exact: true }).fill('Welcome to Brightline');
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page.getByText('Callers hear "Welcome to Brightline", and the call ends.').waitFor();
  await expect.poll(done).toBe(2);

  const account = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Enter AC followed by 32 characters').waitFor();
  await page.getByLabel('Account SID').fill(account.accountSid);
  await page.getByLabel('Auth token').fill(account.authToken);
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Twilio account saved').waitFor();
  await page.getByText(account.accountSid).waitFor();
  await expect.poll(done).toBe(3);
  expect(await page.content()).not.toContain(account.authToken);

  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('The request was answered').waitFor();
  // A simulated call says nothing about the provider.
  expect(await done()).toBe(3);

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('heading', { name: 'No call has come in yet' }).waitFor();
  expect(await lit()).toBe(1);
  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('The request was answered').waitFor();
  expect(await lit()).toBe(1);

  // As Twilio reports it. The page shows it without a reload.
  const call = callTo({ line, accountSid: account.accountSid });
  const publicUrl = dashboard.url;
  expect((await postCall(publicUrl, call, { token: account.authToken, publicUrl })).status).toBe(200);
  const ended = { ...call, CallStatus: 'completed', CallDuration: '65' };
  await postCall(publicUrl, ended, { token: account.authToken, publicUrl, path: '/webhooks/twilio/status' });
  await page.getByRole('heading', { name: 'Your line works' }).waitFor();
  expect(await lit()).toBe(3);
  // Nothing is left to set up.
  expect(await page.getByText('Set up your line').count()).toBe(0);

  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await expect.poll(done, { timeout: 8_000 }).toBe(5);

  await page.getByRole('link', { name: 'Show all calls' }).click();
  const list = page.getByRole('list', { name: 'Calls' }).getByRole('listitem');
  await list.filter({ hasText: '1 min 5 s' }).waitFor();
  expect(await list.count()).toBe(3);
  await page.getByLabel('Show').selectOption('Connected');
  expect(await list.count()).toBe(1);
  await list.getByText('Greeting played').first().click();
  await list.getByText('signature valid').waitFor();
  await list.getByText('belonged to Brightline Clinic').waitFor();
  expect(complaints).toEqual([]);
});

it('an owner replaces a stored account, and sees in place why saving failed', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'connect');
  const save = async (accountSid: string) => {
    await page.getByLabel('Account SID').fill(accountSid);
    await page.getByLabel('Auth token').fill(hex(16));
    await page.getByRole('button', { name: 'Save account' }).click();
  };
  const [first, second] = [`AC${hex(16)}`, `AC${hex(16)}`];
  await save(first);
  await page.getByText('Twilio account saved').waitFor();
  await page.getByLabel('Account SID').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Replace account' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText(first).waitFor();
  await page.getByRole('button', { name: 'Replace account' }).click();
  await page.route('**/trpc/voice.setCredentials*', (route) => route.abort(), { times: 1 });
  await save(second);
  await page.getByRole('status').filter({ hasText: 'cannot be reached' }).waitFor();
  expect(await page.getByLabel('Account SID').inputValue()).toBe(second);
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Twilio account saved').waitFor();
  await page.getByText(second).waitFor();
  expect(await page.getByText(first).count()).toBe(0);
});

it('a member sees how far the setup is and whom to ask, and can change nothing', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_VIEWER, 'connect');
  await page.getByText('Only owners and admins of Acme Dental can change this').waitFor();
  await page.getByRole('link', { name: 'Acme owner' }).waitFor();
  for (const name of ['Simulate a call', 'Save account', 'Save choice']) {
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
  }
  expect(complaints).toEqual([]);
});

it('the overview of a member says that the line works or not, whom to ask, and offers nothing that they cannot do', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_VIEWER);
  await page.getByRole('heading', { name: 'No call has come in yet' }).waitFor();
  await page.getByRole('link', { name: 'Acme owner' }).waitFor();
  await page.getByText('No calls yet').waitFor();
  await page.getByText('Last changes').waitFor();
  for (const name of ['Set up your line', 'Simulate a call', 'Change the number']) {
    expect(await page.getByText(name).count()).toBe(0);
  }
  expect(complaints).toEqual([]);
});
