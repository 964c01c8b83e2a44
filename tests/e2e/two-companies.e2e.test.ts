import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

const TAKEN = 'This phone number is already registered with another company';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());
/** Resets the demo's start: Acme holds its number, Brightline has none. */
beforeEach(() =>
  dashboard.db.sql(`
    DELETE FROM linekeeper.lines;
    INSERT INTO linekeeper.lines (e164, tenant_id) SELECT '+14155238886', id FROM linekeeper.tenants WHERE name = 'Acme Dental'`),
);

const held = async (tenant: string) =>
  (
    await dashboard.db.sql<{ e164: string }>(
      'SELECT e164 FROM linekeeper.lines JOIN linekeeper.tenants ON id = tenant_id WHERE name = $1',
      [tenant],
    )
  ).map(({ e164 }) => e164);

describe('a person of Brightline', () => {
  it('sees before saving that the number is taken, and the call itself is refused too', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
    await page.getByLabel('Phone number').fill('+1 415 523 8886');
    await page.getByText(TAKEN).first().waitFor();
    expect(await held('Brightline Clinic')).toEqual([]);

    const answer = await page.evaluate(async () => {
      const response = await fetch('/trpc/phone.setInboundNumber', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phoneNumber: '+1 415 523 8886' }),
      });
      return { status: response.status, body: await response.json() };
    });
    expect(answer).toEqual({
      status: 200,
      body: {
        result: {
          data: { ok: false, error: { code: 'PHONE_TAKEN', phoneNumber: '+14155238886', message: TAKEN } },
        },
      },
    });
  });

  it('saves a national number of their country and sees it after a reload', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
    expect(await page.getByLabel('Country').inputValue()).toBe('GB');
    await page.getByLabel('Phone number').fill('020 7946 0018');
    await page.getByText('+44 20 7946 0018').first().waitFor();
    await page.locator('#number-hint').filter({ hasText: 'United Kingdom' }).waitFor();
    await page
      .getByText(/available/i)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Inbound number saved').waitFor();
    expect(await held('Brightline Clinic')).toEqual(['+442079460018']);
    await page.reload();
    await page.getByText('+44 20 7946 0018').first().waitFor();
  });

  it('sees the error beside the field and keeps the text if the number is taken between check and save', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
    const field = page.getByLabel('Phone number');
    await field.fill('+1 415 523 0000');
    await page
      .getByText(/available/i)
      .first()
      .waitFor();
    await dashboard.db.sql(`UPDATE linekeeper.lines SET e164 = '+14155230000'`);
    await field.press('Enter');
    await page.getByRole('alert').filter({ hasText: TAKEN }).waitFor();
    expect(await field.inputValue()).toBe('+1 415 523 0000');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await held('Brightline Clinic')).toEqual([]);
  });

  it('sees what is wrong with a number and can use the suggestion', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
    const field = page.getByLabel('Phone number');
    await field.fill('+52 1 55 1234 5678');
    await page.getByRole('button', { name: 'Use +52 55 1234 5678' }).click();
    await page
      .getByText(/available/i)
      .first()
      .waitFor();
    expect((await field.inputValue()).replace(/[^+\d]/g, '')).toBe('+525512345678');
    await field.fill('+1 415 523 8886 ext. 42');
    await page
      .getByText(/extension/i)
      .first()
      .waitFor();
    expect(await field.inputValue()).toBe('+1 415 523 8886 ext. 42');
  });

  it('keeps the typed text and sees an error if the server fails', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
    const field = page.getByLabel('Phone number');
    await field.fill('020 7946 0018');
    await page
      .getByText(/available/i)
      .first()
      .waitFor();
    await page.route('**/trpc/phone.setInboundNumber**', (route) => route.abort());
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/cannot be reached/).waitFor();
    expect(await field.inputValue()).toBe('020 7946 0018');
    await page.unroute('**/trpc/phone.setInboundNumber**');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Inbound number saved').waitFor();
  });
});

describe('a person of Acme', () => {
  it('with permission to update can release the number only after confirming', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER);
    await page.getByText('+1 415 523 8886').first().waitFor();
    await page.getByRole('button', { name: 'Release number' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Release this number?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await held('Acme Dental')).toEqual(['+14155238886']);
    await page.getByRole('button', { name: 'Release number' }).click();
    await dialog.getByRole('button', { name: 'Release', exact: true }).click();
    await expect.poll(() => held('Acme Dental')).toEqual([]);
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Release number' }).waitFor({ state: 'detached' });
  });

  it('with permission to read sees the number without the form, and the call is FORBIDDEN', async () => {
    const { page } = await dashboard.signedIn(ACME_VIEWER);
    await page.getByText('+1 415 523 8886').first().waitFor();
    expect(await page.getByLabel('Phone number').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Save|Release/ }).count()).toBe(0);
    const answer = await page.evaluate(async () => {
      const response = await fetch('/trpc/phone.setInboundNumber', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phoneNumber: '+44 20 7946 0018' }),
      });
      return { status: response.status, body: (await response.json()) as { error: { data: { code: string } } } };
    });
    expect(answer.status).toBe(403);
    expect(answer.body.error.data.code).toBe('FORBIDDEN');
    expect(await held('Acme Dental')).toEqual(['+14155238886']);
  });

  it('sets the number on the Voice page too and sees what to enter at the provider', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, '/voice');
    expect(await page.getByLabel('Webhook address').inputValue()).toBe(`${dashboard.url}/webhooks/twilio/voice`);
    await page.getByLabel('Phone number').fill('(415) 523-8887');
    await page
      .getByText(/available/i)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Inbound number saved').waitFor();
    expect(await held('Acme Dental')).toEqual(['+14155238887']);
  });
});

it('no phone number appears in an address or in a log', async () => {
  expect(dashboard.requested.length).toBeGreaterThan(50);
  expect(
    dashboard.requested.filter((url) => /\d{7,}/.test(decodeURIComponent(new URL(url).pathname + new URL(url).search))),
  ).toEqual([]);
  expect(dashboard.server.output()).toContain('phone.setInboundNumber');
  expect(dashboard.server.output()).not.toMatch(/\+?\d{7,}/);
});
