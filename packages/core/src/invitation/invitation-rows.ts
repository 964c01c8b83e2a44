import type { PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { createInvitationToken } from './invitation-token.ts';
import type { InvitationLink } from './invitations.ts';

/** The invited person becomes a member with this role. If they are already a member, they get this role. */
export interface Invited {
  email: string;
  role: 'owner' | 'admin' | 'member';
  /** The person who invites. Null or unknown: the operator. */
  inviterId?: string | null;
}

/** An invitation that can still be accepted. Its token isn't stored. */
export interface PendingInvitation {
  id: string;
  email: string;
  role: string;
  createdAt: Date;
  expiresAt: Date;
}

/** The invitations to one tenant. */
export interface InvitationRows {
  /** The invitations that can still be accepted, newest first. */
  list(): Promise<PendingInvitation[]>;
  /** Creates an invitation, and withdraws the earlier ones of the same email to this tenant. Only the newest link works. */
  create(invited: Invited): Promise<InvitationLink>;
  /** False: the tenant has no open invitation with this id. */
  withdraw(id: string): Promise<boolean>;
}

export function invitationRows(prisma: PrismaClient, tenantId: TenantId): InvitationRows {
  return {
    list: () => prisma.$queryRaw<PendingInvitation[]>`
      SELECT id, email, coalesce(role, 'member') AS role, created_at AS "createdAt", expires_at AS "expiresAt"
      FROM linekeeper.invitations
      WHERE tenant_id = ${tenantId} AND status = 'pending' AND expires_at > now()
      ORDER BY created_at DESC, id
    `,

    async create({ email, role, inviterId = null }) {
      const { token, hash, expiresAt } = createInvitationToken();
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        WITH older AS (
          UPDATE linekeeper.invitations SET status = 'canceled'
          WHERE tenant_id = ${tenantId} AND lower(email) = lower(${email}) AND status = 'pending'
        )
        INSERT INTO linekeeper.invitations (tenant_id, email, role, token_hash, expires_at, inviter_id)
        VALUES (
          ${tenantId}, lower(${email}), ${role}, ${hash}, ${expiresAt},
          (SELECT id FROM linekeeper.users WHERE id = ${inviterId})
        )
        RETURNING id
      `;
      const [row] = rows;
      if (!row) throw new Error('INSERT … RETURNING returned no row');
      return { id: row.id, token };
    },

    async withdraw(id) {
      const withdrawn = await prisma.$executeRaw`
        UPDATE linekeeper.invitations SET status = 'canceled'
        WHERE id = ${id} AND tenant_id = ${tenantId} AND status = 'pending' AND expires_at > now()
      `;
      return withdrawn === 1;
    },
  };
}
