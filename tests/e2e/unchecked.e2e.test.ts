import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withPublicAddress } from '../support/public-address.ts';
import { hex } from '../support/voice.ts';
import { ACME_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
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
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('if the server answers 502 for half a minute, Overview and Connect say since when, and check again when it is back', async () => {
  const [overview, connect] = await Promise.all([opened(''), opened('connect')]);
  const lit = (state: string) =>
    overview
      .getByRole('list', { name: 'Status of your line' })
      .getByRole('listitem')
      .filter({ hasText: `: ${state}` })
      .allInnerTexts();
  expect(await lit('OK')).toHaveLength(3);
  await Promise.all([overview, connect].map((page) => isUnchecked(page)));
  // The lights claim nothing either.
  expect(await lit('OK')).toEqual([]);
  for (const light of await lit('Unknown')) expect(light).toMatch(/Not checked$/);
  expect(await lit('Unknown')).toHaveLength(3);
  // What is known stays.
  await connect.getByText('Callers hear "Hello" and then the call ends.').waitFor();
  await Promise.all([overview, connect].map((page) => page.unroute('**/trpc/**')));
  await overview.getByRole('button', { name: 'Try again' }).click();
  for (const page of [overview, connect]) {
    await page.getByRole('heading', { name: 'Your line works' }).waitFor({ timeout: 20_000 });
  }
  expect(await lit('OK')).toHaveLength(3);
}, 120_000);

/** A page that says that the line works. */
async function opened(path: string): Promise<Page> {
  const { page } = await dashboard.signedIn(ACME_OWNER, path);
  await withPublicAddress(page);
  await page.reload();
  await page.getByRole('heading', { name: 'Your line works' }).waitFor();
  return page;
}

/** Nothing answers any more, until the page says so. */
async function isUnchecked(page: Page): Promise<void> {
  await page.route('**/trpc/**', (route) => route.fulfill({ status: 502, body: 'nginx' }));
  const notice = page.getByRole('status').filter({ hasText: "We can't check right now" });
  await notice.getByText(/This page hasn't been updated since \d\d:\d\d\./).waitFor({ timeout: 55_000 });
  expect(await page.getByText('Your line works').count()).toBe(0);
}
