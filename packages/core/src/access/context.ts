import type { DatabaseScope } from '../store.ts';
import type { ActingTenant, Principal } from './principal.ts';

/**
 * Called when a call ends, with `ok`, the code of a refusal, or the code of a fault. `procedure` is always one of our own
 * names, never text from a request.
 */
export type OnOutcome = (procedure: string, code: string) => void;

/** The context of every procedure. The host creates one for each request, and a test can create one directly. */
export interface Context {
  db: DatabaseScope;
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

/**
 * The context of the operator, who works at the command line. With a tenant, it reaches that tenant's rows. `reason` is a text
 * for the history.
 */
export function operatorContext(
  db: DatabaseScope,
  { name, tenant = null, reason = null }: { name: string; tenant?: ActingTenant | null; reason?: string | null },
): Context {
  return createContext({ db, resolvePrincipal: async () => ({ kind: 'operator', name, tenant, reason }) });
}
