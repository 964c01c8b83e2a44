import { COMPANY_STATES } from './company-states.ts';
import { LATE_STATES } from './late-states.ts';
import { LINE_STATES } from './line-states.ts';
import { NUMBER_STATES } from './number-states.ts';
import { RARE_STATES } from './rare-states.ts';
import { SIGN_IN_STATES } from './sign-in-states.ts';
import type { State } from './state.ts';

/** Every page and state, in an order in which the changes of one don't disturb the next. */
export const STATES: readonly State[] = [
  ...SIGN_IN_STATES,
  ...NUMBER_STATES,
  ...LINE_STATES,
  ...COMPANY_STATES,
  ...LATE_STATES,
  ...RARE_STATES,
];
