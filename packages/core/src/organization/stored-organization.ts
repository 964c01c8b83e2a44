import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A stored company with its number. In our own store, secrets are encrypted; in another, they can be in plain text. */
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

export async function findOrganization(client: Queryable, tenantId: TenantId): Promise<StoredOrganization | null> {
  const [row] = await run<StoredOrganization>(
    client,
    Prisma.sql`
      SELECT id, name, location, timezone, coalesce(twilio_config, '{}') AS "twilioConfig",
        (SELECT e164 FROM linekeeper.lines WHERE tenant_id = tenants.id) AS "phoneNumber"
      FROM linekeeper.tenants WHERE id = ${tenantId}
    `,
  );
  return row ?? null;
}
