import { type Context, createContext, type DatabaseScope, type OnOutcome, type Principal } from '@linekeeper/core';
import type { Call } from './call.ts';
import type { Log } from './log.ts';

/** Returns who makes a request, or null if not signed in. */
export type ResolvePrincipal = (call: Call) => Promise<Principal | null>;

/** What every door of the API needs. */
export interface ServerScope {
  db: DatabaseScope;
  resolvePrincipal: ResolvePrincipal;
  log: Log;
  onOutcome?: OnOutcome | undefined;
}

/** What core needs for a call. */
export function contextOf(call: Call, { db, resolvePrincipal, onOutcome }: ServerScope): Context {
  return createContext({ db, requestId: call.requestId, resolvePrincipal: () => resolvePrincipal(call), onOutcome });
}
