import { type PhoneNumber, spellingsOf } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A line with its holder, as an inbound call needs them. */
export interface CallRoute {
  line: PhoneNumber;
  tenantId: TenantId;
  country: string | null;
  /** As stored, for {@link readCredentials}. */
  accountSid: unknown;
  authToken: unknown;
  /** As stored: a CallHandling, or null. */
  handling: unknown;
  /** The call, if it was reported before. `twiml` null: it isn't decided yet. */
  earlier: { id: string; twiml: string | null } | null;
}

interface Row {
  line: PhoneNumber;
  tenantId: TenantId;
  country: string | null;
  accountSid: unknown;
  authToken: unknown;
  handling: unknown;
  callId: string | null;
  twiml: string | null;
}

/** Whose call it is and whether it was reported before, by one statement; null: nobody holds the line. */
export async function findCallRoute(pool: Queryable, to: PhoneNumber, callSid: string): Promise<CallRoute | null> {
  const [row] = await run<Row>(
    pool,
    Prisma.sql`
      SELECT l.e164 AS line, t.id AS "tenantId", t.country, t.call_handling AS handling,
        t.twilio_config -> 'accountSid' AS "accountSid", t.twilio_config -> 'authToken' AS "authToken",
        c.id AS "callId", c.twiml
      FROM linekeeper.lines l
      JOIN linekeeper.tenants t ON t.id = l.tenant_id
      LEFT JOIN linekeeper.calls c ON c.call_sid = ${callSid} AND c.tenant_id = l.tenant_id
      WHERE l.e164 = ANY(${spellingsOf(to)}::text[])
      ORDER BY l.e164 = ${to} DESC
      LIMIT 1
    `,
  );
  if (!row) return null;
  const { callId, twiml, ...route } = row;
  return { ...route, earlier: callId === null ? null : { id: callId, twiml } };
}

/** The tenants that have a call with this id on record. Ids are the provider's: only a signature tells which is meant. */
export async function findReportedCalls(
  pool: Queryable,
  callSid: string,
): Promise<(Pick<CallRoute, 'tenantId' | 'accountSid' | 'authToken'> & { id: string })[]> {
  return run(
    pool,
    Prisma.sql`
      SELECT c.id, t.id AS "tenantId",
        t.twilio_config -> 'accountSid' AS "accountSid", t.twilio_config -> 'authToken' AS "authToken"
      FROM linekeeper.calls c JOIN linekeeper.tenants t ON t.id = c.tenant_id
      WHERE c.call_sid = ${callSid}
    `,
  );
}
