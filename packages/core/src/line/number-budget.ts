import { createHmac, randomBytes } from 'node:crypto';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** How many different numbers a tenant can ask about in a rolling hour and in a rolling day, with all its people and keys. */
export interface NumberBudget {
  /** 40 where absent. */
  perHour: number;
  /** 120 where absent. */
  perDay: number;
  /**
   * Makes the hashes that stand for numbers: plain hashes of all numbers are made in minutes. Processes with one
   * database share it; where absent it is the process's own, and what another was asked about counts again.
   */
  key: string;
}

export function numberBudget({ perHour = 40, perDay = 120, key }: Partial<NumberBudget> = {}): NumberBudget {
  return { perHour, perDay, key: key ?? randomBytes(32).toString('hex') };
}

interface Question {
  tenantId: TenantId;
  phoneNumber: PhoneNumber;
  /** How much of each limit is left unspent. */
  keeping: number;
}

/** A number that is typed on within this time of its first digits counts once with them. */
const TYPING = '10 minutes';
/** As short as a number can be. */
const MIN_DIGITS = 7;

/**
 * Counts a number, once a day, unless it is the tenant's own. If the tenant asked a few minutes ago about a number that
 * this one begins with, it takes that number's place: both were typed on the way to one line. A place is taken once, so
 * that a beginning isn't free for each of its ten continuations.
 *
 * One statement decides: `ON CONFLICT DO UPDATE` locks the
 * tenant's row and sees its current state, so that concurrent calls can't exceed the limits together.
 * Answers null, or in how many seconds there is room for one more.
 */
export async function spendNumberBudget(
  prisma: PrismaClient,
  { perHour, perDay, key }: NumberBudget,
  { tenantId, phoneNumber, keeping }: Question,
): Promise<number | null> {
  // With the tenant in it, so that the hashes do not tell which tenants asked about the same number.
  const hashOf = (number: string) => createHmac('sha256', key).update(`${tenantId} ${number}`).digest();
  const hash = hashOf(phoneNumber);
  const beginnings: Buffer[] = [];
  for (let end = '+'.length + MIN_DIGITS; end < phoneNumber.length; end++) {
    beginnings.push(hashOf(phoneNumber.slice(0, end)));
  }
  const limits = { hour: perHour - keeping, day: perDay - keeping };
  const allowed = await prisma.$queryRaw<unknown[]>`
    WITH free AS (
      SELECT FROM linekeeper.lines WHERE tenant_id = ${tenantId} AND e164 = ${phoneNumber}
      UNION ALL
      SELECT FROM linekeeper.number_budgets
      WHERE tenant_id = ${tenantId}
        AND asked_at[array_position(number_hashes, ${hash}::bytea)] > now() - interval '1 day'
    ), spent AS (
      INSERT INTO linekeeper.number_budgets AS held (tenant_id, number_hashes, asked_at)
      SELECT ${tenantId}, ARRAY[${hash}::bytea], ARRAY[now()]
      WHERE NOT EXISTS (SELECT FROM free) AND ${limits.hour}::int > 0 AND ${limits.day}::int > 0
      ON CONFLICT (tenant_id) DO UPDATE SET (number_hashes, asked_at) = (
        SELECT array_agg(hash ORDER BY since), array_agg(since ORDER BY since)
        FROM (
          SELECT CASE WHEN hash = (${replacedHash(beginnings)}) THEN ${hash}::bytea ELSE hash END AS hash, min(since) AS since
          FROM unnest(held.number_hashes || excluded.number_hashes, held.asked_at || excluded.asked_at) AS n(hash, since)
          WHERE since > now() - interval '1 day'
          GROUP BY 1
        ) AS live
      )
      WHERE (
        SELECT (count(*) < ${limits.day}::int
            AND count(*) FILTER (WHERE since > now() - interval '1 hour') < ${limits.hour}::int)
          OR coalesce(bool_or(hash = ${hash}::bytea), false)
          OR EXISTS (${replacedHash(beginnings)})
        FROM unnest(held.number_hashes, held.asked_at) AS n(hash, since)
        WHERE since > now() - interval '1 day'
      )
      RETURNING tenant_id
    )
    SELECT 1 AS allowed FROM free UNION ALL SELECT 1 FROM spent
  `;
  return allowed.length > 0 ? null : secondsUntilRoom(prisma, tenantId, limits);
}

/** The number whose place is taken, of those that the tenant's row holds while it is locked. */
function replacedHash(beginnings: Buffer[]): Prisma.Sql {
  return Prisma.sql`
    SELECT hash FROM unnest(held.number_hashes, held.asked_at) AS n(hash, since)
    WHERE hash = ANY (${beginnings}::bytea[]) AND since > now() - ${TYPING}::interval
    ORDER BY since DESC LIMIT 1
  `;
}

/** There is room once the oldest of as many as the limit allows has left the window. */
async function secondsUntilRoom(
  prisma: PrismaClient,
  tenantId: TenantId,
  { hour, day }: { hour: number; day: number },
): Promise<number> {
  const rows = await prisma.$queryRaw<{ seconds: number }[]>`
    SELECT ceil(extract(epoch FROM greatest(
      (SELECT since FROM unnest(asked_at) AS since ORDER BY since DESC OFFSET ${hour - 1}::int LIMIT 1) + interval '1 hour',
      (SELECT since FROM unnest(asked_at) AS since ORDER BY since DESC OFFSET ${day - 1}::int LIMIT 1) + interval '1 day'
    ) - now()))::int AS seconds
    FROM linekeeper.number_budgets WHERE tenant_id = ${tenantId}
  `;
  return Math.max(rows[0]?.seconds ?? 1, 1);
}

/** Rows in use are cleaned when they are written; these are the ones of tenants that have not asked since. */
export async function forgetOldNumbers(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`
    DELETE FROM linekeeper.number_budgets WHERE asked_at[cardinality(asked_at)] <= now() - interval '1 day'
  `;
}
