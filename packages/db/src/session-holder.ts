import type { PrismaClient } from './generated/client.ts';
import type { TenantId } from './tenant-id.ts';

/** The person behind a session, and the tenant that the person acts for (null: member of none). */
export interface SessionHolder {
  name: string;
  email: string;
  membership: { tenantId: TenantId; tenantName: string; country: string | null; role: string } | null;
}

interface Row {
  name: string;
  email: string;
  tenant_id: TenantId | null;
  tenant_name: string;
  country: string | null;
  role: string;
}

/**
 * Who holds the session with this token, in one query; null where it is unknown or has expired. The tenant is the one
 * the person chose, while a member of it, else that of the oldest membership.
 */
export async function findSessionHolder(prisma: PrismaClient, token: string): Promise<SessionHolder | null> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT u.name, u.email, m.tenant_id, t.name AS tenant_name, t.country, m.role
    FROM sessions s
    JOIN users u ON u.id = s.user_id
    LEFT JOIN members m ON m.user_id = s.user_id
    LEFT JOIN tenants t ON t.id = m.tenant_id
    WHERE s.token = ${token} AND s.expires_at > now()
    ORDER BY m.tenant_id IS NOT DISTINCT FROM s.active_tenant_id DESC, m.created_at, m.id
    LIMIT 1
  `;
  const [row] = rows;
  if (!row) return null;
  const { name, email, tenant_id, tenant_name, country, role } = row;
  return { name, email, membership: tenant_id && { tenantId: tenant_id, tenantName: tenant_name, country, role } };
}
