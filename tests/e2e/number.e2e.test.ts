import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACME_OWNER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());
beforeEach(() => dashboard.reset());

const field = (page: Page) => page.getByLabel('Phone number');
/** The text next to the field. */
const message = (page: Page) => page.locator('#number-message').textContent();

it('the page asks for the session and the number once, while its code is still loading', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  await field(page).waitFor();
  dashboard.requested.length = 0;
  await page.reload();
  await field(page).waitFor();
  const paths = dashboard.requested.map((url) => new URL(url).pathname);
  expect(paths.filter((asked) => asked.includes('session.get'))).toEqual(['/trpc/session.get,phone.getInboundNumber']);
  await page.getByText('+1 415 523 8886').first().waitFor();
});

it('the page asks again if the early answer is lost', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  let lost = 0;
  await page.route('**/trpc/session.get*', (route) => (lost++ === 0 ? route.abort() : route.continue()));
  await page.reload();
  await field(page).waitFor();
  expect(lost).toBeGreaterThan(1);
});

describe('the form, while a person types,', () => {
  it('shows no error that more digits would repair, until the person leaves the field', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await field(page).focus();
    for (const key of '020 7946 001') {
      await page.keyboard.type(key);
      await page.waitForTimeout(30);
      expect(await message(page)).toBe('');
    }
    // The debounce of the check, and the time after which an earlier version of the form showed an error.
    await page.waitForTimeout(900);
    expect(await message(page)).toBe('');
    await field(page).blur();
    await expect.poll(() => message(page)).not.toBe('');
  });

  it('shows the country of a number with +, whatever country was chosen', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await field(page).fill('+49');
    await expect.poll(() => page.getByLabel('Country of this number').inputValue()).toBe('+49');
    await field(page).fill('+49 30 901820');
    await expect.poll(() => page.getByLabel('Country of this number').inputValue()).toBe('Germany +49');
    await field(page).fill('030');
    expect(await page.getByLabel('Country').inputValue()).toBe('GB');
  });

  it.each(['📞 +44 20 7946 0018', 'Call us on 020 7946 0018!', 'https://wa.me/442079460018'])(
    'offers the number in the pasted text %j',
    async (text) => {
      const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
      await field(page).fill(text);
      expect(await field(page).inputValue()).toBe(text);
      await page.getByRole('button', { name: '+44 20 7946 0018' }).click();
      await page.getByText('Not used by another company').waitFor();
    },
  );

  it.each(['020 7946 0018, 020 7946 0019', '020 7946 0018 020 7946 0019', '020 7946 0018/020 7946 0019'])(
    "can't use the two numbers %j until one of them is chosen",
    async (text) => {
      const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
      await field(page).fill(text);
      await page.getByRole('button', { name: '+44 20 7946 0019' }).waitFor();
      const use = page.getByRole('button', { name: /^Use/ });
      expect(await use.getAttribute('aria-disabled')).toBe('true');
      await page.getByRole('button', { name: '+44 20 7946 0018' }).click();
      await page.getByText('Not used by another company').waitFor();
      expect(await use.getAttribute('aria-disabled')).not.toBe('true');
    },
  );

  it('keeps what was typed after navigation and a reload', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await field(page).fill('020 7946 0');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('link', { name: 'Number', exact: true }).click();
    expect(await field(page).inputValue()).toBe('020 7946 0');
    await page.reload();
    await expect.poll(() => field(page).inputValue()).toBe('020 7946 0');
  });
});

describe('changing a number in use', () => {
  const typeAndReview = async (page: Page) => {
    await field(page).fill('+1 415 523 8887');
    await page.getByText('Not used by another company').waitFor();
    await field(page).press('Enter');
    return page.getByRole('alertdialog', { name: 'Change your number?' });
  };

  it('is reviewed first: before, after, and what stops working', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    const review = await typeAndReview(page);
    await review.getByText('People who call +1 415 523 8886 will no longer reach Acme Dental').waitFor();
    await page.keyboard.press('Enter');
    await review.waitFor({ state: 'detached' });
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);

    await field(page).press('Enter');
    await review.getByRole('button', { name: 'Change to +1 415 523 8887' }).click();
    await page.getByText('Saved. Your number is +1 415 523 8887').waitFor();
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238887']);
  });

  it('says that undoing is too late if another company has the former number by then', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await (await typeAndReview(page)).getByRole('button', { name: 'Change to' }).click();
    await page.getByText('Saved. Your number is').waitFor();
    await dashboard.db.sql(
      `INSERT INTO linekeeper.lines (e164, tenant_id) SELECT '+14155238886', id FROM linekeeper.tenants WHERE name = 'Brightline Clinic'`,
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Change to +1 415 523 8886' }).click();
    await page.getByText("It's too late to undo").waitFor();
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238887']);
  });

  it("isn't offered if the number is already the company's", async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await field(page).fill('(415) 523-8886');
    await page.getByText('This is already your number').waitFor();
    const button = page.getByRole('button', { name: /^Use/ });
    expect(await button.textContent()).toBe('Use this number');
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    const changes: string[] = [];
    page.on('request', (request) => request.url().includes('setInboundNumber') && changes.push(request.url()));
    await field(page).press('Enter');
    await button.click({ force: true });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('phone-number');
    expect(await page.getByText('Saved. Your number is').count()).toBe(0);
    expect(changes).toEqual([]);
  });

  it('can be undone from the activity', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await (await typeAndReview(page)).getByRole('button', { name: 'Change to' }).click();
    await page.getByText('Saved. Your number is').waitFor();
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await page.getByText('Number changed from +1 415 523 8886 to +1 415 523 8887').first().waitFor();
    await page.getByRole('button', { name: 'Use +1 415 523 8886 again' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Change to +1 415 523 8886' }).click();
    await page.getByText('Number changed from +1 415 523 8887 to +1 415 523 8886').waitFor();
    expect(await dashboard.held('Acme Dental')).toEqual(['+14155238886']);
  });
});

describe('the form, on a bad connection,', () => {
  const claim = async (page: Page) => {
    await field(page).fill('020 7946 0018');
    await page.getByText('Not used by another company').waitFor();
    await page.getByRole('button', { name: 'Use +44 20 7946 0018' }).click();
  };

  it('shows a fault in place of the result of the check, keeps the text, and says what failed', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await page.route('**/trpc/phone.setInboundNumber**', (route) => route.fulfill({ status: 502, body: 'nginx' }));
    await claim(page);
    await page.getByText(/nothing was changed/i).waitFor();
    await page.getByText('Something went wrong on our side').waitFor();
    expect(await page.getByText('Not used by another company').count()).toBe(0);
    expect(await page.getByText('Check your connection').count()).toBe(0);
    expect(await field(page).inputValue()).toBe('020 7946 0018');
  });

  it('asks again after a lost answer, and says that the number is saved', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await page.route('**/trpc/phone.setInboundNumber**', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await claim(page);
    await page.getByText('Saved. Your number is +44 20 7946 0018').waitFor();
    expect(await page.getByText("can't be reached").count()).toBe(0);
  });

  it('says that saving takes long', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await page.route('**/trpc/phone.setInboundNumber**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await route.continue();
    });
    await claim(page);
    await page.getByText('Still saving').waitFor();
    await page.getByText('Saved. Your number is').waitFor();
  });

  it('says that the browser is offline, and asks again once it is back', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'activity');
    await page.getByRole('listitem').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText("You're offline").waitFor();
    await dashboard.db.sql(
      `INSERT INTO linekeeper.line_events (e164, kind, to_tenant_id, actor_type, actor_name)
       SELECT '+14155230000', 'CLAIMED', id, 'SYSTEM', 'another tab' FROM linekeeper.tenants WHERE name = 'Acme Dental'`,
    );
    await page.context().setOffline(false);
    await page.getByText('Number +1 415 523 0000 added').waitFor();
    expect(await page.getByText("You're offline").count()).toBe(0);
  });
});

describe('the Number page', () => {
  it("shows another member's change without a reload", async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await page.getByText('+1 415 523 8886').first().waitFor();
    await dashboard.db.sql(`UPDATE linekeeper.lines SET e164 = '+14155230000'`);
    await page.getByText("Your company's number was changed to +1 415 523 0000").waitFor({ timeout: 15_000 });
  });

  it('says that a number in the field was taken in the meantime', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await field(page).fill('+1 415 523 0000');
    await page.getByText('Not used by another company').waitFor();
    await dashboard.db.sql(`UPDATE linekeeper.lines SET e164 = '+14155230000'`);
    await page.getByText('already registered with another company').waitFor({ timeout: 15_000 });
  });
});
