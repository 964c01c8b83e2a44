import { AccountSid, CallHandling, SETTING_NAMES_MAX, type VoiceSetup } from '@linekeeper/contract';
import { run } from '@linekeeper/postgres';
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
import { statusUrl, voiceUrl } from './decide-call.ts';

/** What {@link readVoiceSetup} reads of a tenant. */
interface Row extends StoredAccounts {
  handling: unknown;
  countFrom: Date | null;
  seen: boolean;
  answered: boolean;
}

/**
 * When the provider's account of the tenant `t` last changed. Of a change of many settings the history keeps only the first
 * names, so it can have changed the account.
 */
const ACCOUNT_STORED_AT = Prisma.sql`
  SELECT s.at FROM linekeeper.settings_events s
  WHERE s.tenant_id = t.id AND CASE WHEN s.setting = 'PROVIDER' THEN
    s.after @> '["accountSid"]' OR s.after @> '["authToken"]' OR jsonb_array_length(s.after) >= ${SETTING_NAMES_MAX}::int
  END
  ORDER BY s.id DESC LIMIT 1
`;

/** Which setup steps for calls a tenant has completed. Throws {@link TenantGoneError}. */
export async function readVoiceSetup({ client, tenant, config }: TenantHandle): Promise<VoiceSetup> {
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
        ) AS answered
      FROM linekeeper.tenants t
        LEFT JOIN linekeeper.lines l ON l.tenant_id = t.id
        CROSS JOIN LATERAL (
          SELECT CASE WHEN l.claimed_at IS NOT NULL THEN greatest(l.claimed_at, (${ACCOUNT_STORED_AT})) END AS at
        ) AS since
      WHERE t.id = ${tenant.id}
    `,
  );
  if (!row) throw new TenantGoneError('The tenant was deleted');
  return {
    voiceUrl: options.hasPublicUrl ? voiceUrl(options) : null,
    statusUrl: options.hasPublicUrl ? statusUrl(options) : null,
    accountSid: AccountSid.safeParse(readCredentials(ring, tenant.id, row)?.accountSid).data ?? null,
    platformAccount: options.platformCredentials !== null || readPlatformAccount(ring, row) !== null,
    platformWebhook: options.platformWebhook !== null,
    handling: CallHandling.safeParse(row.handling).data ?? null,
    callsCountFrom: row.countFrom?.toISOString() ?? null,
    signedRequestSeen: row.seen,
    callAnswered: row.answered,
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
