import type { MemberRole } from '@linekeeper/contract';
import { retryDeadlocks } from '@linekeeper/postgres';
import type { PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

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

/** The people of one tenant. */
export interface MemberRows {
  /** Oldest membership first. */
  list(): Promise<Member[]>;
  /** Owners and admins. Owners first, then by name. */
  managers(): Promise<Pick<Member, 'name' | 'email' | 'role'>[]>;
  /** CHANGED also if the member had this role already. */
  setRole(id: string, role: MemberRole): Promise<SetRoleAnswer>;
  /**
   * Ends a membership. In the same statement it ends the person's sessions that act for this tenant or have chosen none,
   * and withdraws the person's open invitations to it. API keys keep working: they belong to the tenant, not to a person.
   */
  remove(id: string): Promise<RemoveMemberAnswer>;
  /** Ends the member's sessions that act for this tenant or have chosen none. Null: not a member of this tenant. */
  endSessions(id: string): Promise<number | null>;
}

export function memberRows(prisma: PrismaClient, tenantId: TenantId): MemberRows {
  return {
    list: () => prisma.$queryRaw<Member[]>`
      SELECT m.id, u.name, u.email, m.role, m.created_at AS "createdAt", u.last_sign_in_at AS "lastSignInAt"
      FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id
      WHERE m.tenant_id = ${tenantId}
      ORDER BY m.created_at, m.id
    `,

    managers: () => prisma.$queryRaw<Pick<Member, 'name' | 'email' | 'role'>[]>`
      SELECT u.name, u.email, m.role
      FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id
      WHERE m.tenant_id = ${tenantId} AND m.role IN ('owner', 'admin')
      ORDER BY m.role DESC, u.name, m.id
    `,

    async setRole(id, role) {
      // The owners are locked as in `remove`.
      const [row] = await retryDeadlocks(
        () => prisma.$queryRaw<{ found: boolean; changed: boolean }[]>`
          WITH owners AS MATERIALIZED (
            SELECT id FROM linekeeper.members WHERE tenant_id = ${tenantId} AND role = 'owner' ORDER BY id FOR UPDATE
          ), changed AS (
            UPDATE linekeeper.members m SET role = ${role}
            WHERE m.id = ${id} AND m.tenant_id = ${tenantId}
              AND (m.role <> 'owner' OR ${role} = 'owner' OR EXISTS (SELECT FROM owners WHERE owners.id <> m.id))
            RETURNING 1
          )
          SELECT EXISTS (SELECT FROM linekeeper.members WHERE id = ${id} AND tenant_id = ${tenantId}) AS found,
            EXISTS (SELECT FROM changed) AS changed
        `,
      );
      if (row?.changed) return 'CHANGED';
      return row?.found ? 'LAST_OWNER' : 'NOT_FOUND';
    },

    async remove(id) {
      // An owner is removed only while the row of another owner is locked, so two owners who remove each other can't both
      // succeed. All statements lock the owners in the order of their ids, to avoid deadlocks.
      const [row] = await retryDeadlocks(
        () => prisma.$queryRaw<{ found: boolean; removed: boolean }[]>`
          WITH owners AS MATERIALIZED (
            SELECT id FROM linekeeper.members WHERE tenant_id = ${tenantId} AND role = 'owner' ORDER BY id FOR UPDATE
          ), removed AS (
            DELETE FROM linekeeper.members m
            WHERE m.id = ${id} AND m.tenant_id = ${tenantId}
              AND (m.role <> 'owner' OR EXISTS (SELECT FROM owners WHERE owners.id <> m.id))
            RETURNING m.user_id
          ), ended AS (
            DELETE FROM linekeeper.sessions s USING removed
            WHERE s.user_id = removed.user_id AND coalesce(s.active_tenant_id, ${tenantId}) = ${tenantId}
          ), withdrawn AS (
            UPDATE linekeeper.invitations i SET status = 'canceled'
            FROM removed JOIN linekeeper.users u ON u.id = removed.user_id
            WHERE i.tenant_id = ${tenantId} AND lower(i.email) = lower(u.email) AND i.status = 'pending'
          )
          SELECT EXISTS (SELECT FROM linekeeper.members WHERE id = ${id} AND tenant_id = ${tenantId}) AS found,
            EXISTS (SELECT FROM removed) AS removed
        `,
      );
      if (row?.removed) return 'REMOVED';
      return row?.found ? 'LAST_OWNER' : 'NOT_FOUND';
    },

    async endSessions(id) {
      const [row] = await prisma.$queryRaw<{ found: boolean; ended: number }[]>`
        WITH member AS (
          SELECT user_id FROM linekeeper.members WHERE id = ${id} AND tenant_id = ${tenantId}
        ), ended AS (
          DELETE FROM linekeeper.sessions s USING member
          WHERE s.user_id = member.user_id AND coalesce(s.active_tenant_id, ${tenantId}) = ${tenantId}
          RETURNING 1
        )
        SELECT EXISTS (SELECT FROM member) AS found, (SELECT count(*) FROM ended)::int AS ended
      `;
      return row?.found ? row.ended : null;
    },
  };
}
