import type { MemberRole } from '@linekeeper/contract';
import { retryDeadlocks, run } from '@linekeeper/postgres';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';

/** A person's membership of one tenant. */
export interface Member {
  /** The id of the membership, not of the person. */
  id: string;
  name: string;
  email: string;
  role: string;
  createdAt: Date;
  lastSignInAt: Date | null;
}

/** LAST_OWNER: nothing was changed, because the tenant would have no owner. */
export type RemoveMemberAnswer = 'REMOVED' | 'NOT_FOUND' | 'LAST_OWNER';
export type SetRoleAnswer = 'CHANGED' | 'NOT_FOUND' | 'LAST_OWNER';

/** Oldest membership first. */
export function listMembers({ client, tenant }: TenantHandle): Promise<Member[]> {
  return run<Member>(
    client,
    Prisma.sql`
      SELECT m.id, u.name, u.email, m.role, m.created_at AS "createdAt", u.last_sign_in_at AS "lastSignInAt"
      FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id
      WHERE m.tenant_id = ${tenant.id}
      ORDER BY m.created_at, m.id
    `,
  );
}

/** Owners and admins. Owners first, then by name. */
export function listManagers({ client, tenant }: TenantHandle): Promise<Pick<Member, 'name' | 'email' | 'role'>[]> {
  return run<Pick<Member, 'name' | 'email' | 'role'>>(
    client,
    Prisma.sql`
      SELECT u.name, u.email, m.role
      FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id
      WHERE m.tenant_id = ${tenant.id} AND m.role IN ('owner', 'admin')
      ORDER BY m.role DESC, u.name, m.id
    `,
  );
}

/** Also CHANGED if the member already had this role. */
export async function setMemberRole(
  { client, tenant }: TenantHandle,
  id: string,
  role: MemberRole,
): Promise<SetRoleAnswer> {
  const [row] = await retryDeadlocks(() =>
    run<{ found: boolean; changed: boolean }>(
      client,
      Prisma.sql`
        WITH ${ownersCte(tenant.id)}, changed AS (
          UPDATE linekeeper.members m SET role = ${role}
          WHERE m.id = ${id} AND m.tenant_id = ${tenant.id}
            AND (m.role <> 'owner' OR ${role} = 'owner' OR EXISTS (SELECT FROM owners WHERE owners.id <> m.id))
          RETURNING 1
        )
        SELECT EXISTS (SELECT FROM linekeeper.members WHERE id = ${id} AND tenant_id = ${tenant.id}) AS found,
          EXISTS (SELECT FROM changed) AS changed
      `,
    ),
  );
  if (row?.changed) return 'CHANGED';
  return row?.found ? 'LAST_OWNER' : 'NOT_FOUND';
}

/**
 * Ends a membership. In the same statement it ends the person's sessions that act for this tenant or have chosen none, and
 * withdraws the person's open invitations to it. API keys keep working: they belong to the tenant, not to a person.
 */
export async function removeMember({ client, tenant }: TenantHandle, id: string): Promise<RemoveMemberAnswer> {
  const [row] = await retryDeadlocks(() =>
    run<{ found: boolean; removed: boolean }>(
      client,
      Prisma.sql`
        WITH ${ownersCte(tenant.id)}, removed AS (
          DELETE FROM linekeeper.members m
          WHERE m.id = ${id} AND m.tenant_id = ${tenant.id}
            AND (m.role <> 'owner' OR EXISTS (SELECT FROM owners WHERE owners.id <> m.id))
          RETURNING m.user_id
        ), ended AS (
          DELETE FROM linekeeper.sessions s USING removed
          WHERE s.user_id = removed.user_id AND coalesce(s.active_tenant_id, ${tenant.id}) = ${tenant.id}
        ), withdrawn AS (
          UPDATE linekeeper.invitations i SET status = 'canceled'
          FROM removed JOIN linekeeper.users u ON u.id = removed.user_id
          WHERE i.tenant_id = ${tenant.id} AND lower(i.email) = lower(u.email) AND i.status = 'pending'
        )
        SELECT EXISTS (SELECT FROM linekeeper.members WHERE id = ${id} AND tenant_id = ${tenant.id}) AS found,
          EXISTS (SELECT FROM removed) AS removed
      `,
    ),
  );
  if (row?.removed) return 'REMOVED';
  return row?.found ? 'LAST_OWNER' : 'NOT_FOUND';
}

/** Ends the member's sessions that act for this tenant or have chosen none. Null: not a member of this tenant. */
export async function endMemberSessions({ client, tenant }: TenantHandle, id: string): Promise<number | null> {
  const [row] = await run<{ found: boolean; ended: number }>(
    client,
    Prisma.sql`
      WITH member AS (
        SELECT user_id FROM linekeeper.members WHERE id = ${id} AND tenant_id = ${tenant.id}
      ), ended AS (
        DELETE FROM linekeeper.sessions s USING member
        WHERE s.user_id = member.user_id AND coalesce(s.active_tenant_id, ${tenant.id}) = ${tenant.id}
        RETURNING 1
      )
      SELECT EXISTS (SELECT FROM member) AS found, (SELECT count(*) FROM ended)::int AS ended
    `,
  );
  return row?.found ? row.ended : null;
}

/**
 * Locks the tenant's owners. An owner is removed only while the row of another owner is locked, so two owners who remove each
 * other can't both succeed. All statements lock the owners in the order of their ids, to avoid deadlocks.
 */
function ownersCte(tenantId: string): Prisma.Sql {
  return Prisma.sql`
    owners AS MATERIALIZED (
      SELECT id FROM linekeeper.members WHERE tenant_id = ${tenantId} AND role = 'owner' ORDER BY id FOR UPDATE
    )`;
}
