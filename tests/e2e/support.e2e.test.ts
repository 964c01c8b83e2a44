import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

const CONTACT = 'support@voice.example';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({ LINEKEEPER_SUPPORT_CONTACT: CONTACT });
});
afterAll(() => dashboard[Symbol.asyncDispose]());
beforeEach(() => dashboard.reset());

it.each([320, 1440])('at %i pixels, the whole reference for support is in its box', async (width) => {
  const { page } = await dashboard.signedIn(BRIGHTLINE_OWNER, 'number');
  await page.setViewportSize({ width, height: 640 });
  await page.getByLabel('Phone number').fill('+1 415 523 8886');
  await page.getByRole('button', { name: 'Get a reference for support' }).press('Enter');
  const field = page.getByLabel('Reference');
  await field.waitFor();
  const hidden = await field.evaluate(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => ({
    width: scrollWidth - clientWidth,
    height: scrollHeight - clientHeight,
  }));
  expect(hidden).toEqual({ width: 0, height: 0 });
  expect(await page.getByRole('main').getByRole('link', { name: CONTACT }).getAttribute('href')).toBe(
    `mailto:${CONTACT}`,
  );
  // The button that was pressed has gone.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Write to .*with this reference/);
});

it.each(['', 'number', 'connect', 'calls', 'activity', 'team', 'company', 'account'])(
  'the account menu of the page "%s" has the support contact, and the keyboard reaches it',
  async (path) => {
    const { page } = await dashboard.signedIn(ACME_VIEWER, path);
    await page.getByRole('button', { name: 'Account menu' }).press('Enter');
    const link = page.getByRole('link', { name: `Contact support ${CONTACT}` });
    await link.waitFor();
    for (let tabs = 0; tabs < 3; tabs++) await page.keyboard.press('Tab');
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await link.getAttribute('href')).toBe(`mailto:${CONTACT}`);
  },
);

it('the pages that name the support contact link to it', async () => {
  const { page } = await dashboard.signedIn(ACME_VIEWER, 'account');
  const link = page.getByRole('main').getByRole('link', { name: CONTACT });
  await page.getByText(`To change your email, contact ${CONTACT}.`).waitFor();
  expect(await link.getAttribute('href')).toBe(`mailto:${CONTACT}`);
  const { page: signedOut } = await dashboard.open();
  await signedOut.goto(`${dashboard.url}/sign-in`);
  await signedOut.getByText('Forgot your password?').click();
  await signedOut.getByText(`You can reach them at ${CONTACT}.`).waitFor();
  expect(await signedOut.getByRole('link', { name: CONTACT }).getAttribute('href')).toBe(`mailto:${CONTACT}`);
});

it('everyone finds common problems and the contact under Help', async () => {
  const { page, complaints } = await dashboard.signedIn(ACME_VIEWER, '');
  await page.getByRole('button', { name: 'Account menu' }).click();
  expect(await page.getByRole('link', { name: /^API/ }).count()).toBe(0);
  await page.getByRole('link', { name: 'Help', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Help' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: CONTACT }).waitFor();
  for (const name of ['Connect', 'Calls', 'Number', 'Team']) {
    await page.getByRole('link', { name: `Open ${name}` }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.goBack();
  }
  expect(complaints).toEqual([]);
});

it('the account menu closes when Tab leaves it, so that it covers nothing that has focus', async () => {
  const { page } = await dashboard.signedIn(ACME_VIEWER, 'account');
  await page.setViewportSize({ width: 320, height: 640 });
  const button = page.getByRole('button', { name: 'Account menu' });
  await button.press('Enter');
  const signOut = page.getByRole('button', { name: 'Sign out', exact: true });
  await signOut.focus();
  await page.keyboard.press('Tab');
  await signOut.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Name').evaluate((element) => element === document.activeElement)).toBe(true);

  await button.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await signOut.waitFor({ state: 'hidden' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Company');

  // The button still closes what it has opened.
  await button.click();
  await signOut.waitFor();
  await button.click();
  await signOut.waitFor({ state: 'hidden' });
});
