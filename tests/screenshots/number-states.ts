import {
  ACME_OWNER,
  ACME_VIEWER,
  acme,
  acmeNumber,
  BRIGHTLINE_OWNER,
  brightline,
  open,
  press,
  type State,
  text,
  typeNumber,
} from './state.ts';

const owner = { person: ACME_OWNER, path: acme('number') };
const first = { person: BRIGHTLINE_OWNER, path: brightline('number') };

/** The Number page. */
export const NUMBER_STATES: readonly State[] = [
  { ...first, name: 'number-first', act: (page) => page.getByLabel('Phone number').waitFor() },
  {
    ...first,
    name: 'number-invalid',
    act: async (page) => {
      await typeNumber(page, '020 7946 00');
      await page.getByLabel('Phone number').blur();
      await page.locator('#number-message p').waitFor();
    },
  },
  {
    ...first,
    name: 'number-choices',
    act: async (page) => {
      await typeNumber(page, 'Call +44 20 7946 0018 or +1 415 523 8887');
      await text(page, 'Did you mean');
    },
  },
  {
    ...first,
    name: 'number-available',
    act: async (page) => {
      await typeNumber(page, '020 7946 0018');
      await text(page, 'Not used by another company');
    },
  },
  {
    ...first,
    name: 'number-taken',
    act: async (page) => {
      await typeNumber(page, '+1 415 523 8886');
      await press(page, 'Get a reference');
      await page.getByLabel('Reference').waitFor();
    },
  },
  {
    ...owner,
    name: 'number-offline',
    act: async (page) => {
      await text(page, '+1 415 523 8886');
      await page.context().setOffline(true);
      await text(page, "You're offline");
    },
  },
  {
    ...first,
    name: 'number-not-saved',
    act: async (page) => {
      await page.route('**/trpc/phone.setInboundNumber**', (route) => route.fulfill({ status: 502, body: 'x' }));
      await typeNumber(page, '020 7946 0018');
      await text(page, 'Not used by another company');
      await press(page, /^Use/);
      await text(page, /nothing was changed/i);
    },
  },
  {
    ...owner,
    name: 'number-review',
    act: async (page) => {
      await typeNumber(page, '+1 415 523 8887');
      await press(page, /^Use \+/);
      await text(page, 'After the change');
    },
  },
  {
    ...owner,
    name: 'number-saved',
    act: async (page) => {
      const before = await acmeNumber(page);
      await typeNumber(page, before.endsWith('7') ? '+1 415 523 8886' : '+1 415 523 8887');
      await press(page, /^Use \+/);
      await press(page, /^Change to/);
      await text(page, 'Saved');
    },
  },
  { name: 'number-viewer', person: ACME_VIEWER, path: acme('number'), act: (page) => text(page, 'Only owners') },
  { ...owner, name: 'number-release', act: open('Release number') },
];
