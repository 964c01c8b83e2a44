import { userInfo } from 'node:os';
import type { Cause } from '../line/cause.ts';

/** The cause of a change from the command line, for the history: the operator, with the name of the system's user. */
export function operatorCause(reason: string | null = null): Cause {
  return { actor: { type: 'OPERATOR', id: null, name: userInfo().username }, reason };
}
