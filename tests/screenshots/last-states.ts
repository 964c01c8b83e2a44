import { replaceAccount } from './set-up-line.ts';
import { ACME_OWNER, acme, type State, text } from './state.ts';

/** States after which others of the same company would look different. */
export const LAST_STATES: readonly State[] = [
  {
    name: 'overview-account-changed',
    person: ACME_OWNER,
    path: acme(''),
    before: replaceAccount,
    act: (page) => text(page, 'Waiting for the first call'),
  },
  {
    name: 'connect-account-changed',
    person: ACME_OWNER,
    path: acme('connect'),
    act: (page) => text(page, 'If your number is in another'),
  },
];
