import type { PhoneNumber } from '@linekeeper/phone-number';
import { Prisma } from '../generated/client.ts';

/** Whether reservations let the tenant claim the line: the line isn't reserved, or it's reserved for this tenant. */
export function isUnreserved(tenantId: string | Prisma.Sql, phoneNumber: PhoneNumber | Prisma.Sql | null): Prisma.Sql {
  // One look-up, since a statement pays for each part of it even if it isn't needed.
  return Prisma.sql`coalesce((
    SELECT bool_or(r.tenant_id = ${tenantId}) FROM linekeeper.line_reservations r WHERE r.e164 = ${phoneNumber}::text
  ), true)`;
}
