import { afterAll, beforeAll, expect, it } from 'vitest';
import { callTo, hex, postCall } from '../support/voice.ts';
import { ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('an owner goes from an empty page to the first answered call', async () => {
  const { page, complaints } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'connect');
  const steps = page.getByRole('list', { name: 'Setup', exact: true }).getByRole('listitem');
  const done = () => steps.filter({ hasText: 'done' }).filter({ hasNotText: 'not done' }).count();
  await page.getByText('No calls yet').waitFor();
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

  const account = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Enter AC and 32 characters').waitFor();
  await page.getByLabel('Account SID').fill(account.accountSid);
  await page.getByLabel('Auth token').fill(account.authToken);
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Twilio account saved').waitFor();
  await page.getByText(account.accountSid).waitFor();
  await expect.poll(done).toBe(2);
  expect(await page.content()).not.toContain(account.authToken);

  await page.getByLabel('Forward to a number').check();
  await page.getByLabel('Number to forward to').fill('+1 415 523 8886');
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page.getByText('be forwarded to this country').waitFor();
  await page.getByLabel('Say a greeting and hang up').check();
  await page.getByLabel('Greeting', { exact: true }).fill('Welcome to Brightline');
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page.getByText('Callers hear "Welcome to Brightline", and the call ends.').waitFor();
  await expect.poll(done).toBe(3);

  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('The request was answered').waitFor();
  const calls = page.getByRole('list', { name: 'Last calls' }).getByRole('listitem');
  await calls.filter({ hasText: 'Simulated' }).waitFor();
  expect(await done()).toBe(3);

  // As Twilio reports it; the page sees it without being touched.
  const call = callTo({ line, accountSid: account.accountSid });
  const publicUrl = dashboard.url;
  expect((await postCall(publicUrl, call, { token: account.authToken, publicUrl })).status).toBe(200);
  const ended = { ...call, CallStatus: 'completed', CallDuration: '65' };
  await postCall(publicUrl, ended, { token: account.authToken, publicUrl, path: '/webhooks/twilio/status' });
  await expect.poll(done, { timeout: 8_000 }).toBe(5);
  await calls.filter({ hasText: '1 min 5 s' }).waitFor();
  expect(await calls.count()).toBe(2);

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByText('Your provider sends calls here.').waitFor();
  await page.getByText('A call has been answered. Your line works.').waitFor();
  expect(complaints).toEqual([]);
});

it('a member sees the calls and what they do, and can change nothing', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_VIEWER, 'connect');
  await page.getByText('No calls yet').waitFor();
  await page.getByText('Only owners and admins of Acme Dental can change this').waitFor();
  for (const name of ['Simulate a call', 'Save account', 'Save choice']) {
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
  }
  expect(complaints).toEqual([]);
});
