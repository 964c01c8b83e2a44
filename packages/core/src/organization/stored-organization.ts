import type { PhoneNumber } from '@linekeeper/phone-number';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A company with its number, as they are stored: secrets in full. */
export interface StoredOrganization {
  id: TenantId;
  name: string;
  location: string | null;
  timezone: string | null;
  /** The provider's settings, except the number. */
  twilioConfig: Record<string, unknown>;
  phoneNumber: PhoneNumber | null;
  /** Other fields of a store that has more than ours, without secrets: they're shown as they are. */
  others?: Record<string, unknown>;
}

/** What a query answers for a {@link StoredOrganization}, from `tenants`. */
export const ORGANIZATION_COLUMNS = Prisma.sql`
  tenants.id, tenants.name, tenants.location, tenants.timezone,
  coalesce(tenants.twilio_config, '{}') AS "twilioConfig",
  (SELECT e164 FROM linekeeper.lines WHERE tenant_id = tenants.id) AS "phoneNumber"
`;

export async function findOrganization(
  client: Prisma.TransactionClient,
  tenantId: TenantId,
): Promise<StoredOrganization | null> {
  const rows = await client.$queryRaw<StoredOrganization[]>`
    SELECT ${ORGANIZATION_COLUMNS} FROM linekeeper.tenants WHERE id = ${tenantId}
  `;
  return rows[0] ?? null;
}
