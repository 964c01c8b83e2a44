import type { SessionTenant } from '@linekeeper/contract';
import type { PrismaClient } from './generated/client.ts';

/** The companies of the person with this session, in the order in which the session would act for them. */
export async function findSessionTenants(prisma: PrismaClient, token: string): Promise<SessionTenant[]> {
  const rows = await prisma.$queryRaw<{ id: string; name: string }[]>`
    SELECT t.id, t.name
    FROM sessions s
    JOIN members m ON m.user_id = s.user_id
    JOIN tenants t ON t.id = m.tenant_id
    WHERE s.token = ${token} AND s.expires_at > now()
    ORDER BY m.tenant_id IS NOT DISTINCT FROM s.active_tenant_id DESC, m.created_at, m.id
  `;
  return rows.map((row, place) => ({ ...row, current: place === 0 }));
}

/** Lets the session act for a company of its person. False: the person is no member of it, or it does not exist. */
export async function chooseSessionTenant(prisma: PrismaClient, token: string, tenantId: string): Promise<boolean> {
  const chosen = await prisma.$executeRaw`
    UPDATE sessions s SET active_tenant_id = m.tenant_id, updated_at = now()
    FROM members m
    WHERE s.token = ${token} AND s.expires_at > now() AND m.user_id = s.user_id AND m.tenant_id = ${tenantId}
  `;
  return chosen === 1;
}
