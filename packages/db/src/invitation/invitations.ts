import type { PrismaClient } from '../generated/client.ts';
import { violatedConstraint } from '../unique-violation.ts';
import { hashOfInvitationToken } from './invitation-token.ts';

/** What an invitation's link says of itself. */
export interface InvitationLink {
  id: string;
  token: string;
}

/** An invitation that can still be accepted. */
export interface OpenInvitation {
  tenantName: string;
  email: string;
  /** Whether a person with this e-mail exists already: they sign in, others choose a password. */
  hasAccount: boolean;
}

/** Invitations, as those who have a link reach them. Each statement that accepts one also ends it: a link works once. */
export interface Invitations {
  /** Null: no such link, or it was used, or it has expired. */
  find(link: InvitationLink): Promise<OpenInvitation | null>;
  /** Makes the person and the membership. False: somebody used the link, or made that person, in between. */
  acceptAsNewPerson(link: InvitationLink, person: { name: string; passwordHash: string }): Promise<boolean>;
  /** Makes the membership and lets the session act for the company. False: not open (any more), or not this person's. */
  acceptAsHolderOf(sessionToken: string, link: InvitationLink): Promise<boolean>;
}

export function invitations(prisma: PrismaClient): Invitations {
  return {
    async find({ id, token }) {
      const [row] = await prisma.$queryRaw<{ tenant_name: string; email: string; has_account: boolean }[]>`
        SELECT t.name AS tenant_name, i.email,
          EXISTS (SELECT FROM users u WHERE lower(u.email) = lower(i.email)) AS has_account
        FROM invitations i
        JOIN tenants t ON t.id = i.tenant_id
        WHERE i.id = ${id} AND i.token_hash = ${hashOfInvitationToken(token)}
          AND i.status = 'pending' AND i.expires_at > now()
      `;
      return row ? { tenantName: row.tenant_name, email: row.email, hasAccount: row.has_account } : null;
    },

    async acceptAsNewPerson({ id, token }, { name, passwordHash }) {
      try {
        const rows = await prisma.$queryRaw<unknown[]>`
          WITH used AS (
            UPDATE invitations SET status = 'accepted'
            WHERE id = ${id} AND token_hash = ${hashOfInvitationToken(token)}
              AND status = 'pending' AND expires_at > now()
            RETURNING tenant_id, lower(email) AS email, coalesce(role, 'member') AS role
          ), person AS (
            INSERT INTO users (name, email, email_verified) SELECT ${name}, email, true FROM used RETURNING id
          ), account AS (
            INSERT INTO accounts (account_id, provider_id, user_id, password)
            SELECT id, 'credential', id, ${passwordHash} FROM person
          ), member AS (
            INSERT INTO members (tenant_id, user_id, role) SELECT used.tenant_id, person.id, used.role FROM used, person
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
      const rows = await prisma.$queryRaw<unknown[]>`
        WITH person AS (
          SELECT u.id, u.email FROM sessions s JOIN users u ON u.id = s.user_id
          WHERE s.token = ${sessionToken} AND s.expires_at > now()
        ), used AS (
          UPDATE invitations i SET status = 'accepted' FROM person
          WHERE i.id = ${id} AND i.token_hash = ${hashOfInvitationToken(token)}
            AND i.status = 'pending' AND i.expires_at > now() AND lower(i.email) = lower(person.email)
          RETURNING i.tenant_id, coalesce(i.role, 'member') AS role, person.id AS user_id
        ), member AS (
          INSERT INTO members (tenant_id, user_id, role) SELECT tenant_id, user_id, role FROM used
          ON CONFLICT (user_id, tenant_id) DO NOTHING
        ), chosen AS (
          UPDATE sessions SET active_tenant_id = used.tenant_id FROM used WHERE sessions.token = ${sessionToken}
        )
        SELECT FROM used
      `;
      return rows.length > 0;
    },
  };
}
