import type { PhoneNumber } from '@linekeeper/phone-number';
import { Prisma } from '../generated/client.ts';

/** Whether reservations let the tenant claim the line: the line isn't reserved, or it's reserved for this tenant. */
export function isUnreserved(tenantId: string, phoneNumber: PhoneNumber | null): Prisma.Sql {
  return Prisma.sql`(
    NOT EXISTS (SELECT FROM linekeeper.line_reservations WHERE e164 = ${phoneNumber}::text)
    OR EXISTS (SELECT FROM linekeeper.line_reservations WHERE e164 = ${phoneNumber}::text AND tenant_id = ${tenantId})
  )`;
}
