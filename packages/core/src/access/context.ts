import type { Database } from '../database.ts';
import type { Principal } from './principal.ts';

/** What every procedure is given. The host makes one for each request; a test makes one by hand. */
export interface Context {
  db: Database;
  /** Finds the request in the log; null for a call that isn't a request. */
  requestId: string | null;
  /** The caller, or null if not signed in. It's looked up at most once for each request, and only if a procedure needs it. */
  principal(): Promise<Principal | null>;
}

export function createContext({
  db,
  requestId = null,
  resolvePrincipal,
}: {
  db: Database;
  requestId?: string | null;
  resolvePrincipal: Context['principal'];
}): Context {
  let resolved: Promise<Principal | null> | undefined;
  return {
    db,
    requestId,
    principal() {
      resolved ??= resolvePrincipal();
      return resolved;
    },
  };
}
