import type { Organization } from '@linekeeper/contract';
import { TRPCError } from '@trpc/server';
import { authorize } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { readOrganization } from './organization-store.ts';
import { toOrganization } from './to-organization.ts';

/** The caller's company. Throws the faults of {@link authorize}. */
export async function getOrganization(ctx: Context): Promise<Organization> {
  const stored = await readOrganization(await authorize(ctx, 'organization:read'));
  // The tenant was deleted after the caller was looked up.
  if (!stored) throw new TRPCError({ code: 'FORBIDDEN' });
  return toOrganization(stored);
}
