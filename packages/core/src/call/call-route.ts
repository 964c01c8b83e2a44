import { type PhoneNumber, spellingsOf } from '@linekeeper/phone-number';
import { prepare, type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { STORED_ACCOUNTS, type StoredAccounts } from '../provider/provider-credentials.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { FALLBACK_TWIML } from './twiml.ts';

/** A call on record. */
export interface EarlierCall {
  id: string;
  /** The answer. Null: it isn't decided yet. The fallback if the platform's answer has been cleared. */
  twiml: string | null;
  /** Whether the request that wrote it can still correct it. */
  isCorrectable: boolean;
}

/** A line with its holder, as an inbound call needs them. */
export interface CallRoute extends StoredAccounts {
  line: PhoneNumber;
  tenantId: TenantId;
  country: string | null;
  /** As stored: a CallHandling, or null. */
  handling: unknown;
  /** The call, if it was reported before. */
  earlier: EarlierCall | null;
  /** When PostgreSQL read this, by its own clock: seconds since 1970. */
  readAt: number;
}

type Row = Omit<CallRoute, 'earlier'> & Omit<EarlierCall, 'id'> & { callId: string | null; isPending: boolean };

const FIND = prepare<{ to: PhoneNumber; spellings: PhoneNumber[]; callSid: string }>(
  ({ to, spellings, callSid }) => Prisma.sql`
    SELECT l.e164 AS line, t.id AS "tenantId", t.country, t.call_handling AS handling,
      ${STORED_ACCOUNTS},
      c.id AS "callId", c.twiml, c.outcome = 'PENDING' AS "isPending", c.correctable_by IS NOT NULL AS "isCorrectable",
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
  const { callId, twiml, isPending, isCorrectable, ...route } = row;
  if (callId === null) return { ...route, earlier: null };
  return { ...route, earlier: { id: callId, twiml: twiml ?? (isPending ? null : FALLBACK_TWIML), isCorrectable } };
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
