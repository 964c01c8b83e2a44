import { AccountSid, CallHandling, type VoiceSetup } from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { KeyRing } from '../provider/key-ring.ts';
import { readCredentials } from '../provider/provider-credentials.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { statusUrl, voiceUrl } from './decide-call.ts';
import type { VoiceOptions } from './voice-options.ts';

/** What {@link readVoiceSetup} reads of a tenant. */
interface Row {
  handling: unknown;
  accountSid: unknown;
  authToken: unknown;
  seen: boolean;
  answered: boolean;
}

/** How far a tenant is with receiving calls. Null: the tenant was deleted. */
export async function readVoiceSetup(
  { pool, ring, options }: { pool: Queryable; ring: KeyRing; options: VoiceOptions },
  tenantId: TenantId,
): Promise<VoiceSetup | null> {
  const ofProvider = Prisma.sql`SELECT FROM linekeeper.calls c WHERE c.tenant_id = t.id AND NOT c.simulated`;
  // Without an order, PostgreSQL reads the whole table where it guesses that a match is soon found.
  const newest = Prisma.sql`ORDER BY c.id DESC LIMIT 1`;
  const [row] = await run<Row>(
    pool,
    Prisma.sql`
      SELECT t.call_handling AS handling,
        t.twilio_config -> 'accountSid' AS "accountSid", t.twilio_config -> 'authToken' AS "authToken",
        EXISTS (SELECT FROM (${ofProvider} ${newest}) AS one) AS seen,
        EXISTS (
          SELECT FROM (${ofProvider} AND c.outcome NOT IN ('PENDING', 'FALLBACK') ${newest}) AS one
        ) AS answered
      FROM linekeeper.tenants t WHERE t.id = ${tenantId}
    `,
  );
  if (!row) return null;
  return {
    voiceUrl: voiceUrl(options),
    statusUrl: statusUrl(options),
    accountSid: AccountSid.safeParse(readCredentials(ring, tenantId, row)?.accountSid).data ?? null,
    platformAccount: options.platformCredentials !== null,
    platformWebhook: options.platformWebhook !== null,
    handling: CallHandling.safeParse(row.handling).data ?? null,
    signedRequestSeen: row.seen,
    callAnswered: row.answered,
  };
}

/** Stores what calls do. False: the tenant was deleted. */
export async function writeHandling(pool: Queryable, tenantId: TenantId, handling: CallHandling): Promise<boolean> {
  const rows = await run(
    pool,
    Prisma.sql`
      UPDATE linekeeper.tenants SET call_handling = ${JSON.stringify(handling)}::jsonb WHERE id = ${tenantId} RETURNING id
    `,
  );
  return rows.length > 0;
}
