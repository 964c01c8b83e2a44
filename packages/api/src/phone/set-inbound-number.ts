import {
  no,
  ok,
  parsePhoneNumber,
  phoneTaken,
  type SetInboundNumberInput,
  type SetInboundNumberOutput,
} from '@linekeeper/contract';
import { spendNumberBudget } from './number-budget.ts';
import type { RequestScope } from './request-scope.ts';

/** Claims the number for the tenant, which frees the one it held. */
export async function setInboundNumber(
  scope: RequestScope,
  input: SetInboundNumberInput,
): Promise<SetInboundNumberOutput> {
  const { tenant, rows } = scope;
  const parsed = parsePhoneNumber(input.phoneNumber, { country: input.country ?? tenant.country });
  if (!parsed.ok) return parsed;
  await spendNumberBudget(scope, parsed.data, 'CLAIM');
  const claimed = await rows.claimInboundNumber(parsed.data);
  return claimed ? ok(claimed) : no(phoneTaken(parsed.data));
}
