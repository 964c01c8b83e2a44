import { retryDeadlocks } from '@linekeeper/postgres';
import { violatedConstraint } from '../line/line-constraint.ts';
import { perDatabase } from '../store.ts';
import { hashOfInvitationToken } from './invitation-token.ts';
import { IS_OPEN } from './open-invitation.ts';

/** The id and the token in an invitation's link. */
export interface InvitationLink {
  id: string;
  token: string;
}

/** An invitation that can still be accepted. */
export interface OpenInvitation {
  tenantId: string;
  tenantName: string;
  email: string;
  role: string;
  /** The name of the member who invited them; null if it was the operator. */
  invitedBy: string | null;
  /** Whether a person with this email exists. They sign in to accept. Anyone else chooses a password. */
  hasAccount: boolean;
}

/**
 * ENDED: the invitation isn't open (any more), or is for another person. LAST_OWNER: the person is the company's only owner
 * and would lose that role. Nothing was changed, and the link still works.
 */
export type AcceptAnswer = 'ACCEPTED' | 'ENDED' | 'LAST_OWNER';

/**
 * Invitations for anyone who has a link. Accepting one also ends all other open invitations of the same email to the same
 * company, in the same statement. So an older link can't restore a role that was taken away.
 */
export interface Invitations {
  /** Null: the link doesn't exist, was used, or has expired. */
  find(link: InvitationLink): Promise<OpenInvitation | null>;
  /** Creates the person and the membership. False: meanwhile the link was used, or the person was created. */
  acceptAsNewPerson(link: InvitationLink, person: { name: string; passwordHash: string }): Promise<boolean>;
  /** Creates the membership or changes its role to the one in the invitation. The session acts for the company afterwards. */
  acceptAsHolderOf(sessionToken: string, link: InvitationLink): Promise<AcceptAnswer>;
}

export const invitationsOf = perDatabase(({ prisma }): Invitations => {
  return {
    async find({ id, token }) {
      const [row] = await prisma.$queryRaw<OpenInvitation[]>`
        SELECT t.id AS "tenantId", t.name AS "tenantName", i.email, coalesce(i.role, 'member') AS role, inviter.name AS "invitedBy",
          EXISTS (SELECT FROM linekeeper.users u WHERE lower(u.email) = lower(i.email)) AS "hasAccount"
        FROM linekeeper.invitations i
        JOIN linekeeper.tenants t ON t.id = i.tenant_id
        LEFT JOIN linekeeper.users inviter ON inviter.id = i.inviter_id
        WHERE i.id = ${id} AND i.token_hash = ${hashOfInvitationToken(token)} AND ${IS_OPEN}
      `;
      return row ?? null;
    },

    async acceptAsNewPerson({ id, token }, { name, passwordHash }) {
      try {
        const rows = await prisma.$queryRaw<unknown[]>`
          WITH used AS (
            UPDATE linekeeper.invitations i SET status = 'accepted'
            WHERE i.id = ${id} AND i.token_hash = ${hashOfInvitationToken(token)} AND ${IS_OPEN}
            RETURNING tenant_id, lower(email) AS email, coalesce(role, 'member') AS role
          ), older AS (
            UPDATE linekeeper.invitations i SET status = 'canceled' FROM used
            WHERE i.tenant_id = used.tenant_id AND lower(i.email) = used.email AND i.status = 'pending' AND i.id <> ${id}
          ), person AS (
            INSERT INTO linekeeper.users (name, email, email_verified) SELECT ${name}, email, true FROM used RETURNING id
          ), account AS (
            INSERT INTO linekeeper.accounts (account_id, provider_id, user_id, password)
            SELECT id, 'credential', id, ${passwordHash} FROM person
          ), member AS (
            INSERT INTO linekeeper.members (tenant_id, user_id, role) SELECT used.tenant_id, person.id, used.role FROM used, person
          )
          SELECT FROM person
        `;
        return rows.length > 0;
      } catch (error) {
        if (violatedConstraint(error) === 'users_email_key') return false;
        throw error;
      }
    },

    async acceptAsHolderOf(sessionToken, { id, token }) {
      // If the person is already a member, their role becomes the one in the invitation, unless they are the last owner. The
      // owners are locked in the same way as for removing a member, see removeMember.
      const [row] = await retryDeadlocks(
        () => prisma.$queryRaw<{ open: boolean; used: boolean }[]>`
          WITH open AS MATERIALIZED (
            SELECT i.id, i.tenant_id, lower(i.email) AS email, coalesce(i.role, 'member') AS role, u.id AS user_id
            FROM linekeeper.sessions s
            JOIN linekeeper.users u ON u.id = s.user_id
            JOIN linekeeper.invitations i ON lower(i.email) = lower(u.email)
            WHERE s.token = ${sessionToken} AND s.expires_at > now()
              AND i.id = ${id} AND i.token_hash = ${hashOfInvitationToken(token)} AND ${IS_OPEN}
            FOR UPDATE OF i
          ), owners AS MATERIALIZED (
            SELECT m.id FROM linekeeper.members m JOIN open ON open.tenant_id = m.tenant_id
            WHERE m.role = 'owner' ORDER BY m.id FOR UPDATE OF m
          ), member AS (
            INSERT INTO linekeeper.members AS m (tenant_id, user_id, role) SELECT tenant_id, user_id, role FROM open
            ON CONFLICT (user_id, tenant_id) DO UPDATE SET role = excluded.role
            WHERE m.role <> 'owner' OR excluded.role = 'owner' OR EXISTS (SELECT FROM owners WHERE owners.id <> m.id)
            RETURNING m.tenant_id
          ), used AS (
            UPDATE linekeeper.invitations SET status = 'accepted' FROM open, member WHERE invitations.id = open.id
          ), older AS (
            UPDATE linekeeper.invitations i SET status = 'canceled' FROM open, member
            WHERE i.tenant_id = open.tenant_id AND lower(i.email) = open.email AND i.status = 'pending' AND i.id <> ${id}
          ), chosen AS (
            UPDATE linekeeper.sessions SET active_tenant_id = member.tenant_id FROM member WHERE sessions.token = ${sessionToken}
          )
          SELECT EXISTS (SELECT FROM open) AS open, EXISTS (SELECT FROM member) AS used
        `,
      );
      if (row?.used) return 'ACCEPTED';
      return row?.open ? 'LAST_OWNER' : 'ENDED';
    },
  };
});
