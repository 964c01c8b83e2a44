import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare, type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { lockTenant } from '../tenant/tenant-gone.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** How many different numbers a tenant can ask about in a rolling hour and day. All its people and keys count together. */
export interface NumberBudget {
  /** Default: 40. */
  perHour: number;
  /** Default: 120. */
  perDay: number;
  /**
   * How many claims are possible in a rolling day, including numbers that were asked about before, because each claim adds to
   * the history, which is never deleted. Default: 50. 0: no limit.
   */
  changesPerDay: number;
  /**
   * The key for the hashes of numbers. Without a key, anyone could hash all numbers in minutes. Processes with the same database
   * share it. Default: a random one, so numbers that another process was asked about count again.
   */
  key: string;
}

/** A budget with its defaults. */
export interface OpenBudget extends NumberBudget {
  /** `key`, imported once: importing it takes longer than a hash. */
  hashKey: KeyObject;
}

export function numberBudget(budget: Partial<NumberBudget> = {}): OpenBudget {
  const { perHour = 40, perDay = 120, changesPerDay = 50, key = randomBytes(32).toString('hex') } = budget;
  return { perHour, perDay, changesPerDay, key, hashKey: createSecretKey(key, 'utf8') };
}

/** A number that a tenant asks about. */
export interface NumberQuestion {
  tenantId: TenantId;
  phoneNumber: PhoneNumber;
  /** How much of each limit must be left. 0 for a claim, which also has the limit on changes. */
  keeping: number;
}

/** How much of the budget checks leave unused, so that a person who has checked many numbers can still save one. */
export const KEPT_FOR_CLAIMS = 5;
/** The smallest limit: with it, a check can still ask about one number. */
export const LEAST_NUMBERS = KEPT_FOR_CLAIMS + 1;
/** If a person continues typing within this time, the longer number replaces its beginning. */
const TYPING = Prisma.sql`'10 minutes'`;
/** The length of the shortest number. */
const MIN_DIGITS = 7;
/** Two of a tenant's 120 numbers have the same hash about once in 10^15 days. They count as one then. */
const HASH_BYTES = 8;

/**
 * If a statement selects this, its commit doesn't wait for the disk. If PostgreSQL's machine crashes, commits of the last
 * second can be lost. For the budget, this means that a tenant can ask about a few more numbers.
 */
export const WITHOUT_WAITING = Prisma.sql`set_config('synchronous_commit', 'off', true)`;

/** The values in {@link budgetCtes}. */
export interface BudgetValues {
  tenantId: TenantId;
  phoneNumber: PhoneNumber;
  hash: Buffer;
  /** The hashes of the number's beginnings that can be numbers, too. */
  beginningHashes: Buffer[];
  /** How many numbers can be counted in an hour and in a day. */
  hour: number;
  day: number;
  /** Whether there is a limit on changes, and how many are newer than the one that decides. */
  isLimited: boolean;
  newerChanges: number;
}

export function budgetValues(budget: OpenBudget, { tenantId, phoneNumber, keeping }: NumberQuestion): BudgetValues {
  // Includes the tenant, so that the hashes don't reveal which tenants asked about the same number.
  const hashOf = (number: string) =>
    createHmac('sha256', budget.hashKey).update(`${tenantId} ${number}`).digest().subarray(0, HASH_BYTES);
  const beginningHashes: Buffer[] = [];
  for (let end = '+'.length + MIN_DIGITS; end < phoneNumber.length; end++) {
    beginningHashes.push(hashOf(phoneNumber.slice(0, end)));
  }
  const isLimited = keeping === 0 && budget.changesPerDay > 0;
  return {
    tenantId,
    phoneNumber,
    hash: hashOf(phoneNumber),
    beginningHashes,
    hour: budget.perHour - keeping,
    day: budget.perDay - keeping,
    isLimited,
    newerChanges: isLimited ? budget.changesPerDay - 1 : 0,
  };
}

/**
 * Counts a number, once a day, unless it is the tenant's own. These are the parts of a statement that starts with WITH.
 * `allowed` has a row if the tenant can ask. Otherwise, nothing was counted, and the statement must not do anything or reveal
 * anything about the number.
 *
 * If this number begins with one that the tenant asked about a few minutes ago, it replaces that one, because a person was
 * probably typing it. A number is replaced only once, so ten continuations of one beginning don't count as one.
 *
 * `ON CONFLICT DO UPDATE` locks the tenant's row and sees its current state, so that concurrent calls can't exceed the
 * limits together. It counts only if `condition` holds, which is read first.
 */
export function budgetCtes(values: BudgetValues, condition = Prisma.sql`true`): Prisma.Sql {
  const { tenantId, phoneNumber, hash, beginningHashes, hour, day, isLimited } = values;
  const lastChange = lastChangeOf(values);
  // The number that is replaced, from the tenant's locked row.
  const replaced = Prisma.sql`
    SELECT hash FROM unnest(held.number_hashes, held.asked_at) AS n(hash, since)
    WHERE hash = ANY (${beginningHashes}::bytea[]) AND since > now() - ${TYPING}::interval
    ORDER BY since DESC LIMIT 1
  `;
  return Prisma.sql`
    own AS (
      SELECT FROM linekeeper.lines WHERE tenant_id = ${tenantId} AND e164 = ${phoneNumber}
    ), changeable AS (
      SELECT WHERE NOT ${isLimited}::boolean OR EXISTS (SELECT FROM own) OR NOT EXISTS (${lastChange})
    ), uncounted AS (
      SELECT FROM own
      UNION ALL
      SELECT FROM linekeeper.number_budgets
      WHERE tenant_id = ${tenantId}
        AND asked_at[array_position(number_hashes, ${hash}::bytea)] > now() - interval '1 day'
    ), spent AS (
      INSERT INTO linekeeper.number_budgets AS held (tenant_id, number_hashes, asked_at)
      SELECT ${tenantId}, ARRAY[${hash}::bytea], ARRAY[now()]
      WHERE ${condition} AND NOT EXISTS (SELECT FROM uncounted) AND EXISTS (SELECT FROM changeable) AND ${hour}::int > 0 AND ${day}::int > 0
      ON CONFLICT (tenant_id) DO UPDATE SET (number_hashes, asked_at) = (
        SELECT array_agg(hash ORDER BY since), array_agg(since ORDER BY since)
        FROM (
          SELECT CASE WHEN hash = (${replaced}) THEN ${hash}::bytea ELSE hash END AS hash, min(since) AS since
          FROM unnest(held.number_hashes || excluded.number_hashes, held.asked_at || excluded.asked_at) AS n(hash, since)
          WHERE since > now() - interval '1 day'
          GROUP BY 1
        ) AS live
      )
      WHERE (
        SELECT (count(*) < ${day}::int
            AND count(*) FILTER (WHERE since > now() - interval '1 hour') < ${hour}::int)
          OR coalesce(bool_or(hash = ${hash}::bytea), false)
          OR EXISTS (${replaced})
        FROM unnest(held.number_hashes, held.asked_at) AS n(hash, since)
        WHERE since > now() - interval '1 day'
      )
      RETURNING tenant_id
    ), allowed AS (
      SELECT FROM (SELECT FROM uncounted UNION ALL SELECT FROM spent) AS known WHERE EXISTS (SELECT FROM changeable)
    )
  `;
}

const SPEND = prepare<BudgetValues>(
  (values) => Prisma.sql`WITH ${budgetCtes(values)} SELECT EXISTS (SELECT FROM allowed) AS allowed, ${WITHOUT_WAITING}`,
);

/** Counts a number and does nothing else. Returns null, or the seconds until the tenant can ask again. */
export async function spendNumberBudget(
  client: Queryable,
  budget: OpenBudget,
  question: NumberQuestion,
): Promise<number | null> {
  const values = budgetValues(budget, question);
  const [row] = await SPEND<{ allowed: boolean }>(client, values);
  return row?.allowed ? null : secondsUntilRoom(client, values);
}

/** Seconds until the tenant can ask again, which is when the oldest counted number leaves the time window. */
export async function secondsUntilRoom(client: Queryable, values: BudgetValues): Promise<number> {
  const { tenantId, hour, day, isLimited } = values;
  const lastChange = lastChangeOf(values);
  const rows = await run<{ seconds: number }>(
    client,
    Prisma.sql`
      SELECT ceil(extract(epoch FROM greatest(
        (SELECT since FROM unnest(asked_at) AS since ORDER BY since DESC OFFSET ${hour - 1}::int LIMIT 1) + interval '1 hour',
        (SELECT since FROM unnest(asked_at) AS since ORDER BY since DESC OFFSET ${day - 1}::int LIMIT 1) + interval '1 day',
        CASE WHEN ${isLimited}::boolean THEN (${lastChange}) + interval '1 day' END
      ) - now()))::int AS seconds
      FROM linekeeper.number_budgets WHERE tenant_id = ${tenantId}
    `,
  );
  return Math.max(rows[0]?.seconds ?? 1, 1);
}

/**
 * The time of the oldest claim that counts if the limit on changes is reached. No row if it isn't. It reads only the newest
 * claims, so it doesn't take longer as the history grows.
 */
function lastChangeOf({ tenantId, newerChanges }: Pick<BudgetValues, 'tenantId' | 'newerChanges'>): Prisma.Sql {
  return Prisma.sql`
    SELECT at FROM (
      SELECT at FROM linekeeper.line_events WHERE to_tenant_id = ${tenantId} AND kind = 'CLAIMED'
      ORDER BY id DESC OFFSET ${newerChanges}::int LIMIT 1
    ) AS nth WHERE at > now() - interval '1 day'
  `;
}

/**
 * For a claim that is part of a larger change, in its transaction: locks the tenant, so that such claims of one tenant wait for each
 * other, and then says whether it has claimed a number too often in the last day. Two statements, because one that started before
 * another claim committed wouldn't count it. Throws TenantGoneError.
 */
export async function hasUsedUpChanges(
  client: Queryable,
  { tenantId, phoneNumber, changesPerDay }: Omit<NumberQuestion, 'keeping'> & Pick<NumberBudget, 'changesPerDay'>,
): Promise<boolean> {
  await lockTenant(client, tenantId);
  if (changesPerDay === 0) return false;
  const lastChange = lastChangeOf({ tenantId, newerChanges: changesPerDay - 1 });
  const rows = await run(
    client,
    Prisma.sql`
      ${lastChange} AND NOT EXISTS (SELECT FROM linekeeper.lines WHERE tenant_id = ${tenantId} AND e164 = ${phoneNumber})
    `,
  );
  return rows.length > 0;
}

/** Rows in use are cleaned when they are written. These are the rows of tenants that haven't asked since then. */
export async function forgetOldNumbers(client: Queryable): Promise<void> {
  await run(
    client,
    Prisma.sql`DELETE FROM linekeeper.number_budgets WHERE asked_at[cardinality(asked_at)] <= now() - interval '1 day'`,
  );
}
