import { randomUUID } from 'node:crypto';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

interface Screen {
  name: string;
  open: () => Promise<{ page: Page; complaints: string[] }>;
}

/** Signs in, opens a page and does something there. */
const screen = (name: string, email: string, path: string, act: (page: Page) => Promise<unknown>): Screen => ({
  name,
  open: async () => {
    const opened = await dashboard.signedIn(email, path);
    await act(opened.page);
    return opened;
  },
});
const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

const SCREENS: readonly Screen[] = [
  {
    name: 'the sign-in page',
    open: async () => {
      const opened = await dashboard.open();
      await opened.page.goto(`${dashboard.url}/sign-in`);
      await text(opened.page, 'Demo sign-ins');
      return opened;
    },
  },
  screen('the overview of an empty company', BRIGHTLINE_OWNER, '', (page) => text(page, 'No number yet')),
  screen('the overview of a company with a number', ACME_OWNER, '', (page) => text(page, 'added')),
  screen('the first number', BRIGHTLINE_OWNER, 'number', (page) => page.getByLabel('Phone number').waitFor()),
  screen('a taken number', BRIGHTLINE_OWNER, 'number', async (page) => {
    await page.getByLabel('Phone number').fill('+1 415 523 8886');
    await text(page, /already registered/);
  }),
  screen('the review of a change', ACME_OWNER, 'number', async (page) => {
    await page.getByLabel('Phone number').fill('+1 415 523 8887');
    await page.getByRole('button', { name: 'Use +1 415 523 8887' }).click();
    await page.getByRole('alertdialog').waitFor();
  }),
  screen('the release dialog', ACME_OWNER, 'number', async (page) => {
    await page.getByRole('button', { name: 'Release number' }).click();
    await page.getByRole('alertdialog').waitFor();
  }),
  screen('what a viewer sees', ACME_VIEWER, 'number', (page) => text(page, 'Only owners and admins')),
  screen('the page Connect', ACME_OWNER, 'connect', (page) => page.getByLabel('Webhook address').waitFor()),
  screen('the activity', ACME_OWNER, 'activity', (page) => page.getByRole('listitem').first().waitFor()),
  screen('a new API key', ACME_OWNER, 'api-keys', async (page) => {
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByLabel('Name').fill('switchboard');
    await page.getByLabel('View the inbound number').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    await page.getByLabel('New key').waitFor();
  }),
  screen('the list of API keys', ACME_OWNER, 'api-keys', (page) => text(page, 'View the inbound number')),
  screen('the team', ACME_OWNER, 'team', (page) => text(page, 'Acme viewer')),
  screen('an invitation to the team', ACME_OWNER, 'team', async (page) => {
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByLabel('Email').fill('somebody@acme.example');
    await page.getByRole('button', { name: 'Create invitation' }).click();
    await page.getByLabel('Invitation link').waitFor();
  }),
  screen('whom a viewer can ask', ACME_VIEWER, 'team', (page) => text(page, ACME_OWNER)),
  screen('the company', ACME_OWNER, 'company', (page) => page.getByLabel('Time zone').waitFor()),
  screen('the account', ACME_OWNER, 'account', (page) => text(page, 'This browser')),
  screen('the account menu', ACME_OWNER, '', async (page) => {
    await page.getByRole('button', { name: 'Account menu' }).click();
    await page.getByLabel('Theme').waitFor();
  }),
  screen('an address that no page has', ACME_OWNER, 'nothing', (page) => text(page, 'Page not found')),
  {
    name: 'an invitation',
    open: async () => {
      const opened = await dashboard.open();
      const made = await dashboard.command<{ invitation: string }>(
        ...['tenant', 'create', '--name', 'Northwind Vets', '--owner-email', `${randomUUID()}@vets.example`],
      );
      await opened.page.goto(made.invitation);
      await opened.page.getByRole('button', { name: 'Join' }).click();
      await opened.page.getByText('Enter your name', { exact: true }).waitFor();
      return opened;
    },
  },
  {
    name: 'a new password',
    open: async () => {
      const opened = await dashboard.open();
      await opened.page.goto(`${dashboard.url}/reset-password?token=x`);
      await opened.page.getByRole('button', { name: 'Change password' }).click();
      await opened.page.getByText('Choose a password', { exact: true }).waitFor();
      return opened;
    },
  },
];

it.each(SCREENS)(
  '$name has no axe violation and no browser error in light and in dark, and fits 320 pixels',
  async ({ open }) => {
    const { page, complaints } = await open();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    expect(complaints).toEqual([]);
    // 320 pixels are also what a window of 1280 pixels has at a zoom of 400 %.
    await page.setViewportSize({ width: 320, height: 256 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  },
);

it('forced colours leave the current page marked', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  await page.emulateMedia({ forcedColors: 'active' });
  const outlineOf = (name: string) =>
    page.getByRole('link', { name, exact: true }).evaluate((link) => getComputedStyle(link).outlineStyle);
  expect(await outlineOf('Overview')).toBe('solid');
  expect(await outlineOf('Number')).toBe('none');
});

it('every control is large enough to press, and the theme can be chosen', async () => {
  const { page } = await dashboard.signedIn(ACME_OWNER);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, nav a')]
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 40)
      .map((control) => control.outerHTML),
  );
  expect(small).toEqual([]);
  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByLabel('Theme').selectOption('Dark');
  const canvas = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await canvas()).toBe('rgb(15, 18, 23)');
  await page.reload();
  expect(await canvas()).toBe('rgb(15, 18, 23)');
});

/** The violations that axe finds, one line each. Axe is evaluated, because the page's policy forbids foreign scripts. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    interface Found {
      id: string;
      help: string;
      nodes: { html: string }[];
    }
    const inPage = window as unknown as { axe: { run(): Promise<{ violations: Found[] }> } };
    const found = await inPage.axe.run();
    return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
