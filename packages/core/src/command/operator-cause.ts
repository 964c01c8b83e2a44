import { userInfo } from 'node:os';
import type { Cause } from '../line/cause.ts';

/** The cause of a change that a command makes as the owner of the tables, for the history. */
export function operatorCause(reason: string | null = null): Cause {
  return { actor: { type: 'OPERATOR', id: null, name: operatorName() }, reason };
}

/** The name of the system's user. In a container, it's the number of a user who can have no name. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
