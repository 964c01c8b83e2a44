import { type PhoneNumber, spellingsOf } from '@linekeeper/phone-number';
import { prepare, type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { STORED_ACCOUNTS, type StoredAccounts } from '../provider/provider-credentials.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A line with its holder, as an inbound call needs them. */
export interface CallRoute extends StoredAccounts {
  line: PhoneNumber;
  tenantId: TenantId;
  country: string | null;
  /** As stored: a CallHandling, or null. */
  handling: unknown;
  /** The call, if it was reported before. `twiml` null: it isn't decided yet. */
  earlier: { id: string; twiml: string | null } | null;
  /** When PostgreSQL read this, by its own clock: seconds since 1970. */
  readAt: number;
}

type Row = Omit<CallRoute, 'earlier'> & { callId: string | null; twiml: string | null };

const FIND = prepare<{ to: PhoneNumber; spellings: PhoneNumber[]; callSid: string }>(
  ({ to, spellings, callSid }) => Prisma.sql`
    SELECT l.e164 AS line, t.id AS "tenantId", t.country, t.call_handling AS handling,
      ${STORED_ACCOUNTS},
      c.id AS "callId", c.twiml,
      extract(epoch FROM clock_timestamp())::float8 AS "readAt"
    FROM linekeeper.lines l
    JOIN linekeeper.tenants t ON t.id = l.tenant_id
    LEFT JOIN linekeeper.calls c ON c.call_sid = ${callSid} AND c.tenant_id = l.tenant_id
    WHERE l.e164 = ANY(${spellings}::text[])
    ORDER BY l.e164 = ${to} DESC
    LIMIT 1
  `,
);

/**
 * Who holds the called line and whether the call was reported before, in one statement. Null: nobody holds the line.
 */
export async function findCallRoute(pool: Queryable, to: PhoneNumber, callSid: string): Promise<CallRoute | null> {
  const [row] = await FIND<Row>(pool, { to, spellings: spellingsOf(to), callSid });
  if (!row) return null;
  const { callId, twiml, ...route } = row;
  return { ...route, earlier: callId === null ? null : { id: callId, twiml } };
}

/**
 * The tenants that have a call with this id on record. Ids come from the provider, so only a signature shows which call
 * is meant.
 */
export async function findReportedCalls(
  pool: Queryable,
  callSid: string,
): Promise<(StoredAccounts & Pick<CallRoute, 'tenantId'> & { id: string; reportedByPlatform: boolean | null })[]> {
  return run(
    pool,
    Prisma.sql`
      SELECT c.id, c.of_platform AS "reportedByPlatform", t.id AS "tenantId",
        ${STORED_ACCOUNTS}
      FROM linekeeper.calls c JOIN linekeeper.tenants t ON t.id = c.tenant_id
      WHERE c.call_sid = ${callSid}
    `,
  );
}
