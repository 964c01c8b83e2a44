import { ACME_OWNER, ACME_VIEWER, acme, BRIGHTLINE_OWNER, brightline, open, press, type State, text } from './state.ts';

/** Of the keys that the pictures create, one for each look. */
const KEY_NAMES = ['Website', 'Booking system', 'Nightly report', 'Call centre'];

/** Team, API keys, Company, Account and the menus. */
export const COMPANY_STATES: readonly State[] = [
  { name: 'team', person: ACME_OWNER, path: acme('team'), act: (page) => text(page, 'viewer@acme.example') },
  {
    name: 'team-invite',
    person: ACME_OWNER,
    path: acme('team'),
    act: async (page) => {
      await press(page, 'Invite');
      await page.getByLabel('Email').waitFor();
    },
  },
  {
    name: 'team-invited',
    person: ACME_OWNER,
    path: acme('team'),
    act: async (page) => {
      await press(page, 'Invite');
      await page.getByLabel('Email').fill('new.person@acme.example');
      await press(page, 'Create invitation');
      await page.getByLabel('Invitation link').waitFor();
    },
  },
  {
    name: 'team-new-link',
    person: ACME_OWNER,
    path: acme('team'),
    act: async (page) => {
      await press(page, 'New link for');
      await page.getByLabel('Invitation link').waitFor();
    },
  },
  { name: 'team-remove', person: ACME_OWNER, path: acme('team'), act: open('Remove Acme viewer') },
  {
    name: 'team-make-owner',
    person: ACME_OWNER,
    path: acme('team'),
    act: (page) => page.getByLabel('Role of Acme viewer').selectOption('Owner'),
  },
  {
    name: 'team-sign-out',
    person: ACME_OWNER,
    path: acme('team'),
    act: open('Sign out everywhere'),
  },
  {
    name: 'removed-member',
    person: ACME_VIEWER,
    path: acme('team'),
    act: async (page) => {
      // What the server says about a company that isn't theirs any more.
      await page.route('**/trpc/**', (route) =>
        route.continue({ headers: { ...route.request().headers(), 'linekeeper-tenant': 'another' } }),
      );
      await page.reload();
      await text(page, 'You were removed');
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
      await press(page, 'Create key');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'api-keys-created',
    person: ACME_OWNER,
    path: acme('api-keys'),
    act: async (page) => {
      await press(page, 'Create key');
      const made = await page.getByText('lk_live_').count();
      await page.getByLabel('Name').fill(KEY_NAMES[made % KEY_NAMES.length] ?? 'Website');
      await page.getByLabel('See your number').check();
      await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
      await page.getByText('How to use it').click();
    },
  },
  { name: 'api-keys', person: ACME_OWNER, path: acme('api-keys'), act: (page) => text(page, 'Website') },
  { name: 'api-keys-revoke', person: ACME_OWNER, path: acme('api-keys'), act: open('Revoke') },
  {
    name: 'api-keys-viewer',
    person: ACME_VIEWER,
    path: acme('api-keys'),
    act: (page) => text(page, 'Only owners'),
  },
  { name: 'company-viewer', person: ACME_VIEWER, path: acme('company'), act: (page) => text(page, 'Only owners') },
  { name: 'company', person: ACME_OWNER, path: acme('company'), act: (page) => page.getByLabel('Time zone').waitFor() },
  { name: 'account', person: ACME_OWNER, path: acme('account'), act: (page) => text(page, 'This browser') },
  {
    name: 'help',
    person: ACME_VIEWER,
    path: acme('help'),
    // The account menu has it, too, but closed.
    act: (page) => page.getByRole('main').getByText('support@voice.example').waitFor(),
  },
  {
    name: 'account-menu',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await press(page, 'Account menu');
    },
  },
];
