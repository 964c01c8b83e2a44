import type { Page } from 'playwright-core';
import type { People } from './people.ts';
import { ACME_OWNER, ACME_VIEWER, acme, BRIGHTLINE_OWNER, brightline, type State, text } from './state.ts';

const KEYS = 60;
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** What people rarely see: lost answers, other companies' acts at the same moment, and many keys. */
export const RARE_STATES: readonly State[] = [
  {
    name: 'number-unconfirmed',
    person: BRIGHTLINE_OWNER,
    path: brightline('number'),
    act: async (page) => {
      await page.getByLabel('Phone number').fill('020 7946 0018');
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
      await page.route('**/trpc/phone.setInboundNumber**', (route) => {
        const phoneNumber = '+14155238886';
        const message = 'This phone number is already registered with another company';
        const data = { ok: false, error: { code: 'PHONE_TAKEN', phoneNumber, message } };
        const answer = { result: { data } };
        return route.fulfill({ json: route.request().url().includes('batch=') ? [answer] : answer });
      });
      await press(page, 'Undo');
      await text(page, "It's too late to undo");
    },
  },
  {
    name: 'page-failed',
    person: ACME_VIEWER,
    path: acme(''),
    act: async (page) => {
      await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }));
      await page.getByRole('link', { name: 'Calls', exact: true }).click();
      await text(page, "couldn't be shown");
    },
  },
  {
    name: 'invitation-with-account',
    person: null,
    path: '/sign-in',
    before: inviteViewer,
    act: async (page) => {
      await page.goto(invitation);
      await text(page, 'already have an account');
    },
  },
  {
    name: 'api-keys-many',
    person: BRIGHTLINE_OWNER,
    path: brightline('api-keys'),
    before: createKeys,
    act: (page) => page.getByLabel('Search keys').waitFor(),
  },
  {
    name: 'api-keys-none-found',
    person: BRIGHTLINE_OWNER,
    path: brightline('api-keys'),
    act: async (page) => {
      await page.getByLabel('Search keys').fill('nothing');
      await text(page, 'None of the keys shown match');
    },
  },
];

let invitation = '';

/** To the other of two numbers, whichever the company has. */
async function change(page: Page): Promise<void> {
  const before = await page
    .getByText(/^\+1 415 523 888\d$/)
    .first()
    .textContent();
  await page.getByLabel('Phone number').fill(before?.endsWith('7') ? '+1 415 523 8886' : '+1 415 523 8887');
  await press(page, /^Use \+/);
  await press(page, /^Change to/);
  await text(page, 'Saved');
}

async function inviteViewer(people: People): Promise<void> {
  const page = await people.open({ person: BRIGHTLINE_OWNER, path: brightline('team') });
  await press(page, 'Invite');
  await page.getByLabel('Email').fill('viewer@acme.example');
  await press(page, 'Create invitation');
  invitation = await page.getByLabel('Invitation link').inputValue();
  await page.context().close();
}

async function createKeys(people: People): Promise<void> {
  const page = await people.open({ person: BRIGHTLINE_OWNER, path: brightline('api-keys') });
  for (let made = 0; made < KEYS; made++) {
    const data = { name: `Branch ${made + 1}`, scopes: ['inboundNumber:read'], expiresInDays: 90 };
    const origin = { origin: people.url, 'content-type': 'application/json' };
    const response = await page.request.post(`${people.url}/trpc/apiKey.create`, { data, headers: origin });
    if (!response.ok()) throw new Error(`The key wasn't created: ${response.status()} ${await response.text()}`);
  }
  await page.context().close();
}
