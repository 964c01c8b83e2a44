import type { Page } from 'playwright-core';

const ACME_OWNER = 'Acme Dental, owner';
const ACME_VIEWER = 'Acme Dental, member';
const BRIGHTLINE_OWNER = 'Brightline Clinic, owner';

/** A page in one state. */
export interface State {
  name: string;
  /** The demo person, as the sign-in page offers them. Null: nobody is signed in. */
  person: string | null;
  path: string;
  act?: (page: Page) => Promise<unknown>;
}

const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const type = (page: Page, words: string) => page.getByLabel('Phone number').fill(words);
const at = (company: string) => (path: string) => `/c/${company}${path && `/${path}`}`;
const acme = at('acme-dental');
const brightline = at('brightline-clinic');

/** Every page and state, in an order in which the changes of one don't disturb the next. */
export const STATES: readonly State[] = [
  { name: 'sign-in', person: null, path: '/sign-in', act: (page) => text(page, 'Demo sign-ins') },
  {
    name: 'sign-in-refused',
    person: null,
    path: '/sign-in',
    act: async (page) => {
      await page.getByLabel('Email').fill('owner@acme.example');
      await page.getByLabel('Password').fill('wrong');
      await page.keyboard.press('Enter');
      await text(page, 'Wrong email');
      await page.getByText('Forgot your password?').click();
    },
  },
  { name: 'reset-incomplete', person: null, path: '/reset-password', act: (page) => text(page, 'incomplete') },
  { name: 'reset', person: null, path: '/reset-password?token=x', act: (page) => text(page, '8 characters') },
  {
    name: 'invitation-ended',
    person: null,
    path: '/invitation/x?token=y',
    act: (page) => text(page, 'no longer valid'),
  },
  {
    name: 'overview-empty',
    person: BRIGHTLINE_OWNER,
    path: brightline(''),
    act: (page) => text(page, 'No number yet'),
  },
  { name: 'overview', person: ACME_OWNER, path: acme(''), act: (page) => page.getByRole('listitem').last().waitFor() },
  {
    name: 'overview-viewer',
    person: ACME_VIEWER,
    path: acme(''),
    act: (page) => page.getByRole('listitem').last().waitFor(),
  },
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
      await text(page, 'Available');
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
      await text(page, 'Available');
      await page.getByRole('button', { name: /^Use/ }).click();
      await text(page, "wasn't changed");
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
  { name: 'connect', person: ACME_OWNER, path: acme('connect'), act: (page) => text(page, 'Twilio') },
  {
    name: 'activity',
    person: ACME_OWNER,
    path: acme('activity'),
    act: (page) => page.getByRole('listitem').last().waitFor(),
  },
  {
    name: 'activity-empty',
    person: BRIGHTLINE_OWNER,
    path: brightline('activity'),
    act: (page) => text(page, 'Nothing has'),
  },
  { name: 'team', person: ACME_OWNER, path: acme('team'), act: (page) => text(page, 'viewer@acme.example') },
  {
    name: 'team-invite',
    person: ACME_OWNER,
    path: acme('team'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByLabel('Email').waitFor();
    },
  },
  { name: 'team-viewer', person: ACME_VIEWER, path: acme('team'), act: (page) => text(page, 'owner@acme.example') },
  {
    name: 'api-keys-empty',
    person: BRIGHTLINE_OWNER,
    path: brightline('api-keys'),
    act: (page) => text(page, 'No active keys'),
  },
  {
    name: 'api-keys-create',
    person: ACME_OWNER,
    path: acme('api-keys'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Create key' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'api-keys-created',
    person: ACME_OWNER,
    path: acme('api-keys'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Create key' }).click();
      await page.getByLabel('Name').fill('Website');
      await page.getByLabel('View the inbound number').check();
      await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
      await page.getByText('How to use it').click();
    },
  },
  { name: 'api-keys', person: ACME_OWNER, path: acme('api-keys'), act: (page) => text(page, 'Website') },
  { name: 'company', person: ACME_OWNER, path: acme('company'), act: (page) => page.getByLabel('Time zone').waitFor() },
  { name: 'account', person: ACME_OWNER, path: acme('account'), act: (page) => text(page, 'This browser') },
  {
    name: 'account-menu',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await text(page, 'Set up your line');
      await page.getByRole('button', { name: 'Account menu' }).click();
    },
  },
  { name: 'not-found', person: ACME_OWNER, path: acme('nothing'), act: (page) => text(page, 'Page not found') },
  { name: 'other-company', person: ACME_OWNER, path: brightline(''), act: (page) => text(page, "can't open") },
];
