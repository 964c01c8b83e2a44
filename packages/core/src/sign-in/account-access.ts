import type { PrismaClient } from '../generated/client.ts';

/** Sessions and password links of a person, which give access without the password. Across all tenants. */
export interface AccountAccess {
  /** Ends every session of a person. Returns how many. Null if no person has this email. */
  endSessions(email: string): Promise<number | null>;
  /** Ends every password link of this person. */
  endResetLinks(userId: string): Promise<void>;
}

export function accountAccess(prisma: PrismaClient): AccountAccess {
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
    async endResetLinks(userId) {
      // Only password links have a person's id as value. Other features of the library that do are turned off.
      await prisma.$executeRaw`DELETE FROM linekeeper.verifications WHERE value = ${userId}`;
    },
  };
}
