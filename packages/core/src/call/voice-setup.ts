import { AccountSid, CallHandling, type VoiceSetup } from '@linekeeper/contract';
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
  seen: boolean;
  answered: boolean;
}

/** Which setup steps for calls a tenant has completed. Throws {@link TenantGoneError}. */
export async function readVoiceSetup({ client, tenant, config }: TenantHandle): Promise<VoiceSetup> {
  const { ring, voice: options } = config;
  const ofProvider = Prisma.sql`SELECT FROM linekeeper.calls c WHERE c.tenant_id = t.id AND NOT c.simulated`;
  // Without ORDER BY, PostgreSQL scans the whole table if it expects to find a match soon.
  const newest = Prisma.sql`ORDER BY c.id DESC LIMIT 1`;
  const [row] = await run<Row>(
    client,
    Prisma.sql`
      SELECT t.call_handling AS handling, ${STORED_ACCOUNTS},
        EXISTS (SELECT FROM (${ofProvider} ${newest}) AS one) AS seen,
        EXISTS (
          SELECT FROM (${ofProvider} AND c.outcome NOT IN ('PENDING', 'FALLBACK') ${newest}) AS one
        ) AS answered
      FROM linekeeper.tenants t WHERE t.id = ${tenant.id}
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
