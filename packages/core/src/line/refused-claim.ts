import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type LineConstraint, violatedConstraint } from './line-constraint.ts';

const REFUSED: LineConstraint = 'lines_refused';

/** Runs a claim. Returns null if a trigger refused it. Then nothing was changed, and refused_claims has a row for the operator. */
export async function unlessRefused<T>(
  client: Queryable,
  { tenantId, phoneNumber }: { tenantId: TenantId; phoneNumber: PhoneNumber | null | undefined },
  claim: () => Promise<T>,
): Promise<T | null> {
  try {
    return await claim();
  } catch (error) {
    if (violatedConstraint(error) !== REFUSED) throw error;
    await run(
      client,
      Prisma.sql`
        INSERT INTO linekeeper.refused_claims (e164, tenant_id) VALUES (${phoneNumber}, ${tenantId})
        ON CONFLICT (e164, tenant_id) DO UPDATE SET at = excluded.at
      `,
    );
    return null;
  }
}
