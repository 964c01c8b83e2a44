import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withPublicAddress } from '../support/public-address.ts';
import { callTo, getCall, hex, postCall } from '../support/voice.ts';
import { ACME_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

const ACCOUNT = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
const LINE = { line: '+14155238886', accountSid: ACCOUNT.accountSid };

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({ LINEKEEPER_SUPPORT_CONTACT: 'support@voice.example' });
  await dashboard.db.sql(
    "UPDATE linekeeper.tenants SET twilio_config = $1, call_handling = $2 WHERE name = 'Acme Dental'",
    [ACCOUNT, { kind: 'GREETING', message: 'Hello' }],
  );
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('if Twilio sends calls with GET, Overview and Connect say what to set, before the first call and after it', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  await withPublicAddress(page);
  await page.reload();
  const signed = { token: ACCOUNT.authToken, publicUrl: dashboard.url };
  const headline = (name: string) => page.getByRole('heading', { name }).waitFor();
  await headline('Waiting for your first call');
  await getCall(dashboard.url, callTo(LINE), signed);
  await showsWhatToSet(page);

  expect((await postCall(dashboard.url, callTo(LINE), signed)).status).toBe(200);
  await headline('Your line works');
  // As after more than a minute: at most one is noted a minute.
  await dashboard.db.sql("UPDATE linekeeper.refused_requests SET at = at - interval '1 hour'");
  await getCall(dashboard.url, callTo(LINE), signed);
  await showsWhatToSet(page);
}, 60_000);

/** On Overview, and then on Connect. Returns to Overview. */
async function showsWhatToSet(page: Page): Promise<void> {
  const headline = page
    .getByRole('status')
    .filter({ has: page.getByRole('heading', { name: 'The last call was refused' }) })
    .getByText(/^The caller didn't get through \(.+\)\. A setting in Twilio is wrong\.$/);
  const step = page.getByRole('listitem').filter({ hasText: 'Problem:Enter two addresses in Twilio' });
  for (const name of ['Connect', 'Overview']) {
    await headline.waitFor();
    // Said once, and what to do once.
    expect(await page.getByText('A call was refused').count()).toBe(0);
    await step.getByText('In Twilio, next to "A call comes in", change HTTP GET to HTTP POST and save.').waitFor();
    // The account is right.
    expect(await page.getByText('Enter the auth token again').count()).toBe(0);
    expect(await page.getByText('you can ignore this').count()).toBe(0);
    // The owner can do this without the people who run the service.
    expect(await page.getByText('Write to').count()).toBe(0);
    await page.getByRole('link', { name, exact: true }).click();
  }
}
