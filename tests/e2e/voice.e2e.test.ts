import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withPublicAddress } from '../support/public-address.ts';
import { callTo, hex, postCall } from '../support/voice.ts';
import { ACME_OWNER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

const stepsOf = (page: Page, name = 'Setup') => page.getByRole('list', { name, exact: true }).locator('> li');
const doneOf = (page: Page) => stepsOf(page).filter({ hasText: 'Done:' }).count();
const saveAccount = async (page: Page, accountSid: string, authToken = hex(16)) => {
  await page.getByLabel('Account SID').fill(accountSid);
  await page.getByLabel('Auth token').fill(authToken);
  await page.getByRole('button', { name: 'Save account' }).click();
};

it('an owner goes from an empty page to the first answered call', async () => {
  const { page, complaints } = await dashboard.signedIn(BRIGHTLINE_OWNER);
  const lights = page.getByRole('list', { name: 'Status of your line' }).getByRole('listitem');
  const lit = () => lights.filter({ hasText: ': OK' }).count();
  const done = () => doneOf(page);
  // Until the line is set up, the Overview shows the steps instead of the lights.
  const stepsOfOverview = stepsOf(page, 'Set up your line');
  const doneOfOverview = () => stepsOfOverview.filter({ hasText: 'Done:' }).count();
  await page.getByRole('heading', { name: 'No number yet' }).waitFor();
  expect(await stepsOfOverview.count()).toBe(5);
  expect([await lights.count(), await doneOfOverview()]).toEqual([0, 0]);
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await stepsOf(page).first().waitFor();
  expect(await stepsOf(page).count()).toBe(5);
  expect(await done()).toBe(0);
  // Only the next step is open.
  expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
  await page.getByRole('link', { name: 'Enter your number' }).waitFor();

  await page.getByRole('button', { name: 'Show: First call' }).click();
  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('Your company holds no number').waitFor();

  const line = '+442079460155';
  await page.getByRole('link', { name: 'Enter your number' }).click();
  await page.getByLabel('Phone number').fill('020 7946 0155');
  await page.getByRole('button', { name: 'Use +44 20 7946 0155' }).click();
  await page.getByText('Saved').first().waitFor();
  // The next step is the only primary button.
  await expect
    .poll(() => page.getByRole('main').locator('.bg-accent').allTextContents())
    .toEqual(['Choose what happens to calls']);
  await page.getByRole('link', { name: 'Choose what happens to calls' }).click();
  await expect.poll(done).toBe(1);

  await page.getByLabel('Forward to a number').check();
  // The page shows how a number without country code is read, so that a refusal of its country can be understood.
  await page.getByLabel('Number to forward to').fill('07911 123456');
  await page.getByText('+44 7911 123456 Guernsey, mobile').waitFor();
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page
    .getByText(
      "Calls can't be forwarded to this country (Guernsey). Enter a number in the country of your line (United Kingdom), or ask",
    )
    .waitFor();
  await page.getByLabel('Play a greeting and hang up').check();
  await page.getByLabel('Greeting', { exact: true }).fill('Welcome to Brightline');
  await page.getByRole('button', { name: 'Save choice' }).click();
  await page.getByText('Saved. It applies from the next call').waitFor();
  await page.getByText('Callers hear "Welcome to Brightline" and then the call ends.').waitFor();
  await expect.poll(done).toBe(2);
  // A finished step is one line, and can be opened again.
  expect(await page.getByRole('button', { name: 'Save choice' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Change: Choose what happens to calls' }).click();
  await page.getByRole('button', { name: 'Save choice' }).waitFor();
  await page.getByRole('button', { name: 'Close: Choose what happens to calls' }).click();

  const account = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Paste the Account SID from Twilio.').waitFor();
  await saveAccount(page, account.accountSid, account.authToken);
  await page.getByText('Twilio account saved').waitFor();
  await page.getByText(account.accountSid).waitFor();
  await expect.poll(done).toBe(3);
  expect(await page.content()).not.toContain(account.authToken);

  // The server has an address of this machine, and the person who opens the page on it runs it. Addresses that Twilio can't
  // reach aren't offered, nor is a call that can't arrive.
  await page.getByRole('heading', { name: "Calls can't arrive at the moment" }).waitFor();
  await page.getByText('For the person who installed this').click();
  await page.getByText('PUBLIC_URL=https://lines.example').waitFor();
  expect(await page.getByText('Write to').count()).toBe(0);
  expect(
    await page
      .getByRole('main')
      .getByRole('button', { name: /Copy|Simulate/ })
      .count(),
  ).toBe(0);
  expect(await page.getByText('localhost').count()).toBe(0);
  await stepsOf(page).filter({ hasText: 'Problem:Connection to Twilio' }).waitFor();
  await page.getByRole('button', { name: 'Show: First call' }).click();
  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText("Callers would hear your greeting. But calls can't arrive at the moment").waitFor();

  await withPublicAddress(page);
  await page.reload();
  await page.getByLabel('Webhook address').waitFor();
  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('Callers would hear your greeting. Only a real call shows').waitFor();
  // The answer to Twilio is for engineers.
  expect(await page.getByText('<Response>').isVisible()).toBe(false);
  await page.getByText('Details for engineers').click();
  expect(await page.getByText('<Response>').isVisible()).toBe(true);
  expect(
    await page
      .getByRole('main')
      .getByText(/auth token/)
      .allTextContents(),
  ).toEqual([
    'Callers would hear your greeting. Only a real call shows whether the auth token is right.',
    'The request was signed here, with the saved auth token',
  ]);
  // A simulated call says nothing about the provider.
  expect(await done()).toBe(3);

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('heading', { name: 'Waiting for your first call' }).waitFor();
  await expect.poll(async () => [await lights.count(), await doneOfOverview()]).toEqual([0, 3]);
  await page.getByRole('button', { name: 'Simulate a call' }).click();
  await page.getByText('Callers would hear your greeting. Only a real call shows').waitFor();
  expect(await doneOfOverview()).toBe(3);
  // Nobody called.
  expect(await page.getByText('Recent calls').count()).toBe(0);

  // A request with the wrong token is a hint, which goes away with the first call that is signed well.
  const call = callTo({ line, accountSid: account.accountSid });
  const publicUrl = dashboard.url;
  const hint = page.getByRole('status').filter({
    hasText: "We couldn't confirm that this call came from your Twilio account.",
  });
  expect((await postCall(publicUrl, call, { token: hex(16), publicUrl })).status).toBe(403);
  await hint.getByRole('heading', { name: 'The last call was refused' }).waitFor();
  // The step that has to be done again is marked, and its button leads to it.
  const problem = 'Problem:Save your Twilio account';
  await stepsOfOverview.filter({ hasText: problem }).waitFor();
  await stepsOfOverview.filter({ hasText: 'Problem:Enter two addresses in Twilio' }).waitFor();
  expect(await page.getByText('you can ignore this').count()).toBe(0);
  expect(await doneOfOverview()).toBe(2);
  const isAtAccount = () => page.evaluate(() => document.activeElement?.id);
  await page.getByRole('link', { name: 'Enter the auth token again' }).click();
  await hint.waitFor();
  await expect.poll(isAtAccount).toBe('account');
  await page.getByLabel('Auth token').waitFor();
  await stepsOf(page).filter({ hasText: problem }).waitFor();
  // A page doesn't name itself as the place to look at.
  expect(await hint.textContent()).not.toContain('Connect page');
  expect(await done()).toBe(2);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await hint.waitFor();

  // As Twilio reports it. The page shows it without a reload.
  expect((await postCall(publicUrl, call, { token: account.authToken, publicUrl })).status).toBe(200);
  const ended = { ...call, CallStatus: 'completed', CallDuration: '65' };
  await postCall(publicUrl, ended, { token: account.authToken, publicUrl, path: '/webhooks/twilio/status' });
  await page.getByRole('heading', { name: 'Your line works' }).waitFor();
  expect(await lit()).toBe(3);
  expect(await hint.count()).toBe(0);
  // Nothing is left to set up.
  expect(await page.getByText('Set up your line').count()).toBe(0);

  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  // The result comes first, and no setup is left.
  await page.getByRole('heading', { name: 'Your line works' }).waitFor();
  await page.getByRole('list', { name: 'Last call' }).getByText('Greeting played').waitFor();
  await page.getByText('The first call was answered.').waitFor();
  await page.getByText('Addresses for Twilio').click();
  await page.getByLabel('Webhook address').waitFor();
  expect(await stepsOf(page).count()).toBe(0);

  // Anybody can send a request with a wrong token: the line still works. At most one is noted a minute.
  await dashboard.db.sql("UPDATE linekeeper.refused_requests SET at = at - interval '1 hour'");
  expect((await postCall(publicUrl, call, { token: hex(16), publicUrl })).status).toBe(403);
  await hint.getByText('you can ignore this').waitFor();
  await page.getByRole('heading', { name: 'Your line works' }).waitFor();
  for (const times of [1, 2]) {
    await page.getByText('Addresses for Twilio').focus();
    await page.getByRole('link', { name: 'Enter the auth token again' }).click();
    await expect.poll(isAtAccount, { message: `press ${times}` }).toBe('account');
  }

  await page.getByRole('link', { name: 'Show all calls' }).click();
  const list = page.getByRole('list', { name: 'Calls' }).getByRole('listitem');
  await list.filter({ hasText: '1 min 5 s' }).waitFor();
  expect(await list.count()).toBe(4);
  await list.filter({ hasText: '1 min 5 s' }).getByText('Greeting played').click();
  const details = (term: string) => page.locator(`dt:text-is("${term}") + dd`);
  await expect.poll(() => details('Number held by').textContent()).toMatch(/^Brightline Clinic, since .*set by/);
  expect(await details('Check').textContent()).toBe('Signature valid: the request came from Twilio');
  expect(await details('Duration').textContent()).toBe('1 min 5 s');
  expect(await details('Decided in').textContent()).toMatch(/^\d+ ms$/);

  // With another account, the setup waits for a new call. The result stays in view, and has the focus.
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Change: Twilio account' }).click();
  await saveAccount(page, `AC${hex(16)}`);
  await page.getByText('Is your number in the new account?').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await expect.poll(focused).toBe('Twilio account changed');
  expect(await done()).toBe(3);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('heading', { name: 'Waiting for the first call with the new account' }).waitFor();
  await expect.poll(async () => [await lights.count(), await doneOfOverview()]).toEqual([0, 3]);
  expect(complaints).toEqual([]);
});

it('an owner replaces a stored account, and sees in place why saving failed', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'connect');
  const title = 'Save your Twilio account';
  const [first, second] = [`AC${hex(16)}`, `AC${hex(16)}`];
  await page.getByRole('button', { name: `Show: ${title}` }).click();
  await saveAccount(page, first);
  await page.getByText('Twilio account saved').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Twilio account saved');
  await page.getByLabel('Account SID').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: `Change: ${title}` }).click();
  await page.getByRole('button', { name: `Close: ${title}` }).click();
  await page.getByText(first).waitFor();
  await page.getByRole('button', { name: `Change: ${title}` }).click();
  await page.route('**/trpc/voice.setCredentials*', (route) => route.abort(), { times: 1 });
  await saveAccount(page, second);
  await page.getByRole('status').filter({ hasText: "can't be reached" }).waitFor();
  expect(await page.getByLabel('Account SID').inputValue()).toBe(second);
  await page.getByRole('button', { name: 'Save account' }).click();
  await page.getByText('Twilio account changed').waitFor();
  await page.getByText(second).waitFor();
  expect(await page.getByText(first).count()).toBe(0);
});
