import type { Database } from '../database.ts';
import type { Principal } from './principal.ts';

/** Told how each call ends: `ok`, the code of a refusal, or the code of a fault. `procedure` is a name of ours, never input. */
export type OnOutcome = (procedure: string, code: string) => void;

/** The context of every procedure. The host creates one for each request, and a test can create one directly. */
export interface Context {
  db: Pick<Database, 'forTenant' | 'lines' | 'tenants'>;
  /** The id of the request in the log. Null for a call that isn't a request. */
  requestId: string | null;
  /** The caller, or null if not signed in. It's looked up at most once for each request, and only if a procedure needs it. */
  principal(): Promise<Principal | null>;
  onOutcome: OnOutcome | undefined;
}

export function createContext({
  db,
  requestId = null,
  resolvePrincipal,
  onOutcome,
}: {
  db: Context['db'];
  requestId?: string | null;
  resolvePrincipal: Context['principal'];
  onOutcome?: OnOutcome | undefined;
}): Context {
  let resolved: Promise<Principal | null> | undefined;
  return {
    db,
    requestId,
    onOutcome,
    principal() {
      resolved ??= resolvePrincipal();
      return resolved;
    },
  };
}
