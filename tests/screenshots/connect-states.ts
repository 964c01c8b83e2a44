import type { Page } from 'playwright-core';
import { withPublicAddress } from '../support/public-address.ts';
import { ACME_OWNER, ACME_VIEWER, acme, BRIGHTLINE_OWNER, brightline, type State, text, without } from './state.ts';

const owner = { person: ACME_OWNER, path: acme('connect') };
const simulate = (page: Page) => page.getByRole('button', { name: 'Simulate a call' }).click();
const save = (page: Page) => page.getByRole('button', { name: 'Save account' }).click();
const show = (page: Page, step: string) => page.getByRole('button', { name: `Show: ${step}` }).click();
const choose = async (page: Page, choice: string, field: string, value: string) => {
  await page.getByLabel(choice).check();
  await page.getByLabel(field, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Save choice' }).click();
};

/** The Connect page, until the line is set up. */
export const CONNECT_STATES: readonly State[] = [
  { name: 'connect-empty', person: BRIGHTLINE_OWNER, path: brightline('connect') },
  { ...owner, name: 'connect' },
  {
    ...owner,
    name: 'connect-errors',
    act: async (page) => {
      await choose(page, 'Play a greeting and hang up', 'Greeting', '');
      await show(page, 'Save your Twilio account');
      await save(page);
      await text(page, 'Paste the Account SID');
    },
  },
  {
    ...owner,
    name: 'connect-forward-refused',
    act: async (page) => {
      await choose(page, 'Forward to a number', 'Number to forward to', '+44 20 7946 0018');
      await text(
        page,
        'be forwarded to this country (United Kingdom). Enter a number in the country of your line (United States), or ask the people who run this service to allow this country: support@',
      );
    },
  },
  {
    ...owner,
    name: 'connect-assistant',
    act: (page) =>
      choose(page, 'Connect to your voice assistant', 'WebSocket address', 'ws://media.example').then(() =>
        text(page, 'Start the address with wss:// (not ws://)'),
      ),
  },
  {
    ...owner,
    name: 'connect-not-saved',
    act: async (page) => {
      await page.route('**/trpc/voice.set**', (route) => route.abort());
      await choose(page, 'Play a greeting and hang up', 'Greeting', 'We are closed today.');
      await show(page, 'Save your Twilio account');
      await page.getByLabel('Account SID').fill(`AC${'0'.repeat(32)}`);
      await page.getByLabel('Auth token').fill('0'.repeat(32));
      await save(page);
      await page.getByText("can't be reached").nth(1).waitFor();
    },
  },
  {
    ...owner,
    name: 'connect-simulated',
    act: async (page) => {
      await show(page, 'Call your number');
      await simulate(page);
      await text(page, 'No Twilio account is saved');
    },
  },
  {
    ...owner,
    name: 'connect-of-platform',
    act: async (page) => {
      await withPublicAddress(page, (body) => body.replace(/"(platformAccount|platformWebhook)":false/g, '"$1":true'));
      await page.reload();
      await text(page, 'The Twilio account of this service is used');
    },
  },
  { ...owner, name: 'connect-failed', act: without('voice.getSetup') },
  { name: 'connect-viewer', person: ACME_VIEWER, path: acme('connect'), act: (page) => text(page, 'Ask') },
];

/** As if the operator had set the platform's account, and the company had none. */
export async function withPlatformAccount(page: Page): Promise<void> {
  await withPublicAddress(page, (body) =>
    body
      .replace(/"accountSid":"[^"]*"/g, '"accountSid":null')
      .replace('"platformAccount":false', '"platformAccount":true'),
  );
  await page.reload();
}

/** As on a server that the phone provider can't reach. */
export async function withoutPublicAddress(page: Page): Promise<void> {
  await withPublicAddress(page, (body) => body.replace(/"(voiceUrl|statusUrl)":"[^"]*"/g, '"$1":null'));
  await page.reload();
}

/** The Connect page, when only the addresses and the call are left. */
export const NEARLY_CONNECTED_STATES: readonly State[] = [
  { ...owner, name: 'connect-addresses', act: (page) => page.getByLabel('Webhook address').waitFor() },
  {
    ...owner,
    name: 'connect-addresses-of-platform',
    act: async (page) => {
      await withPlatformAccount(page);
      await text(page, 'The people who run this service connect your number');
    },
  },
  {
    ...owner,
    name: 'connect-not-reachable',
    act: async (page) => {
      await withoutPublicAddress(page);
      await page.getByText('For the person who installed this').click();
      await text(page, 'PUBLIC_URL=');
    },
  },
  {
    ...owner,
    name: 'connect-change',
    act: async (page) => {
      await page.getByRole('button', { name: 'Change: Choose what happens to calls' }).click();
    },
  },
];

/** As after the account was replaced: no call has come in since. Earlier calls came in with another account. */
export async function withChangedAccount(page: Page): Promise<void> {
  const later = new Date(Date.now() + 60_000).toISOString();
  await withPublicAddress(page, (body) =>
    body
      .replace(/"callsCountFrom":"[^"]*"/g, `"callsCountFrom":"${later}"`)
      .replace(/"(signedRequestSeen|callAnswered)":true/g, '"$1":false'),
  );
  await page.reload();
}

/** The Connect page, when the line is set up. */
export const CONNECTED_STATES: readonly State[] = [
  {
    ...owner,
    name: 'connect-no-public-address',
    act: async (page) => {
      await withoutPublicAddress(page);
      await text(page, "You don't need to change anything");
    },
  },
  {
    ...owner,
    name: 'connect-account-changed',
    act: async (page) => {
      await withChangedAccount(page);
      await text(page, 'Is your number in the new account?');
    },
  },
  {
    ...owner,
    name: 'connect-done',
    act: async (page) => {
      await simulate(page);
      await text(page, 'A call would be forwarded');
      await page.getByText('Details for engineers').click();
    },
  },
  {
    ...owner,
    name: 'connect-saved',
    act: async (page) => {
      await page.getByRole('button', { name: 'Change: Call handling' }).click();
      await page.getByRole('button', { name: 'Save choice' }).click();
      await text(page, 'It applies from the next call');
    },
  },
  { name: 'connect-done-viewer', person: ACME_VIEWER, path: acme('connect'), act: (page) => text(page, 'Ask') },
  {
    ...owner,
    name: 'connect-replace',
    act: async (page) => {
      await page.getByRole('button', { name: 'Change: Twilio account' }).click();
      await save(page);
    },
  },
];
