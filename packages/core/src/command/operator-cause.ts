import { userInfo } from 'node:os';
import type { Cause } from '../line/cause.ts';

/** What the history says about a change made at the command line: the operator, by the name of the system's user. */
export function operatorCause(reason: string | null = null): Cause {
  return { actor: { type: 'OPERATOR', id: null, name: userInfo().username }, reason };
}
