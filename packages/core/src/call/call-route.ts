import { type PhoneNumber, spellingsOf } from '@linekeeper/phone-number';
import { prepare, type Queryable, run } from '@linekeeper/postgres';
import DataLoader from 'dataloader';
import { Prisma } from '../generated/client.ts';
import { STORED_ACCOUNTS, type StoredAccounts } from '../provider/provider-credentials.ts';
import { type DatabaseScope, perDatabase } from '../store.ts';
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

type Row = Omit<CallRoute, 'earlier'> &
  Omit<EarlierCall, 'id'> & { position: number; callId: string | null; isPending: boolean };

interface Inbound {
  to: PhoneNumber;
  callSid: string;
}

const FIND = prepare<{ lines: PhoneNumber[]; otherSpellings: (PhoneNumber | null)[]; callSids: string[] }>(
  ({ lines, otherSpellings, callSids }) => Prisma.sql`
    SELECT asked.position::int, route.*
    FROM unnest(${lines}::text[], ${otherSpellings}::text[], ${callSids}::text[])
      WITH ORDINALITY AS asked (line, other_spelling, call_sid, position)
    CROSS JOIN LATERAL (
      SELECT l.e164 AS line, t.id AS "tenantId", t.country, t.call_handling AS handling,
        ${STORED_ACCOUNTS},
        c.id AS "callId", c.twiml, c.outcome = 'PENDING' AS "isPending", c.correctable_by IS NOT NULL AS "isCorrectable",
        extract(epoch FROM clock_timestamp())::float8 AS "readAt"
      FROM linekeeper.lines l
      JOIN linekeeper.tenants t ON t.id = l.tenant_id
      LEFT JOIN linekeeper.calls c ON c.call_sid = asked.call_sid AND c.tenant_id = l.tenant_id
      WHERE l.e164 IN (asked.line, asked.other_spelling)
      ORDER BY l.e164 = asked.line DESC
      LIMIT 1
    ) AS route
  `,
);

/**
 * Who holds the called line and whether the call was reported before. Null: nobody holds the line. Calls that come in together
 * share one statement. Nothing is cached.
 */
export function findCallRoute(db: DatabaseScope, to: PhoneNumber, callSid: string): Promise<CallRoute | null> {
  return loaderOf(db).load({ to, callSid });
}

const loaderOf = perDatabase(
  ({ client }) =>
    new DataLoader((calls: readonly Inbound[]) => findCallRoutes(client, calls), {
      cache: false,
      // Runs after all requests that have arrived so far.
      batchScheduleFn: setImmediate,
    }),
);

async function findCallRoutes(client: Queryable, calls: readonly Inbound[]): Promise<(CallRoute | null)[]> {
  const spellings = calls.map(({ to }) => spellingsOf(to));
  const rows = await FIND<Row>(client, {
    lines: calls.map(({ to }) => to),
    otherSpellings: spellings.map((each, index) => each.find((spelling) => spelling !== calls[index]?.to) ?? null),
    callSids: calls.map(({ callSid }) => callSid),
  });
  const routes = calls.map((): CallRoute | null => null);
  for (const { position, callId, twiml, isPending, isCorrectable, ...route } of rows) {
    const earlier =
      callId === null ? null : { id: callId, twiml: twiml ?? (isPending ? null : FALLBACK_TWIML), isCorrectable };
    routes[position - 1] = { ...route, earlier };
  }
  return routes;
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
