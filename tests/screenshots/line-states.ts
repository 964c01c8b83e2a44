import type { Page } from 'playwright-core';
import { withPublicAddress } from '../support/public-address.ts';
import {
  CONNECT_STATES,
  CONNECTED_STATES,
  NEARLY_CONNECTED_STATES,
  withChangedAccount,
  withoutPublicAddress,
  withPlatformAccount,
} from './connect-states.ts';
import { receiveCalls, refuseCall, sendWithGet, setUpLine } from './set-up-line.ts';
import { ACME_OWNER, ACME_VIEWER, acme, BRIGHTLINE_OWNER, brightline, type State, text, without } from './state.ts';

/** Nothing answers any more, until the page says so. */
async function withoutAnswers(page: Page): Promise<void> {
  await page.clock.install();
  await page.reload();
  await text(page, 'Your line works');
  await page.route('**/trpc/**', (route) => route.fulfill({ status: 502, body: 'nginx' }));
  const notice = page.getByText("This page hasn't been updated since").first();
  for (let waited = 0; waited < 10 && !(await notice.isVisible()); waited++) {
    await page.clock.fastForward(10_000);
    await page.waitForTimeout(300);
  }
  await notice.waitFor();
}

/** Overview, Connect, Calls and Activity. From `overview-set-up` on, Acme Dental has set up its line. */
export const LINE_STATES: readonly State[] = [
  {
    name: 'overview-empty',
    person: BRIGHTLINE_OWNER,
    path: brightline(''),
    act: (page) => text(page, 'No number yet'),
  },
  { name: 'overview', person: ACME_OWNER, path: acme('') },
  { name: 'overview-viewer', person: ACME_VIEWER, path: acme(''), act: (page) => text(page, 'Ask') },
  {
    name: 'overview-failed',
    person: ACME_OWNER,
    path: acme(''),
    act: without('phone.getInboundNumber'),
  },
  {
    name: 'overview-loading',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await page.route('**/trpc/**', () => {});
      await page.reload({ waitUntil: 'commit' });
      await page.getByRole('status', { name: 'Loading' }).waitFor();
    },
    isLoading: true,
  },
  ...CONNECT_STATES,
  { name: 'calls-empty', person: BRIGHTLINE_OWNER, path: brightline('calls') },
  { name: 'calls-empty-viewer', person: ACME_VIEWER, path: acme('calls'), act: (page) => text(page, 'Ask') },
  { name: 'overview-set-up', person: ACME_OWNER, path: acme(''), before: setUpLine },
  {
    name: 'overview-simulated',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await page.getByRole('button', { name: 'Simulate a call' }).click();
      await text(page, 'Only a real call shows');
    },
  },
  {
    name: 'overview-of-platform',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await withPlatformAccount(page);
      await text(page, 'The people who run this service connect your number');
    },
  },
  ...NEARLY_CONNECTED_STATES,
  {
    name: 'overview-refused',
    person: ACME_OWNER,
    path: acme(''),
    before: refuseCall,
    act: (page) => text(page, 'was refused'),
  },
  {
    name: 'overview-refused-viewer',
    person: ACME_VIEWER,
    path: acme(''),
    act: (page) => text(page, 'was refused'),
  },
  {
    name: 'overview-refused-of-platform',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await withPlatformAccount(page);
      await text(page, 'Only the people who run this service can fix this');
    },
  },
  {
    name: 'connect-refused-viewer',
    person: ACME_VIEWER,
    path: acme('connect'),
    act: (page) => text(page, 'was refused'),
  },
  { name: 'connect-refused', person: ACME_OWNER, path: acme('connect'), act: (page) => text(page, 'was refused') },
  {
    name: 'overview-wrong-method',
    person: ACME_OWNER,
    path: acme(''),
    before: sendWithGet,
    act: (page) => text(page, 'change HTTP GET to HTTP POST'),
  },
  {
    name: 'connect-wrong-method',
    person: ACME_OWNER,
    path: acme('connect'),
    act: (page) => text(page, 'change HTTP GET to HTTP POST'),
  },
  { name: 'overview-works', person: ACME_OWNER, path: acme(''), before: receiveCalls },
  {
    name: 'overview-account-changed',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await withChangedAccount(page);
      await text(page, 'Waiting for the first call with the new account');
    },
  },
  {
    name: 'overview-no-public-address',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await withoutPublicAddress(page);
      await text(page, "Calls can't arrive at the moment");
    },
  },
  {
    name: 'overview-no-public-address-viewer',
    person: ACME_VIEWER,
    path: acme(''),
    act: async (page) => {
      await withoutPublicAddress(page);
      await text(page, "Calls can't arrive at the moment");
    },
  },
  {
    name: 'overview-last-call-failed',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      // One request asks for the setup and the calls.
      await withPublicAddress(page, (body) =>
        body
          .replace('"outcome":"FORWARDED"', '"outcome":"FALLBACK"')
          .replace('"reason":null', '"reason":"FORWARD_COUNTRY"')
          .replace('"target":"+14155230100"', '"target":"+442079460018"'),
      );
      await page.reload();
      await text(page, '(United Kingdom)');
      await text(page, 'Change what happens to calls');
    },
  },
  {
    name: 'overview-forward-failed',
    person: ACME_OWNER,
    path: acme(''),
    act: async (page) => {
      await withPublicAddress(page, (body) => body.replace('"status":"completed"', '"status":"failed"'));
      await page.reload();
      await text(page, "Couldn't be forwarded to");
    },
  },
  { name: 'overview-unchecked', person: ACME_OWNER, path: acme(''), act: withoutAnswers },
  { name: 'connect-unchecked', person: ACME_OWNER, path: acme('connect'), act: withoutAnswers },
  { name: 'overview-works-viewer', person: ACME_VIEWER, path: acme('') },
  { name: 'calls', person: ACME_OWNER, path: acme('calls') },
  {
    name: 'calls-details',
    person: ACME_OWNER,
    path: acme('calls'),
    act: async (page) => {
      await page.locator('summary').first().click();
      await text(page, 'Number called');
    },
  },
  ...CONNECTED_STATES,
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
  {
    name: 'activity-failed',
    person: ACME_OWNER,
    path: acme('activity'),
    act: without('phone.getHistory'),
  },
];
