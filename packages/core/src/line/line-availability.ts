import type { Availability } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare } from '@linekeeper/postgres';
import { TooManyRequests } from '../fault/retry-later.ts';
import { Prisma } from '../generated/client.ts';
import { sharedStatement } from '../shared-statement.ts';
import { type DatabaseScope, perDatabase, STORE } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { isUnreserved } from './line-reservation.ts';
import {
  askedCte,
  type BudgetValues,
  budgetCtes,
  budgetValues,
  KEPT_FOR_CLAIMS,
  secondsUntilRoom,
  WITHOUT_WAITING,
} from './number-budget.ts';

/** Whether one tenant can claim a number. It never says which other tenant holds it. */
export type LineAvailability = Availability | 'PHONE_TAKEN';

interface Question {
  tenantId: TenantId;
  phoneNumber: PhoneNumber;
}

interface Row {
  tenant_id: TenantId;
  allowed: boolean;
  availability: LineAvailability;
}

const CHECK = prepare<BudgetValues>(
  (values) => Prisma.sql`
    WITH ${askedCte(values)}, ${budgetCtes(values)}
    SELECT tenant_id, tenant_id IN (SELECT tenant_id FROM allowed) AS allowed,
      CASE
        WHEN is_own THEN 'YOURS'
        WHEN holder_id IS NOT NULL THEN 'PHONE_TAKEN'
        WHEN ${isUnreserved(Prisma.sql`asked.tenant_id`, Prisma.sql`asked.e164`)} THEN 'AVAILABLE'
        ELSE 'PHONE_TAKEN'
      END AS availability,
      ${WITHOUT_WAITING}
    FROM asked
  `,
);

const check = perDatabase((store) =>
  sharedStatement<Question, Row>(store, {
    keysOf: ({ tenantId }) => [tenantId],
    answer: async (questions, isPatient) => {
      const { client, budget } = store;
      const rows = await CHECK<Row>(client, budgetValues(budget, questions, KEPT_FOR_CLAIMS, isPatient));
      const answers = new Map(rows.map((row) => [row.tenant_id, row]));
      return questions.map(({ tenantId }) => answers.get(tenantId) as Row);
    },
  }),
);

/**
 * Counts the number in the tenant's budget and reads across tenants who holds it, in one statement. The result is only
 * advice, because another tenant can claim the number at any moment. Throws TooManyRequests.
 */
export async function lineAvailability(db: DatabaseScope, question: Question): Promise<LineAvailability> {
  const { allowed, availability } = await check(db)(question);
  if (allowed) return availability;
  const { client, budget } = db[STORE];
  throw new TooManyRequests(
    await secondsUntilRoom(client, budget, { tenantId: question.tenantId, keeping: KEPT_FOR_CLAIMS }),
  );
}
