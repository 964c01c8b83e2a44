import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
  await dashboard.db.sql(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, at, outcome, reason, target, status, duration_seconds, twiml)
     SELECT 'CA' || md5(v.at), '+14155238886', t.id, v.at::timestamptz, v.outcome, v.reason, v.target, v.status, v.seconds, '<Response/>'
     FROM linekeeper.tenants t, (VALUES
       ('2026-03-09T10:00Z', 'FORWARDED', NULL, '+14155230100', 'completed', 185),
       ('2026-03-09T11:00Z', 'FORWARDED', NULL, '+14155230100', 'no-answer', 0),
       ('2026-03-09T12:00Z', 'FALLBACK', 'NOT_SET_UP', NULL, 'completed', 5)
     ) AS v (at, outcome, reason, target, status, seconds)
     WHERE t.name = 'Acme Dental'`,
  );
});
afterAll(() => dashboard[Symbol.asyncDispose]());

it('each call leads with what became of it and when, and missed calls can be filtered', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'calls');
  const rows = page.getByRole('list', { name: 'Recent calls' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBe(3);
  const texts = await rows.allInnerTexts();
  const lines = texts.map((text) =>
    text
      .replace(/\u00A0/g, ' ')
      .split('\n')
      .filter(Boolean),
  );
  expect(lines).toEqual([
    ['Missed', '9 March 2026', '5 s · Not connected: nobody has chosen what happens to calls'],
    ['Missed', '9 March 2026', 'No answer · Forwarded to +1 415 523 0100'],
    ['Answered', '9 March 2026', '3 min 5 s · Forwarded to +1 415 523 0100'],
  ]);
  await page.getByLabel('Show').selectOption('Missed calls');
  expect(await rows.count()).toBe(2);
  await page.getByText('To call back, look at the list of calls on the phone that rang.').waitFor();
  await page.getByLabel('Show').selectOption('Simulated calls');
  await page.getByText('No call matches this filter').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Show all calls' }).click();
  expect(await rows.count()).toBe(3);
});

it("the page says once why callers' numbers aren't shown", async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'calls');
  await page.getByText("To protect callers' privacy, their numbers aren't stored").waitFor();
  expect(await page.getByText(/callers' numbers|privacy/i).count()).toBe(1);
});
