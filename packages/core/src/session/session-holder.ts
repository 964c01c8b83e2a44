import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** The tenant that a session acts for, and the person's role there. */
export interface Membership {
  tenantId: TenantId;
  tenantName: string;
  country: string | null;
  role: string;
}

/** The person behind a session. */
export interface SessionHolder {
  userId: string;
  name: string;
  email: string;
  /**
   * NO_TENANT: the person isn't a member of any tenant. NOT_CHOSEN: the person isn't a member of the chosen tenant any more, or
   * is a member of several and has never chosen. NOT_A_MEMBER: the named tenant doesn't exist or the person isn't a member.
   */
  membership: Membership | 'NO_TENANT' | 'NOT_CHOSEN' | 'NOT_A_MEMBER';
}

interface Row {
  user_id: string;
  name: string;
  email: string;
  active_tenant_id: string | null;
  tenant_id: TenantId | null;
  tenant_name: string;
  country: string | null;
  role: string;
  memberships: number;
}

/**
 * Returns the person of the session with this token, in one query. Null if the token is unknown or has expired. The tenant is
 * the named one, otherwise the chosen one, otherwise the person's only one. It's never a guess: if the chosen tenant is
 * gone, the person must choose again.
 */
export async function findSessionHolder(
  client: Queryable,
  token: string,
  named?: string,
): Promise<SessionHolder | null> {
  const [row] = await run<Row>(
    client,
    Prisma.sql`
    SELECT u.id AS user_id, u.name, u.email, s.active_tenant_id, m.tenant_id, t.name AS tenant_name, t.country, m.role,
      (count(m.id) OVER ())::int AS memberships
    FROM linekeeper.sessions s
    JOIN linekeeper.users u ON u.id = s.user_id
    LEFT JOIN linekeeper.members m ON m.user_id = s.user_id
    LEFT JOIN linekeeper.tenants t ON t.id = m.tenant_id
    WHERE s.token = ${token} AND s.expires_at > now()
    ORDER BY m.tenant_id IS NOT DISTINCT FROM coalesce(${named ?? null}::text, s.active_tenant_id) DESC
    LIMIT 1
  `,
  );
  return row ? { userId: row.user_id, name: row.name, email: row.email, membership: membershipOf(row, named) } : null;
}

function membershipOf(row: Row, named: string | undefined): SessionHolder['membership'] {
  const { tenant_id, tenant_name, country, role, memberships } = row;
  const wanted = named ?? row.active_tenant_id;
  if (tenant_id !== null && (wanted === null ? memberships === 1 : wanted === tenant_id)) {
    return { tenantId: tenant_id, tenantName: tenant_name, country, role };
  }
  if (named !== undefined) return 'NOT_A_MEMBER';
  return memberships === 0 ? 'NO_TENANT' : 'NOT_CHOSEN';
}
