import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

const TAKEN = 'This phone number is already registered with another company';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());
beforeEach(() => dashboard.reset());

describe('a person of Brightline', () => {
  it('sees before saving that the number is taken and what to do, and the call itself is refused too', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await page.getByLabel('Phone number').fill('+1 415 523 8886');
    await page.getByText(TAKEN).first().waitFor();
    await page.getByText('Check every digit of +1 415 523 8886').waitFor();
    // It's said once.
    const says = (await page.getByRole('main').textContent())?.match(/only one company|already (has|registered)/gi);
    expect(says).toEqual(['already registered']);
    await page.getByRole('button', { name: 'Get a reference for support' }).click();
    const reference = await page.getByLabel('Reference').inputValue();
    expect(await dashboard.command('support', 'open', reference)).toMatchObject({
      phoneNumber: '+14155238886',
      wantedBy: { name: 'Brightline Clinic' },
      heldBy: { name: 'Acme Dental' },
    });
    expect(await dashboard.held('Brightline Clinic')).toEqual([]);

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

  it('goes from an empty company to a number of their country, and sees it after a reload', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER);
    await page.getByRole('link', { name: 'Enter your number' }).click();
    expect(await page.getByLabel('Country').inputValue()).toBe('GB');
    await page.getByLabel('Phone number').fill('020 7946 0018');
    await page.getByText('United Kingdom, landline').waitFor();
    await page.getByText('Not used by another company').waitFor();
    await page.getByRole('button', { name: 'Use +44 20 7946 0018' }).click();
    await page.getByText('Saved. Your number is +44 20 7946 0018').waitFor();
    expect(await dashboard.held('Brightline Clinic')).toEqual(['+442079460018']);
    await page.getByRole('link', { name: 'Choose what happens to calls' }).click();
    await page.getByRole('heading', { name: 'Connect', exact: true }).waitFor();
    await page.getByLabel('Forward to a number').waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.reload();
    await page.getByText('+44 20 7946 0018 is set').waitFor();
    await page.getByText('Number +44 20 7946 0018 added').waitFor();
  });

  it('sees the error next to the field and keeps the text if the number is taken between check and save', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    const field = page.getByLabel('Phone number');
    await field.fill('+1 415 523 0000');
    await page.getByText('Not used by another company').waitFor();
    await dashboard.db.sql(`UPDATE linekeeper.lines SET e164 = '+14155230000'`);
    await field.press('Enter');
    await page.getByText(TAKEN).waitFor();
    expect(await field.inputValue()).toBe('+1 415 523 0000');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await dashboard.held('Brightline Clinic')).toEqual([]);
  });

  it('sees what is wrong with a number and can use the suggestion', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    const field = page.getByLabel('Phone number');
    await field.fill('+52 1 55 1234 5678');
    await page.getByRole('button', { name: '+52 55 1234 5678' }).click();
    await page.getByText('Not used by another company').waitFor();
    expect(await field.inputValue()).toBe('+52 55 1234 5678');
    await field.fill('+1 415 523 8886 ext. 42');
    await field.blur();
    await page.getByText(/extension/i).waitFor();
    expect(await field.inputValue()).toBe('+1 415 523 8886 ext. 42');
  });
});

describe('a person of Acme', () => {
  it('releases the number only after confirming, and focus moves to the result', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await page.getByRole('button', { name: 'Release number' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Release this number?' });
    await dialog.waitFor();
    await dialog.getByText("This doesn't cancel the number at your phone provider").waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);
    await page.getByRole('button', { name: 'Release number' }).click();
    await dialog.getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByText('You released +1 415 523 8886').waitFor();
    expect(await dashboard.held('Acme Dental')).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('You released');
    // What happened and how to get it back are enough.
    expect(await page.getByText('No number yet').count()).toBe(0);

    await page.getByRole('button', { name: 'Undo: use +1 415 523 8886 again' }).click();
    await page.getByText('Undone. Your number is +1 415 523 8886 again').waitFor();
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);
  });

  it('finds a released number on the overview, and takes it back from there', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await page.getByRole('button', { name: 'Release number' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByText('You released +1 415 523 8886').waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('heading', { name: 'No number yet' }).waitFor();
    await page.getByRole('button', { name: 'Use +1 415 523 8886 again' }).click();
    await page.getByRole('link', { name: 'Change the number' }).waitFor();
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);
  });

  it.each([1280, 390])('finds the safe choice first in a question, in a window of %i pixels', async (width) => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await page.setViewportSize({ width, height: 844 });
    await page.getByRole('button', { name: 'Release number' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Release this number?' });
    const boxOf = async (name: string) => dialog.getByRole('button', { name, exact: true }).boundingBox();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const [keep, release] = [await boxOf('Keep number'), await boxOf('Release')];
    if (!keep || !release) throw new Error('The dialog lacks a button');
    // In the order in which people read: from left to right, or from top to bottom.
    expect(release.y > keep.y || (release.y === keep.y && release.x > keep.x)).toBe(true);
    expect(await focused()).toBe('Keep number');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Release');
  });

  it('without permission to change sees the number without the form, and the call is FORBIDDEN', async () => {
    const { page } = await dashboard.signedIn(ACME_VIEWER, 'number');
    await page.getByText('+1 415 523 8886').first().waitFor();
    expect(await page.getByLabel('Phone number').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Use|Release/ }).count()).toBe(0);
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
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);
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
