import { hash, randomBytes } from 'node:crypto';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare, type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { patience } from '../shared-statement.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { lastChangeOf } from './change-limit.ts';

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

export function numberBudget(budget: Partial<NumberBudget> = {}): NumberBudget {
  const { perHour = 40, perDay = 120, changesPerDay = 50, key = randomBytes(32).toString('hex') } = budget;
  return { perHour, perDay, changesPerDay, key };
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
const HASH_HEX_DIGITS = 16;

/**
 * If a statement selects this, its commit doesn't wait for the disk. If PostgreSQL's machine crashes, commits of the last
 * second can be lost. For the budget, this means that a tenant can ask about a few more numbers.
 */
export const WITHOUT_WAITING = Prisma.sql`set_config('synchronous_commit', 'off', true)`;

/** How much a tenant can ask about. `newerChanges`: how many claims are newer than the one that decides about the limit. */
interface Limits {
  hour: number;
  day: number;
  isLimited: boolean;
  newerChanges: number;
}

/** The values in {@link askedCte} and {@link budgetCtes}. Those at the same position are one question. All tenants differ. */
export interface BudgetValues extends Limits {
  tenantIds: TenantId[];
  phoneNumbers: PhoneNumber[];
  /** In PostgreSQL's notation for bytea: \x and hexadecimal digits. */
  hashes: string[];
  /** The hashes of the number's beginnings that can be numbers, too, one after the other. In the same notation. */
  beginnings: string[];
  isPatient: boolean;
}

/** `keeping` is the same for all of these questions. */
export function budgetValues(
  budget: NumberBudget,
  questions: readonly Omit<NumberQuestion, 'keeping'>[],
  keeping: number,
  isPatient: boolean,
) {
  const hashes = questions.map(({ tenantId, phoneNumber }) => {
    // Includes the tenant, so that the hashes don't reveal which tenants asked about the same number.
    const hashOf = (number: string) =>
      hash('sha256', `${budget.key} ${tenantId} ${number}`, 'hex').slice(0, HASH_HEX_DIGITS);
    let beginnings = '';
    for (let end = '+'.length + MIN_DIGITS; end < phoneNumber.length; end++) {
      beginnings += hashOf(phoneNumber.slice(0, end));
    }
    return { own: `\\x${hashOf(phoneNumber)}`, beginnings: `\\x${beginnings}` };
  });
  const values: BudgetValues = {
    ...limitsOf(budget, keeping),
    tenantIds: questions.map(({ tenantId }) => tenantId),
    phoneNumbers: questions.map(({ phoneNumber }) => phoneNumber),
    hashes: hashes.map(({ own }) => own),
    beginnings: hashes.map(({ beginnings }) => beginnings),
    isPatient,
  };
  return values;
}

function limitsOf({ perHour, perDay, changesPerDay }: NumberBudget, keeping: number): Limits {
  const isLimited = keeping === 0 && changesPerDay > 0;
  return {
    hour: perHour - keeping,
    day: perDay - keeping,
    isLimited,
    newerChanges: isLimited ? changesPerDay - 1 : 0,
  };
}

/** More columns of {@link askedCte}: their names, and a list of values for each, with a type. */
export interface AskedColumns {
  names: Prisma.Sql;
  lists: Prisma.Sql;
}

/**
 * `asked`: the questions, for a statement that starts with WITH. `holder_id` is who holds the number. `is_own`: the tenant
 * holds it. `is_counted`: it was counted in the last day. `is_changeable`: the limit on changes isn't reached, or doesn't
 * count here.
 */
export function askedCte(
  { tenantIds, phoneNumbers, hashes, beginnings, isLimited, newerChanges, isPatient }: BudgetValues,
  more?: AskedColumns,
): Prisma.Sql {
  return Prisma.sql`
    asked AS (
      SELECT asking.*, l.tenant_id AS holder_id, coalesce(l.tenant_id = asking.tenant_id, false) AS is_own,
        coalesce(b.asked_at[array_position(b.number_hashes, asking.hash)] > now() - interval '1 day', false) AS is_counted,
        NOT ${isLimited}::boolean OR coalesce(l.tenant_id = asking.tenant_id, false)
          OR NOT EXISTS (${lastChangeOf(Prisma.sql`asking.tenant_id`, newerChanges)}) AS is_changeable
      FROM unnest(
        ${tenantIds}::text[], ${phoneNumbers}::text[], ${hashes}::bytea[], ${beginnings}::bytea[]${more?.lists ?? Prisma.empty}
      ) AS asking (tenant_id, e164, hash, beginnings${more?.names ?? Prisma.empty})
      LEFT JOIN LATERAL (SELECT tenant_id FROM linekeeper.lines WHERE e164 = asking.e164 LIMIT 1) AS l ON true
      LEFT JOIN linekeeper.number_budgets b ON b.tenant_id = asking.tenant_id
      WHERE ${patience(isPatient)}
    )
  `;
}

/**
 * Counts the number of each question, once a day, unless it is the tenant's own. These are the parts of a statement that
 * follow {@link askedCte}. `allowed` has the tenants that can ask. For the others, nothing was counted, and the statement must
 * not do anything or reveal anything about the number.
 *
 * If this number begins with one that the tenant asked about a few minutes ago, it replaces that one, because a person was
 * probably typing it. A number is replaced only once, so ten continuations of one beginning don't count as one.
 *
 * `ON CONFLICT DO UPDATE` locks the tenant's row and sees its current state, so that concurrent calls can't exceed the
 * limits together. It counts only if `condition` holds, which is read first.
 */
export function budgetCtes({ hour, day }: BudgetValues, condition = Prisma.sql`true`): Prisma.Sql {
  return Prisma.sql`
    spent AS (
      INSERT INTO linekeeper.number_budgets AS held (tenant_id, number_hashes, asked_at)
      SELECT tenant_id, ARRAY[hash], ARRAY[now()] FROM asked
      WHERE ${condition} AND NOT is_own AND NOT is_counted AND is_changeable AND ${hour}::int > 0 AND ${day}::int > 0
      -- In the same order in every statement, so that no two of them wait for each other.
      ORDER BY tenant_id
      ON CONFLICT (tenant_id) DO UPDATE SET (number_hashes, asked_at) = (
        SELECT array_agg(hash ORDER BY since), array_agg(since ORDER BY since)
        FROM (
          SELECT CASE WHEN hash = (${REPLACED}) THEN excluded.number_hashes[1] ELSE hash END AS hash, min(since) AS since
          FROM unnest(held.number_hashes || excluded.number_hashes, held.asked_at || excluded.asked_at) AS n(hash, since)
          WHERE since > now() - interval '1 day'
          GROUP BY 1
        ) AS live
      )
      WHERE (
        SELECT (count(*) < ${day}::int
            AND count(*) FILTER (WHERE since > now() - interval '1 hour') < ${hour}::int)
          OR coalesce(bool_or(hash = excluded.number_hashes[1]), false)
          OR EXISTS (${REPLACED})
        FROM unnest(held.number_hashes, held.asked_at) AS n(hash, since)
        WHERE since > now() - interval '1 day'
      )
      RETURNING tenant_id
    ), allowed AS (
      SELECT tenant_id FROM asked
      WHERE is_changeable AND (is_own OR is_counted OR tenant_id IN (SELECT tenant_id FROM spent))
    )
  `;
}

/** The number that is replaced, from the tenant's locked row `held`. */
const REPLACED = Prisma.sql`
  SELECT hash FROM unnest(held.number_hashes, held.asked_at) AS n(hash, since)
  WHERE position(hash IN (SELECT beginnings FROM asked WHERE asked.tenant_id = held.tenant_id)) > 0
    AND since > now() - ${TYPING}::interval
  ORDER BY since DESC LIMIT 1
`;

const SPEND = prepare<BudgetValues>(
  (values) => Prisma.sql`
    WITH ${askedCte(values)}, ${budgetCtes(values)} SELECT EXISTS (SELECT FROM allowed) AS allowed, ${WITHOUT_WAITING}
  `,
);

/** Counts a number and does nothing else. Returns null, or the seconds until the tenant can ask again. */
export async function spendNumberBudget(
  client: Queryable,
  budget: NumberBudget,
  question: NumberQuestion,
): Promise<number | null> {
  const [row] = await SPEND<{ allowed: boolean }>(client, budgetValues(budget, [question], question.keeping, true));
  return row?.allowed ? null : secondsUntilRoom(client, budget, question);
}

/** Seconds until the tenant can ask again, which is when the oldest counted number leaves the time window. */
export async function secondsUntilRoom(
  client: Queryable,
  budget: NumberBudget,
  { tenantId, keeping }: Omit<NumberQuestion, 'phoneNumber'>,
): Promise<number> {
  const { hour, day, isLimited, newerChanges } = limitsOf(budget, keeping);
  const lastChange = lastChangeOf(tenantId, newerChanges);
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

/** Rows in use are cleaned when they are written. These are the rows of tenants that haven't asked since then. */
export async function forgetOldNumbers(client: Queryable): Promise<void> {
  await run(
    client,
    Prisma.sql`DELETE FROM linekeeper.number_budgets WHERE asked_at[cardinality(asked_at)] <= now() - interval '1 day'`,
  );
}
