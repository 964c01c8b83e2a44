import type { Availability } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare, type Queryable } from '@linekeeper/postgres';
import { TooManyRequests } from '../fault/retry-later.ts';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { isUnreserved } from './line-reservation.ts';
import {
  type BudgetValues,
  budgetCtes,
  budgetValues,
  KEPT_FOR_CLAIMS,
  type OpenBudget,
  secondsUntilRoom,
  WITHOUT_WAITING,
} from './number-budget.ts';

/** Whether one tenant can claim a number. It never says which other tenant holds it. */
export type LineAvailability = Availability | 'PHONE_TAKEN';

const CHECK = prepare<BudgetValues>((values) => {
  const { tenantId, phoneNumber } = values;
  return Prisma.sql`
    WITH ${budgetCtes(values)}
    SELECT EXISTS (SELECT FROM allowed) AS allowed,
      coalesce(
        (SELECT CASE WHEN tenant_id = ${tenantId}::text THEN 'YOURS' ELSE 'PHONE_TAKEN' END
         FROM linekeeper.lines WHERE e164 = ${phoneNumber}::text),
        CASE WHEN ${isUnreserved(tenantId, phoneNumber)} THEN 'AVAILABLE' ELSE 'PHONE_TAKEN' END
      ) AS availability,
      ${WITHOUT_WAITING}
  `;
});

/**
 * Counts the number in the tenant's budget and reads across tenants who holds it, in one statement. The result is only
 * advice, because another tenant can claim the number at any moment. Throws TooManyRequests.
 */
export async function lineAvailability(
  client: Queryable,
  budget: OpenBudget,
  { tenantId, phoneNumber }: { tenantId: TenantId; phoneNumber: PhoneNumber },
): Promise<LineAvailability> {
  const values = budgetValues(budget, { tenantId, phoneNumber, keeping: KEPT_FOR_CLAIMS });
  const [row] = await CHECK<{ allowed: boolean; availability: LineAvailability }>(client, values);
  if (!row?.allowed) throw new TooManyRequests(await secondsUntilRoom(client, values));
  return row.availability;
}
