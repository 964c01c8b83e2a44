import type { PhoneNumber } from '@linekeeper/phone-number';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A stored company with its number. In our own store, secrets are encrypted; in another, they can be in clear. */
export interface StoredOrganization {
  id: TenantId;
  name: string;
  location: string | null;
  timezone: string | null;
  /** The provider's settings, except the number. */
  twilioConfig: Record<string, unknown>;
  phoneNumber: PhoneNumber | null;
  /** Other fields of the store. They are shown as they are, so they must not contain secrets. */
  others?: Record<string, unknown>;
}

/** The columns of `tenants` for a {@link StoredOrganization}. */
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
