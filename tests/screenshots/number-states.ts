import type { Page } from 'playwright-core';
import { ACME_OWNER, ACME_VIEWER, acme, BRIGHTLINE_OWNER, brightline, open, type State, text } from './state.ts';

const type = (page: Page, words: string) => page.getByLabel('Phone number').fill(words);

/** The Number page. */
export const NUMBER_STATES: readonly State[] = [
  {
    name: 'number-first',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: (page) => page.getByLabel('Phone number').waitFor(),
  },
  {
    name: 'number-invalid',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await type(page, '020 7946 00');
      await page.getByLabel('Phone number').blur();
      await page.locator('#number-message p').waitFor();
    },
  },
  {
    name: 'number-choices',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await type(page, 'Call +44 20 7946 0018 or +1 415 523 8887');
      await text(page, 'Did you mean');
    },
  },
  {
    name: 'number-available',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await type(page, '020 7946 0018');
      await text(page, 'Not used by another company');
    },
  },
  {
    name: 'number-taken',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await type(page, '+1 415 523 8886');
      await page.getByRole('button', { name: 'Get a reference' }).click();
      await page.getByLabel('Reference').waitFor();
    },
  },
  {
    name: 'number-offline',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await text(page, '+1 415 523 8886');
      await page.context().setOffline(true);
      await text(page, "You're offline");
    },
  },
  {
    name: 'number-not-saved',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await page.route('**/trpc/phone.setInboundNumber**', (route) => route.fulfill({ status: 502, body: 'x' }));
      await type(page, '020 7946 0018');
      await text(page, 'Not used by another company');
      await page.getByRole('button', { name: /^Use/ }).click();
      await text(page, 'Nothing was changed');
    },
  },
  {
    name: 'number-review',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await type(page, '+1 415 523 8887');
      await page.getByRole('button', { name: /^Use \+/ }).click();
      await text(page, 'After the change');
    },
  },
  {
    name: 'number-saved',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      const before = await page
        .getByText(/^\+1 415 523 888\d$/)
        .first()
        .textContent();
      await type(page, before?.endsWith('7') ? '+1 415 523 8886' : '+1 415 523 8887');
      await page.getByRole('button', { name: /^Use \+/ }).click();
      await page.getByRole('button', { name: /^Change to/ }).click();
      await text(page, 'Saved');
    },
  },
  { name: 'number-viewer', person: ACME_VIEWER, path: acme('number'), act: (page) => text(page, 'Only owners') },
  {
    name: 'number-release',
    person: ACME_OWNER,
    path: acme('number'),
    act: open('Release number'),
  },
];
