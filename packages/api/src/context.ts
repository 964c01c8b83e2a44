import type { Database } from '@linekeeper/db';
import type { Principal } from './principal.ts';

/** What every procedure is given. The host makes one for each request; a test makes one by hand. */
export interface Context {
  db: Database;
  /** Who calls; null where nobody is signed in. Asked at most once a request, and only by procedures that need it. */
  principal(): Promise<Principal | null>;
}

export function createContext({
  db,
  resolvePrincipal,
}: {
  db: Database;
  resolvePrincipal: Context['principal'];
}): Context {
  let resolved: Promise<Principal | null> | undefined;
  return {
    db,
    principal() {
      resolved ??= resolvePrincipal();
      return resolved;
    },
  };
}
