import { TRPCError } from '@trpc/server';
import type { Principal } from '../access/principal.ts';
import { TenantGoneError } from '../tenant/tenant-gone.ts';

/**
 * The fault for a caller whose tenant was deleted after the {@link Principal} was looked up (keys are cached for ten
 * seconds). It's the same fault that the next look-up will cause: a key was deleted with its tenant, a person wasn't.
 * Null for other errors.
 */
export function goneTenantFault(error: unknown, principal: Principal): TRPCError | null {
  if (!(error instanceof TenantGoneError)) return null;
  const isTenantsKey = principal.kind === 'service' && !principal.ofPlatform;
  return new TRPCError({ code: isTenantsKey ? 'UNAUTHORIZED' : 'FORBIDDEN' });
}
