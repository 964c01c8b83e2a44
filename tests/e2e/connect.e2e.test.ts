import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withPublicAddress } from '../support/public-address.ts';
import { hex } from '../support/voice.ts';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({ LINEKEEPER_SUPPORT_CONTACT: 'support@voice.example' });
});
afterAll(() => dashboard[Symbol.asyncDispose]());

const stepsOf = (page: Page) => page.getByRole('list', { name: 'Setup', exact: true }).locator('> li');

it('a member sees how far the setup is and whom to ask, and can change nothing', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_VIEWER, 'connect');
  await page.getByText('Only owners and admins of Acme Dental can change this').waitFor();
  await page.getByRole('link', { name: 'Acme owner' }).waitFor();
  expect(await stepsOf(page).count()).toBe(5);
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  // What is missing, without telling them to do it.
  await page.getByText('Not received yet.').waitFor();
  expect(
    await stepsOf(page)
      .getByText(/^(Enter|Choose|Save|Call) /)
      .count(),
  ).toBe(0);
  expect(complaints).toEqual([]);
});

it("with the platform's account, the owner has nothing to do in Twilio, and can write to the people who run the service", async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'connect');
  const ofPlatform = (body: string) =>
    body
      .replace(/"accountSid":"[^"]*"/g, '"accountSid":null')
      .replace('"platformAccount":false', '"platformAccount":true');
  await withPublicAddress(page, ofPlatform);
  await page.reload();
  await page.getByRole('button', { name: 'Show: The people who run this service connect your number' }).click();
  await page.getByText('Write to support@voice.example.').waitFor();
  const link = page.getByRole('main').getByRole('link', { name: 'support@voice.example' });
  expect(await link.getAttribute('href')).toBe('mailto:support@voice.example');
  expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(0);
  expect(await page.getByText('Twilio console').count()).toBe(0);
});

it('the overview tells a member whether the line works and whom to ask, and offers only what they can do', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_VIEWER);
  await page.getByRole('heading', { name: "Your line isn't connected yet" }).waitFor();
  await page.getByRole('link', { name: 'Acme owner' }).waitFor();
  await page.getByText('Recent changes').waitFor();
  await page.getByText('Phone provider').waitFor();
  expect(await page.getByText('Not set up yet').count()).toBe(1);
  // Said once.
  expect(await page.getByText(/no calls?\b/i).allTextContents()).toEqual(['No call yet']);
  for (const name of ['Set up your line', 'Simulate a call', 'Change the number']) {
    expect(await page.getByText(name).count()).toBe(0);
  }
  expect(complaints).toEqual([]);
});

it('on a phone, nothing stands between the verdict on the line and the setup', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  await page.setViewportSize({ width: 390, height: 844 });
  const verdict = page.getByRole('status').filter({ has: page.getByRole('heading', { level: 2 }) });
  const top = async (locator: ReturnType<Page['locator']>) => (await locator.boundingBox())?.y ?? 0;
  const [change, found, lights] = [
    await top(page.getByRole('link', { name: 'Change the number' })),
    await top(verdict.first()),
    await top(page.getByRole('list', { name: 'Set up your line' })),
  ];
  expect([change, found, lights].toSorted((one, other) => one - other)).toEqual([change, found, lights]);
});

it('a page without calls tells a member who can set up the line', async () => {
  const { page } = await dashboard.signedIn(ACME_VIEWER, 'calls');
  await page.getByText('Only owners and admins of Acme Dental can set it up').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Acme owner' }).waitFor();
  expect(await page.getByRole('link', { name: /Set up your line|Enter your number/ }).count()).toBe(0);
});

it('a page without calls leads to the first step, which is the number', async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'calls');
  await page.getByRole('link', { name: 'Enter your number' }).click();
  await page.getByLabel('Phone number').waitFor();
  const acme = await dashboard.signedIn(ACME_OWNER, 'calls');
  await acme.page.getByRole('link', { name: 'Set up your line' }).click();
  await stepsOf(acme.page).first().waitFor();
});

it('an owner who swaps the account SID and the token, or pastes an API key, is told so', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'connect#account');
  const save = async (sid: string, token: string) => {
    await page.getByLabel('Account SID').fill(sid);
    await page.getByLabel('Auth token').fill(token);
    await page.getByRole('button', { name: 'Save account' }).click();
  };
  await save(hex(16), `AC${hex(16)}`);
  await page.getByText('The Account SID and the auth token seem to be swapped').waitFor();
  await save(`SK${hex(16)}`, hex(16));
  await page.getByText('This is an API key. Paste the Account SID, which starts with AC.').waitFor();
});

it("an owner whose calls don't arrive reads what to check, and finds the stored account SID filled in", async () => {
  const accountSid = `AC${hex(16)}`;
  await dashboard.db.sql(
    "UPDATE linekeeper.tenants SET twilio_config = $1, call_handling = $2 WHERE name = 'Acme Dental'",
    [
      { accountSid, authToken: hex(16) },
      { kind: 'GREETING', message: 'Hello' },
    ],
  );
  const { page } = await dashboard.signedIn(ACME_OWNER, 'connect');
  await withPublicAddress(page);
  await page.reload();
  await page.getByText('Called, and nothing changed here?').click();
  await page.getByText('is exactly +1 415 523 8886').waitFor();
  await page.getByRole('button', { name: 'Change: Save your Twilio account' }).click();
  expect(await page.getByLabel('Account SID').inputValue()).toBe(accountSid);
});

it("one truth: on a server that Twilio can't reach, no page says that the line works", async () => {
  await dashboard.db.sql(
    "UPDATE linekeeper.tenants SET twilio_config = $1, call_handling = $2 WHERE name = 'Acme Dental'",
    [
      { accountSid: `AC${hex(16)}`, authToken: hex(16) },
      { kind: 'GREETING', message: 'Hello' },
    ],
  );
  await dashboard.db.sql(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome)
     SELECT $1, '+14155238886', id, 'GREETED' FROM linekeeper.tenants WHERE name = 'Acme Dental'`,
    [`CA${hex(16)}`],
  );
  const { page } = await dashboard.signedIn(ACME_OWNER);
  const headline = page.getByRole('heading', { name: "Calls can't arrive at the moment" });
  const lead = page.getByText("Only the people who run this service can fix it. You don't need to change anything.");
  const setting = page.getByText('PUBLIC_URL=https://lines.example');
  // The owner can't do anything about it, and isn't asked to.
  await headline.waitFor();
  await lead.getByRole('link', { name: 'support@voice.example' }).waitFor();
  expect(await page.getByText('Call +1 415 523 8886').count()).toBe(0);
  expect(await page.getByRole('list', { name: 'Set up your line' }).getByRole('link').count()).toBe(0);
  // Nor can the owner of a member's company.
  const member = await dashboard.signedIn(ACME_VIEWER);
  await member.page.getByText(/^Only the people who run this service can fix it/).waitFor();
  expect(await member.page.getByText('Only owners and admins can').count()).toBe(0);
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  const installer = page.getByText('For the person who installed this');
  await installer.waitFor();
  await headline.waitFor();
  await lead.waitFor();
  expect(await setting.isVisible()).toBe(false);
  await installer.click();
  await setting.waitFor();
  for (const text of ['Your line works', 'do this again']) {
    expect(await page.getByText(text).count()).toBe(0);
  }
  // The same line on a server that Twilio reaches.
  await withPublicAddress(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Your line works' }).waitFor();
  await page.getByText('The first call was answered.').waitFor();
});
