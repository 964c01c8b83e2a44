import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACME_OWNER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());
beforeEach(() => dashboard.reset());

const SET = '**/trpc/phone.setInboundNumber**';
const RELEASE = '**/trpc/phone.releaseInboundNumber**';
const GET = /trpc\/[^?]*getInboundNumber/;

const claim = async (page: Page) => {
  await page.getByLabel('Phone number').fill('020 7946 0018');
  await page.getByText('Not used by another company').waitFor();
  await page.getByRole('button', { name: 'Use +44 20 7946 0018' }).click();
};
/** The server gets the request, and its answer is lost. */
const loseAnswer = async (route: Route) => {
  await route.fetch();
  await route.abort();
};
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

describe("while nobody knows whether a change was saved, the page doesn't offer another one", () => {
  const becomesUnknown = async (page: Page) => {
    await page.getByText("We don't know yet").waitFor();
    expect(await page.getByText('No number yet').count()).toBe(0);
    expect(await page.getByText('+1 415 523 8886').count()).toBe(0);
    expect(await page.getByLabel('Phone number').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^(Use|Release)/ }).count()).toBe(0);
  };
  const checkAgain = async (page: Page) => {
    await page.unroute(GET);
    await page.getByRole('button', { name: 'Check again' }).click();
  };

  it('and shows that it was saved', async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await page.route(SET, loseAnswer);
    await page.route(GET, (route) => route.abort());
    await claim(page);
    await becomesUnknown(page);
    await checkAgain(page);
    await page.getByText('Saved. Your number is +44 20 7946 0018').waitFor();
    expect(await focused(page)).toContain('Saved');
    expect(await page.getByLabel('Phone number').inputValue()).toBe('');
  });

  it("or that it wasn't, with the text that was typed", async () => {
    const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
    await page.route(SET, (route) => route.abort());
    await page.route(GET, (route) => route.abort());
    await claim(page);
    await becomesUnknown(page);
    await checkAgain(page);
    await page.getByText(/nothing was changed/i).waitFor();
    expect(await focused(page)).toContain('We checked: nothing was changed');
    expect(await page.getByLabel('Phone number').inputValue()).toBe('020 7946 0018');
    await page.getByText('No number yet').waitFor();
  });

  it('or that the number was released', async () => {
    const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
    await page.route(RELEASE, loseAnswer);
    await page.route(GET, (route) => route.abort());
    await page.getByRole('button', { name: 'Release number' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Release', exact: true }).click();
    await becomesUnknown(page);
    await checkAgain(page);
    await page.getByText('You released +1 415 523 8886').waitFor();
    await page.getByRole('button', { name: 'Undo: use +1 415 523 8886 again' }).waitFor();
  });
});

it("a server that is too busy to answer might have saved the number, so the page asks before it says that it didn't", async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  await page.route(
    SET,
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 503, body: 'busy' });
    },
    { times: 1 },
  );
  await claim(page);
  await page.getByText('Saved. Your number is +44 20 7946 0018').waitFor();
  expect(await page.getByText(/nothing was changed/i).count()).toBe(0);
});

it("a change that arrives after the page gave up is the person's own, not somebody else's", async () => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  await page.route(SET, async (route) => {
    await page.getByText(/nothing was changed/i).waitFor();
    await loseAnswer(route);
  });
  await claim(page);
  await page.getByText(/nothing was changed/i).waitFor();
  await page.getByText('Saved. Your number is +44 20 7946 0018').waitFor({ timeout: 15_000 });
  expect(await page.getByText('made elsewhere').count()).toBe(0);
}, 60_000);

it('on a phone, the result of a change stands directly below the number', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByLabel('Phone number').fill('+1 415 523 8887');
  await page.getByRole('button', { name: 'Use +1 415 523 8887' }).click();
  await page.getByRole('button', { name: 'Change to +1 415 523 8887' }).click();
  await page.getByText('Saved. Your number is').waitFor();
  const boxOf = async (text: string) => {
    const box = await page
      .getByText(text, { exact: text.startsWith('+') })
      .first()
      .boundingBox();
    if (!box) throw new Error(`Nothing shows "${text}"`);
    return box;
  };
  const [number, since, saved] = [await boxOf('+1 415 523 8887'), await boxOf('set on'), await boxOf('Saved.')];
  const release = await page.getByRole('button', { name: 'Release number' }).boundingBox();
  expect(since.y).toBeGreaterThan(number.y);
  expect(saved.y - since.y - since.height).toBeLessThan(60);
  expect(release?.y).toBeLessThan(number.y);
});

it('buttons that need the server look disabled while the browser is offline', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER, 'number');
  const buttons = ['Use this number', 'Release number'].map((name) => page.getByRole('button', { name }));
  const disabled = () => Promise.all(buttons.map((button) => button.getAttribute('aria-disabled')));
  await page.getByLabel('Phone number').waitFor();
  expect(await disabled()).not.toContain('true');
  await page.context().setOffline(true);
  await page.getByText("You're offline").waitFor();
  expect(await disabled()).toEqual(['true', 'true']);
  await page.getByLabel('Phone number').fill('+1 415 523 8887');
  await page.getByText("This number will be checked when you're back online.").waitFor();
  expect(await page.getByText('You can still save the number').count()).toBe(0);
  await page.getByLabel('Phone number').fill('');
  await page.context().setOffline(false);
  await expect.poll(disabled).not.toContain('true');
});
