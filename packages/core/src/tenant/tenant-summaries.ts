import type { PhoneNumber } from '@linekeeper/phone-number';
import { run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from './tenant-id.ts';

/** A company as the operator sees it. */
export interface TenantSummary {
  id: TenantId;
  name: string;
  country: string | null;
  phoneNumber: PhoneNumber | null;
  /** How many members it has. */
  people: number;
  createdAt: Date;
}

/** For the operator: every company, the oldest first. */
export async function summarizeTenants(ctx: Context): Promise<TenantSummary[]> {
  const { client } = await authorizePlatform(ctx, 'platform:operate');
  return run<TenantSummary>(
    client,
    Prisma.sql`
      SELECT t.id, t.name, t.country, l.e164 AS "phoneNumber", coalesce(m.people, 0) AS people, t.created_at AS "createdAt"
      FROM linekeeper.tenants t
      LEFT JOIN linekeeper.lines l ON l.tenant_id = t.id
      LEFT JOIN (SELECT tenant_id, count(*)::int AS people FROM linekeeper.members GROUP BY tenant_id) AS m
        ON m.tenant_id = t.id
      ORDER BY t.created_at, t.id
    `,
  );
}
