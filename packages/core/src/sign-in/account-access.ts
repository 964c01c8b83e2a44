import type { PrismaClient } from '../generated/client.ts';

/** What lets a person in without their password, in all tenants. */
export interface AccountAccess {
  /** Ends every session of a person. The answer is how many; null if nobody has this e-mail. */
  endSessions(email: string): Promise<number | null>;
  /** Ends every link with which this person could choose a new password. */
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
      // Reset links are the only verifications here whose value is a person's id: the others of the library are off.
      await prisma.$executeRaw`DELETE FROM linekeeper.verifications WHERE value = ${userId}`;
    },
  };
}
