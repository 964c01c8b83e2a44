import { ENDED_API_KEY_DAYS } from '@linekeeper/contract';
import { clearRelayedAnswers, deleteOldCalls } from './call/call-log.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { forgetOldNumbers } from './line/number-budget.ts';
import { forgetOldAttempts } from './sign-in/sign-in-attempts.ts';
import { type DatabaseScope, STORE } from './store.ts';

/** Few enough for one statement to stay far below its time limit. */
const BATCH = 1_000;
/** How long an expired invitation is kept, in days. */
const INVITATION_DAYS = 30;

/** Rows that have expired. An expired session or link never works again. */
const EXPIRED = [
  Prisma.sql`linekeeper.sessions WHERE expires_at <= now()`,
  Prisma.sql`linekeeper.verifications WHERE expires_at <= now()`,
  Prisma.sql`linekeeper.invitations WHERE expires_at <= now() - make_interval(days => ${INVITATION_DAYS}::int)`,
  Prisma.sql`linekeeper.api_keys WHERE least(revoked_at, expires_at) <= now() - make_interval(days => ${ENDED_API_KEY_DAYS}::int)`,
];

/**
 * Deletes rows that limits no longer count, expired sessions and links, keys that ended 30 days ago, old calls, and what the platform
 * answered to calls some hours ago. Any process can call it at any time.
 */
export async function deleteOldRows(db: DatabaseScope): Promise<void> {
  const { client, prisma, voice } = db[STORE];
  await forgetOldNumbers(client);
  await forgetOldAttempts(db);
  await deleteExpiredRows(prisma);
  await clearRelayedAnswers(client);
  await deleteOldCalls(client, voice.keepDays);
}

/** Deletes in batches, and skips rows that another process is deleting. */
async function deleteExpiredRows(prisma: PrismaClient): Promise<void> {
  for (const rows of EXPIRED) {
    const table = Prisma.raw(rows.sql.split(' ', 1)[0] as string);
    let deleted: number;
    do {
      deleted = await prisma.$executeRaw`
        DELETE FROM ${table} WHERE id IN (SELECT id FROM ${rows} LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED)
      `;
    } while (deleted === BATCH);
  }
}
