import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { type AccountAccess, accountAccessOf } from './account-access.ts';

/** For the operator: everybody's accounts. */
export async function operateAccounts(ctx: Context): Promise<AccountAccess> {
  return accountAccessOf(await authorizePlatform(ctx, 'platform:operate'));
}
