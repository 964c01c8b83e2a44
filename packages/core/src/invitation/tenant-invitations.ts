import {
  ALREADY_MEMBER,
  type AlreadyMember,
  err,
  type InvitationLimit,
  invitationLimit,
  MAX_OPEN_INVITATIONS,
  MAX_STORED_INVITATIONS,
  type MemberRole,
  type Outcome,
  ok,
} from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { inTurn } from '../tenant/in-turn.ts';
import { lockTenant } from '../tenant/tenant-gone.ts';
import { createInvitationToken } from './invitation-token.ts';
import type { InvitationLink } from './invitations.ts';
import { IS_OPEN } from './open-invitation.ts';

/** The invited person becomes a member with this role. If they have become a member since, they get this role. */
export interface Invited {
  email: string;
  role: MemberRole;
}

/** An invitation that can still be accepted. Its token isn't stored. */
export interface PendingInvitation {
  id: string;
  email: string;
  role: string;
  createdAt: Date;
  expiresAt: Date;
}

/** The tenant's invitations that can still be accepted, newest first. */
export function listInvitations({ client, tenant }: TenantHandle): Promise<PendingInvitation[]> {
  return run<PendingInvitation>(
    client,
    Prisma.sql`
      SELECT id, email, coalesce(role, 'member') AS role, created_at AS "createdAt", expires_at AS "expiresAt"
      FROM linekeeper.invitations i
      WHERE tenant_id = ${tenant.id} AND ${IS_OPEN}
      ORDER BY created_at DESC, id
    `,
  );
}

/**
 * Invites a person to the tenant, and withdraws the earlier invitations of the same email, so that only the newest link works.
 * A person can't invite a member; the operator can, so that a company without owners gets one.
 * Two statements, as for an API key: the second one counts what concurrent calls for this tenant have committed. Throws
 * TenantGoneError.
 */
export async function inviteMember(
  handle: TenantHandle,
  { email, role }: Invited,
): Promise<Outcome<InvitationLink, InvitationLimit | AlreadyMember>> {
  const { tenant, principal, transaction } = handle;
  const { token, hash, expiresAt } = createInvitationToken();
  const inviterId = principal.kind === 'person' ? principal.id : null;
  const invite = async (client: Queryable) => {
    await lockTenant(client, tenant.id);
    const [counted] = await run<{ id: string | null; open: number; isMember: boolean }>(
      client,
      Prisma.sql`
        WITH counted AS (
          SELECT count(*)::int AS stored,
            (count(*) FILTER (WHERE ${IS_OPEN} AND lower(email) <> lower(${email})))::int AS open,
            ${principal.kind === 'person'}::boolean AND EXISTS (
              SELECT FROM linekeeper.members m JOIN linekeeper.users u ON u.id = m.user_id
              WHERE m.tenant_id = ${tenant.id} AND lower(u.email) = lower(${email})
            ) AS "isMember"
          FROM linekeeper.invitations i WHERE tenant_id = ${tenant.id}
        ), created AS (
          INSERT INTO linekeeper.invitations (tenant_id, email, role, token_hash, expires_at, inviter_id)
          SELECT ${tenant.id}, lower(${email}), ${role}, ${hash}, ${expiresAt}::timestamptz,
            (SELECT id FROM linekeeper.users WHERE id = ${inviterId})
          FROM counted
          WHERE NOT "isMember" AND open < ${MAX_OPEN_INVITATIONS}::int AND stored < ${MAX_STORED_INVITATIONS}::int
          RETURNING id
        ), older AS (
          UPDATE linekeeper.invitations SET status = 'canceled'
          WHERE tenant_id = ${tenant.id} AND lower(email) = lower(${email}) AND status = 'pending'
            AND EXISTS (SELECT FROM created)
        )
        SELECT open, "isMember", created.id FROM counted LEFT JOIN created ON true
      `,
    );
    return counted;
  };
  const row = await inTurn(handle, () => transaction(invite));
  if (row?.isMember) return err(ALREADY_MEMBER);
  if (!row?.id) return err(invitationLimit(row && row.open >= MAX_OPEN_INVITATIONS ? 'OPEN' : 'STORED'));
  return ok({ id: row.id, token });
}

/** False: the tenant has no open invitation with this id. */
export async function withdrawInvitation({ client, tenant }: TenantHandle, id: string): Promise<boolean> {
  return (await run(client, withdrawal(id, Prisma.sql`tenant_id = ${tenant.id}`))).length > 0;
}

/** For the operator: withdraws an invitation to any tenant. False: no open invitation has this id. */
export async function withdrawAnyInvitation(ctx: Context, id: string): Promise<boolean> {
  const { client } = await authorizePlatform(ctx, 'platform:operate');
  return (await run(client, withdrawal(id, Prisma.sql`true`))).length > 0;
}

function withdrawal(id: string, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    UPDATE linekeeper.invitations SET status = 'canceled'
    WHERE id = ${id} AND status = 'pending' AND expires_at > now() AND ${condition} RETURNING id
  `;
}
