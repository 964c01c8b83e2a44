import { TRPCError } from '@trpc/server';
import type { Principal } from '../access/principal.ts';
import { TenantGoneError } from '../tenant/tenant-gone.ts';

/**
 * What a caller gets whose tenant was deleted after {@link Principal} was looked up (a key is remembered for ten
 * seconds): what the next look-up will answer. A key ended with its tenant, a person stays. Null for other errors.
 */
export function goneTenantFault(error: unknown, { kind }: Principal): TRPCError | null {
  if (!(error instanceof TenantGoneError)) return null;
  return new TRPCError({ code: kind === 'service' ? 'UNAUTHORIZED' : 'FORBIDDEN' });
}
