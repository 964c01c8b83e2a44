import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { perDatabase } from '../store.ts';

/** A session as its person sees it. `id` isn't its token. */
export interface PersonSession {
  id: string;
  createdAt: Date;
  userAgent: string | null;
  isCurrent: boolean;
}

/** A person's account, across all tenants: their sessions, password links and name. */
export interface AccountAccess {
  /** Ends every session of a person. Returns how many. Null if no person has this email. */
  endSessions(email: string): Promise<number | null>;
  /** The sessions of the person who has the session with this token. That one first, then the newest. */
  sessionsOf(token: string): Promise<PersonSession[]>;
  /** Ends the person's sessions, except the one with this token. Returns how many. */
  endOtherSessions(token: string): Promise<number>;
  /** Changes the name of the session's person. */
  rename(token: string, name: string): Promise<void>;
  /** Notes that a person has signed in with their password now. */
  noteSignIn(email: string): Promise<void>;
  /** Ends every password link of this person. */
  endResetLinks(userId: string): Promise<void>;
}

export const accountAccessOf = perDatabase(({ prisma }): AccountAccess => {
  return {
    async endSessions(email) {
      const [row] = await prisma.$queryRaw<{ found: boolean; ended: number }[]>`
        WITH person AS (
          SELECT id FROM linekeeper.users WHERE lower(email) = lower(${email})
        ), ended AS (
          DELETE FROM linekeeper.sessions s USING person WHERE s.user_id = person.id AND s.expires_at > now() RETURNING 1
        )
        SELECT EXISTS (SELECT FROM person) AS found, (SELECT count(*) FROM ended)::int AS ended
      `;
      return row?.found ? row.ended : null;
    },
    sessionsOf: (token) => prisma.$queryRaw<PersonSession[]>`
      SELECT s.id, s.created_at AS "createdAt", s.user_agent AS "userAgent", s.token = ${token} AS "isCurrent"
      FROM linekeeper.sessions own JOIN linekeeper.sessions s ON s.user_id = own.user_id
      WHERE own.token = ${token} AND own.expires_at > now() AND s.expires_at > now()
      ORDER BY "isCurrent" DESC, s.created_at DESC, s.id
    `,
    endOtherSessions: (token) => prisma.$executeRaw`
      DELETE FROM linekeeper.sessions s USING linekeeper.sessions own
      WHERE own.token = ${token} AND own.expires_at > now() AND s.user_id = own.user_id AND s.token <> ${token}
    `,
    async rename(token, name) {
      await prisma.$executeRaw`
        UPDATE linekeeper.users u SET name = ${name}, updated_at = now() FROM linekeeper.sessions s
        WHERE s.token = ${token} AND s.expires_at > now() AND u.id = s.user_id
      `;
    },
    async noteSignIn(email) {
      await prisma.$executeRaw`UPDATE linekeeper.users SET last_sign_in_at = now() WHERE lower(email) = lower(${email})`;
    },
    async endResetLinks(userId) {
      // Only password links have a person's id as value. Other features of the library that do are turned off.
      await prisma.$executeRaw`DELETE FROM linekeeper.verifications WHERE value = ${userId}`;
    },
  };
});

/** For the operator: everybody's accounts. */
export async function operateAccounts(ctx: Context): Promise<AccountAccess> {
  return accountAccessOf(await authorizePlatform(ctx, 'platform:operate'));
}
