import type { Page } from 'playwright-core';
import { inviteToAcme } from './invite.ts';
import type { People } from './people.ts';
import {
  ACME_OWNER,
  ACME_VIEWER,
  acme,
  acmeNumber,
  BRIGHTLINE_OWNER,
  brightline,
  closed,
  press,
  refuseAsTaken,
  type State,
  text,
  typeNumber,
  without,
} from './state.ts';

/** States that change what earlier states show, and refusals and faults of every page. */
export const LATE_STATES: readonly State[] = [
  {
    name: 'number-yours',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await typeNumber(page, await acmeNumber(page));
      await text(page, 'This is already your number');
    },
  },
  {
    name: 'number-slow',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await page.route('**/trpc/phone.setInboundNumber**', () => {});
      await typeNumber(page, '020 7946 0018');
      await press(page, /^Use \+/);
      await text(page, 'Still saving');
    },
  },
  {
    name: 'number-released',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: claimAndRelease,
  },
  {
    name: 'number-released-before',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    before: async (people) => {
      const act = claimAndRelease;
      await closed(await people.open({ person: BRIGHTLINE_OWNER, path: brightline('number'), act }));
    },
    act: (page) => page.getByRole('button', { name: /^Take back/ }).waitFor(),
  },
  {
    name: 'number-released-too-late',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await page.route('**/trpc/phone.setInboundNumber**', refuseAsTaken('+442079460018'));
      await press(page, /^Take back/);
      await text(page, "It's too late to undo");
    },
  },
  {
    name: 'calls-none-found',
    person: ACME_OWNER,
    path: acme('calls'),
    act: async (page) => {
      await page.route(/trpc\/.*voice\.listCalls/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          body: (await response.text()).replace(/"simulated":true/g, '"simulated":false'),
        });
      });
      await page.reload();
      await page.getByLabel('Show').selectOption('Simulated calls');
      await text(page, 'No call matches');
    },
  },
  {
    name: 'calls-missed',
    person: ACME_OWNER,
    path: acme('calls'),
    act: async (page) => {
      await page.getByLabel('Show').selectOption('Missed calls');
      await text(page, 'No answer');
    },
  },
  {
    name: 'calls-simulated',
    person: ACME_OWNER,
    path: acme('calls'),
    act: async (page) => {
      await page.getByLabel('Show').selectOption('Simulated calls');
      await text(page, 'Would be forwarded to');
    },
  },
  { name: 'calls-failed', person: ACME_OWNER, path: acme('calls'), act: without('voice.listCalls') },
  {
    name: 'activity-none-found',
    person: ACME_OWNER,
    path: acme('activity'),
    act: async (page) => {
      await page.getByLabel('Who').selectOption('API keys');
      await text(page, 'No change matches');
    },
  },
  {
    name: 'activity-by-operator',
    person: ACME_VIEWER,
    path: acme('activity'),
    act: async (page) => {
      await page.route(/trpc\/.*phone\.getHistory/, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/"SYSTEM"/g, '"OPERATOR"').replace(/"CLAIMED"/g, '"ASSIGNED"');
        await route.fulfill({ response, body });
      });
      await page.reload();
      await page.getByLabel('Who').selectOption('The people who run this service');
      await text(page, 'assigned to your company');
    },
  },
  {
    name: 'activity-export-failed',
    person: ACME_VIEWER,
    path: acme('activity'),
    act: async (page) => {
      await page.route('**/trpc/**', (route) => route.abort());
      await press(page, 'Export CSV');
      await text(page, 'The export failed');
    },
  },
  {
    name: 'team-last-owner',
    person: ACME_OWNER,
    path: acme('team'),
    act: async (page) => {
      await page.getByLabel('Role of Acme owner').selectOption('Member');
      await text(page, 'must have an owner');
    },
  },
  { name: 'team-failed', person: ACME_OWNER, path: acme('team'), act: without('member.list') },
  {
    name: 'api-keys-errors',
    person: ACME_OWNER,
    path: acme('api-keys'),
    act: async (page) => {
      await press(page, 'Create key');
      await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
      await text(page, 'Choose at least one');
    },
  },
  { name: 'api-keys-failed', person: ACME_OWNER, path: acme('api-keys'), act: without('apiKey.list') },
  {
    name: 'company-partly-saved',
    person: ACME_OWNER,
    path: acme('company'),
    act: async (page) => {
      await page.route('**/trpc/settings.setCountry**', (route) => route.abort());
      const before = await page.getByLabel('Location').inputValue();
      await page.getByLabel('Location').fill(before === 'Leeds' ? 'York' : 'Leeds');
      await page.getByLabel('Default country').selectOption('IE');
      await press(page, 'Save');
      await text(page, "The default country wasn't");
    },
  },
  {
    name: 'company-errors',
    person: ACME_OWNER,
    path: acme('company'),
    act: async (page) => {
      await page.getByLabel('Name').fill('');
      await press(page, 'Save');
      await text(page, 'Enter the name');
    },
  },
  {
    name: 'account-errors',
    person: ACME_OWNER,
    path: acme('account'),
    act: async (page) => {
      await press(page, 'Change password');
      await text(page, 'Enter your current password');
    },
  },
  {
    name: 'account-saved',
    person: ACME_OWNER,
    path: acme('account'),
    act: async (page) => {
      await press(page, 'Save name');
      await text(page, 'Your name was saved');
    },
  },
  {
    name: 'switcher',
    person: BRIGHTLINE_OWNER,
    path: brightline(''),
    before: joinAcme,
    act: (page) => press(page, /switch company/),
  },
  {
    name: 'companies',
    person: BRIGHTLINE_OWNER,
    path: brightline(''),
    act: async (page) => {
      await page.evaluate(() => localStorage.clear());
      await page.goto(new URL('/', page.url()).href);
      await text(page, 'Choose a company');
    },
  },
];

async function claimAndRelease(page: Page): Promise<void> {
  await typeNumber(page, '020 7946 0018');
  await press(page, /^Use \+/);
  await press(page, 'Release number');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Release', exact: true }).click();
  await text(page, 'You released');
}

/** The owner of Brightline Clinic gets a second company. */
async function joinAcme(people: People): Promise<void> {
  const { pathname, search } = new URL(await inviteToAcme(people, 'owner@brightline.example'));
  const theirs = await people.open({ person: BRIGHTLINE_OWNER, path: pathname + search });
  await press(theirs, 'Join');
  await theirs.waitForURL(/acme-dental/);
  await theirs.context().close();
}
