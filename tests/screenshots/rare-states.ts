import type { Page } from 'playwright-core';
import { inviteToBrightline } from './invite.ts';
import type { People } from './people.ts';
import {
  ACME_OWNER,
  ACME_VIEWER,
  acme,
  acmeNumber,
  BRIGHTLINE_OWNER,
  brightline,
  press,
  refuseAsTaken,
  type State,
  text,
  typeNumber,
} from './state.ts';

/** More than a page of the list shows. */
const KEYS = 55;
let invitation = '';

/** What people rarely see: lost answers, other companies' acts at the same moment, and many keys. */
export const RARE_STATES: readonly State[] = [
  {
    name: 'number-unconfirmed',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await typeNumber(page, '020 7946 0018');
      await text(page, 'Not used by another company');
      await page.route(/trpc\/.*InboundNumber/, (route) => route.abort());
      await press(page, /^Use \+/);
      await text(page, "We don't know yet");
    },
  },
  {
    name: 'number-undo-too-late',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await change(page);
      await page.route('**/trpc/phone.setInboundNumber**', refuseAsTaken('+14155238886'));
      await press(page, 'Undo');
      await press(page, /^Change to/);
      await text(page, "It's too late to undo");
      await press(page, 'Get a reference');
      await page.getByLabel('Reference').waitFor();
    },
  },
  {
    name: 'number-before',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await change(page);
      await page.reload();
      await page.getByRole('button', { name: /^Undo/ }).waitFor();
    },
  },
  {
    name: 'activity-undo',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await change(page);
      await openActivity(page);
      await press(page, /^Use .* again$/);
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'activity-undone',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await change(page);
      await openActivity(page);
      await press(page, /^Use .* again$/);
      await press(page, /^Change to/);
      await text(page, 'Undone');
    },
  },
  {
    name: 'activity-undo-too-late',
    person: ACME_OWNER,
    path: acme('number'),
    act: async (page) => {
      await change(page);
      await openActivity(page);
      await page.route('**/trpc/phone.setInboundNumber**', refuseAsTaken('+14155238886'));
      await press(page, /^Use .* again$/);
      await press(page, /^Change to/);
      await text(page, "It's too late to undo");
    },
  },
  {
    name: 'page-failed',
    person: ACME_VIEWER,
    path: acme(''),
    act: async (page) => {
      await page.route(/assets\/calls-page.*\.js/, (route) => route.fulfill({ status: 404 }));
      await page.getByRole('link', { name: 'Calls', exact: true }).first().click();
      await text(page, "This page couldn't be shown");
    },
    logs: /Failed to fetch dynamically imported module/,
  },
  {
    name: 'invitation-with-account',
    person: null,
    path: '/sign-in',
    before: async (people) => {
      invitation = await inviteToBrightline(people, 'owner@acme.example');
    },
    act: async (page) => {
      await page.goto(invitation);
      await text(page, 'You already have an account');
    },
  },
  {
    name: 'api-keys-many',
    person: BRIGHTLINE_OWNER,
    path: brightline('api-keys'),
    before: createKeys,
    act: (page) => page.getByLabel('Search keys by name').waitFor(),
  },
  {
    name: 'api-keys-none-found',
    person: BRIGHTLINE_OWNER,
    path: brightline('api-keys'),
    act: async (page) => {
      await page.getByLabel('Search keys by name').fill('nothing');
      await text(page, 'No key matches');
    },
  },
];

const openActivity = (page: Page) => page.getByRole('link', { name: 'Activity', exact: true }).first().click();

/** Three numbers in turn: with two, a change would often undo the one before, which can't be undone itself. */
const NEXT: Record<string, string> = { 6: '7', 7: '8', 8: '6' };

/** To the next number, whichever the company has. */
async function change(page: Page): Promise<void> {
  const before = await acmeNumber(page);
  await typeNumber(page, `+1 415 523 888${NEXT[before.slice(-1)] ?? '6'}`);
  await press(page, /^Use \+/);
  await press(page, /^Change to/);
  await text(page, 'Saved');
}

async function createKeys(people: People): Promise<void> {
  const page = await people.open({ person: BRIGHTLINE_OWNER, path: brightline('api-keys') });
  // The owner belongs to two companies by now. The page names the one of its address.
  const [request] = await Promise.all([page.waitForRequest(/apiKey\.list/), page.reload()]);
  const tenant = request.headers()['linekeeper-tenant'] ?? '';
  const headers = { origin: people.url, 'content-type': 'application/json', 'linekeeper-tenant': tenant };
  for (let made = 1; made <= KEYS; made++) {
    const data = { name: `Branch ${made}`, scopes: ['inboundNumber:read'], expiresInDays: 90 };
    const response = await page.request.post(`${people.url}/trpc/apiKey.create`, { data, headers });
    if (!response.ok()) throw new Error(`The key wasn't created: ${response.status()} ${await response.text()}`);
  }
  await page.context().close();
}
