import type { SessionTenant } from '@linekeeper/contract';
import { type DatabaseScope, STORE } from '../store.ts';

/** The tenants of the session's person: first the one that the session acts for, if any, then the oldest memberships. */
export async function findSessionTenants(db: DatabaseScope, token: string): Promise<SessionTenant[]> {
  return db[STORE].prisma.$queryRaw<SessionTenant[]>`
    SELECT t.id, t.name, t.slug,
      coalesce(m.tenant_id = s.active_tenant_id, count(*) OVER () = 1) AS current
    FROM linekeeper.sessions s
    JOIN linekeeper.members m ON m.user_id = s.user_id
    JOIN linekeeper.tenants t ON t.id = m.tenant_id
    WHERE s.token = ${token} AND s.expires_at > now()
    ORDER BY current DESC, m.created_at, m.id
  `;
}

/** Makes the session act for one of the person's tenants. False: the person isn't a member of it, or it doesn't exist. */
export async function chooseSessionTenant(db: DatabaseScope, token: string, tenantId: string): Promise<boolean> {
  const chosen = await db[STORE].prisma.$executeRaw`
    UPDATE linekeeper.sessions s SET active_tenant_id = m.tenant_id, updated_at = now()
    FROM linekeeper.members m
    WHERE s.token = ${token} AND s.expires_at > now() AND m.user_id = s.user_id AND m.tenant_id = ${tenantId}
  `;
  return chosen === 1;
}
