import { AccountSid, CallHandling, RefusedRequest, type VoiceSetup } from '@linekeeper/contract';
import { run } from '@linekeeper/postgres';
import { permissionsOf } from '../access/permissions.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import {
  readCredentials,
  readPlatformAccount,
  STORED_ACCOUNTS,
  type StoredAccounts,
} from '../provider/provider-credentials.ts';
import { noteSettings } from '../settings/settings-events.ts';
import { TenantGoneError } from '../tenant/tenant-gone.ts';
import { CALLS_COUNT_FROM } from './calls-count-from.ts';
import { statusUrl, voiceUrl } from './decide-call.ts';

/** What {@link readVoiceSetup} reads of a tenant. */
interface Row extends StoredAccounts {
  handling: unknown;
  countFrom: Date | null;
  seen: boolean;
  answered: boolean;
  refusedAt: Date | null;
  refusedReason: string | null;
}

/** Which setup steps for calls a tenant has completed. Throws {@link TenantGoneError}. */
export async function readVoiceSetup({ client, tenant, config, principal }: TenantHandle): Promise<VoiceSetup> {
  const { ring, voice: options } = config;
  const ofProvider = Prisma.sql`SELECT c.at FROM linekeeper.calls c WHERE c.tenant_id = t.id AND NOT c.simulated`;
  // Without ORDER BY, PostgreSQL scans the whole table if it expects to find a match soon.
  const newest = Prisma.sql`ORDER BY c.id DESC LIMIT 1`;
  const [row] = await run<Row>(
    client,
    Prisma.sql`
      SELECT t.call_handling AS handling, ${STORED_ACCOUNTS}, since.at AS "countFrom",
        EXISTS (SELECT FROM (${ofProvider} ${newest}) AS one WHERE one.at > since.at) AS seen,
        EXISTS (
          SELECT FROM (${ofProvider} AND c.outcome NOT IN ('PENDING', 'FALLBACK') ${newest}) AS one
          WHERE one.at > since.at
        ) AS answered,
        refused.at AS "refusedAt", refused.reason AS "refusedReason"
      FROM linekeeper.tenants t
        LEFT JOIN linekeeper.lines l ON l.tenant_id = t.id
        CROSS JOIN LATERAL (SELECT ${CALLS_COUNT_FROM} AS at) AS since
        LEFT JOIN linekeeper.refused_requests refused ON refused.tenant_id = t.id AND refused.at > since.at
          AND NOT EXISTS (SELECT FROM (${ofProvider} ${newest}) AS one WHERE one.at > refused.at)
      WHERE t.id = ${tenant.id}
    `,
  );
  if (!row) throw new TenantGoneError('The tenant was deleted');
  const accountSid = AccountSid.safeParse(readCredentials(ring, tenant.id, row)?.accountSid).data ?? null;
  const platformAccount = options.platformCredentials !== null || readPlatformAccount(ring, row) !== null;
  // Without an account, the next call is refused, whatever earlier ones have shown.
  const hasAccount = accountSid !== null || platformAccount;
  const isMasked = !permissionsOf(principal).includes('provider:update');
  return {
    voiceUrl: options.hasPublicUrl ? voiceUrl(options) : null,
    statusUrl: options.hasPublicUrl ? statusUrl(options) : null,
    accountSid: accountSid && isMasked ? `…${accountSid.slice(-4)}` : accountSid,
    platformAccount,
    platformWebhook: options.platformWebhook !== null,
    handling: CallHandling.safeParse(row.handling).data ?? null,
    callsCountFrom: row.countFrom?.toISOString() ?? null,
    signedRequestSeen: hasAccount && row.seen,
    callAnswered: hasAccount && row.answered,
    lastRefused: RefusedRequest.safeParse({ at: row.refusedAt?.toISOString(), reason: row.refusedReason }).data ?? null,
  };
}

/** Stores how calls are handled. Throws {@link TenantGoneError}. */
export async function writeHandling({ client, tenant, cause }: TenantHandle, handling: CallHandling): Promise<void> {
  const rows = await run(
    client,
    Prisma.sql`
      WITH company AS (
        SELECT id, call_handling AS before, ${JSON.stringify(handling)}::jsonb AS after
        FROM linekeeper.tenants WHERE id = ${tenant.id} FOR NO KEY UPDATE
      ), noted AS (
        ${noteSettings(Prisma.sql`company`, { tenantId: tenant.id, cause }, [
          ['CALL_HANDLING', Prisma.sql`company.before`, Prisma.sql`company.after`],
        ])}
      )
      UPDATE linekeeper.tenants t SET call_handling = company.after FROM company WHERE t.id = company.id RETURNING t.id
    `,
  );
  if (rows.length === 0) throw new TenantGoneError('The tenant was deleted');
}
