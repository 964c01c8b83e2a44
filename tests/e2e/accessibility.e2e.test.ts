import { randomUUID } from 'node:crypto';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACME_OWNER, ACME_VIEWER, BRIGHTLINE_OWNER, type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterAll(() => dashboard[Symbol.asyncDispose]());

const SCREENS: readonly { name: string; open: () => Promise<{ page: Page; complaints: string[] }> }[] = [
  {
    name: 'the sign-in page',
    open: async () => {
      const opened = await dashboard.open();
      await opened.page.goto(dashboard.url);
      await opened.page.getByRole('button', { name: 'Sign in' }).waitFor();
      return opened;
    },
  },
  {
    name: 'the empty state',
    open: async () => {
      const opened = await dashboard.signedIn(BRIGHTLINE_OWNER);
      await opened.page.getByLabel('Phone number').waitFor();
      return opened;
    },
  },
  {
    name: 'a taken number',
    open: async () => {
      const opened = await dashboard.signedIn(BRIGHTLINE_OWNER);
      await opened.page.getByLabel('Phone number').fill('+1 415 523 8886');
      await opened.page
        .getByText(/already registered/)
        .first()
        .waitFor();
      return opened;
    },
  },
  {
    name: 'the release dialog',
    open: async () => {
      const opened = await dashboard.signedIn(ACME_OWNER);
      await opened.page.getByRole('button', { name: 'Release number' }).click();
      await opened.page.getByRole('alertdialog').waitFor();
      return opened;
    },
  },
  {
    name: 'what a viewer sees',
    open: async () => {
      const opened = await dashboard.signedIn(ACME_VIEWER);
      await opened.page.getByText('+1 415 523 8886').first().waitFor();
      return opened;
    },
  },
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
  {
    name: 'a new API key, and the list',
    open: async () => {
      const opened = await dashboard.signedIn(ACME_OWNER, '/settings/api-keys');
      await opened.page.getByRole('button', { name: 'Create key' }).click();
      await opened.page.getByText('Choose at least one').waitFor();
      await opened.page.getByLabel('Name').fill('switchboard');
      await opened.page.getByLabel('View the inbound number').check();
      await opened.page.getByRole('button', { name: 'Create key' }).click();
      await opened.page.getByLabel('New key').waitFor();
      await opened.page.getByRole('button', { name: 'Revoke switchboard' }).first().waitFor();
      return opened;
    },
  },
  { name: 'the Voice page', open: async () => dashboard.signedIn(ACME_OWNER, '/voice') },
];

describe.each(SCREENS)('$name', ({ open }) => {
  it('the screen has no axe violation and no browser error, in light and in dark', async () => {
    const { page, complaints } = await open();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  it('the screen fits 360 pixels without horizontal scrolling', async () => {
    const { page } = await open();
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
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
