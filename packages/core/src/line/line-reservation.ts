import type { PhoneNumber } from '@linekeeper/phone-number';
import { Prisma } from '../generated/client.ts';

/** Whether reservations let the tenant claim the line: the line isn't reserved, or it's reserved for this tenant. */
export function isUnreserved(tenantId: string, phoneNumber: PhoneNumber | null): Prisma.Sql {
  // One look-up, since a statement pays for each part of it even if it isn't needed.
  return Prisma.sql`coalesce((
    SELECT bool_or(tenant_id = ${tenantId}) FROM linekeeper.line_reservations WHERE e164 = ${phoneNumber}::text
  ), true)`;
}
