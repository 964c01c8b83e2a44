import {
  no,
  type Outcome,
  ok,
  type PhoneNumber,
  TWILIO_CONFIG_MAX_BYTES,
  TWILIO_CONFIG_MAX_KEYS,
} from '@linekeeper/contract';
import { rerunLostRaces } from '../claim-inbound-number.ts';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import { SETTLED_BY_RELEASE } from '../release-inbound-number.ts';
import type { TenantId } from '../tenant-id.ts';
import type { StoredOrganization } from './stored-organization.ts';

/** What should change about a company. What is absent stays as it is. */
export interface OrganizationChange {
  name?: string | undefined;
  location?: string | null | undefined;
  timezone?: string | null | undefined;
  /** Claimed; null releases the number that is held. */
  phoneNumber?: PhoneNumber | null | undefined;
  /** Keys of `twilioConfig` with their new values. */
  setSettings: Record<string, unknown>;
  removeSettings: string[];
}

/** CONFIG_TOO_LARGE: together with what is stored already. NOT_FOUND: the company was deleted meanwhile. */
export type UpdateOrganizationAnswer = Outcome<StoredOrganization, 'PHONE_TAKEN' | 'CONFIG_TOO_LARGE' | 'NOT_FOUND'>;

/** Changes all of it or nothing. */
export function updateOrganization(
  prisma: PrismaClient,
  tenantId: TenantId,
  change: OrganizationChange,
): Promise<UpdateOrganizationAnswer> {
  return rerunLostRaces(() => updateOnce(prisma, tenantId, change));
}

type Row = StoredOrganization & { available: boolean; fits: boolean };

/**
 * One statement, so that no transaction stays open between two of them. It first locks the company's row and computes
 * what would stand there, so that concurrent writers of different settings all win. It writes only if that fits and
 * the number isn't another tenant's. Removing keys and repeating what
 * is stored are always allowed, also in a legacy object that is over the limits.
 */
async function updateOnce(
  prisma: PrismaClient,
  tenantId: TenantId,
  { name, location, timezone, phoneNumber, setSettings, removeSettings }: OrganizationChange,
): Promise<UpdateOrganizationAnswer> {
  const sets = Object.keys(setSettings).length > 0;
  const changesSettings = sets || removeSettings.length > 0;
  const changesDetails = name !== undefined || location !== undefined || timezone !== undefined;
  const claims = phoneNumber !== undefined && phoneNumber !== null;
  const releases = phoneNumber === null;
  const [row] = await prisma.$queryRaw<Row[]>`
    WITH company AS (
      SELECT id,
        coalesce(${name ?? null}::text, name) AS name,
        CASE WHEN ${location !== undefined}::boolean THEN ${location ?? null}::text ELSE location END AS location,
        CASE WHEN ${timezone !== undefined}::boolean THEN ${timezone ?? null}::text ELSE timezone END AS timezone,
        CASE WHEN ${changesSettings}::boolean THEN ${MERGED} ELSE "twilioConfig" END AS config,
        "twilioConfig" AS before
      FROM tenants, (SELECT ${JSON.stringify(setSettings)}::jsonb AS added, ${removeSettings}::text[] AS removed) AS change
      WHERE id = ${tenantId}
      FOR NO KEY UPDATE OF tenants
    ), holder AS (
      SELECT e164, tenant_id FROM inbound_numbers WHERE e164 = ${phoneNumber ?? null}::text
    ), judged AS (
      SELECT *,
        NOT EXISTS (SELECT FROM holder WHERE tenant_id <> company.id) AS available,
        NOT ${sets}::boolean OR config IS NOT DISTINCT FROM before OR (
          (SELECT count(*) FROM jsonb_object_keys(config)) <= ${TWILIO_CONFIG_MAX_KEYS}::int
          AND octet_length(config::text) <= ${TWILIO_CONFIG_MAX_BYTES}::int
        ) AS fits
      FROM company
    ), accepted AS (
      SELECT * FROM judged WHERE available AND fits
    ), claimed AS (
      INSERT INTO inbound_numbers AS held (e164, tenant_id)
      SELECT ${phoneNumber ?? null}::text, id FROM accepted
      WHERE ${claims}::boolean AND NOT EXISTS (SELECT FROM holder)
      ON CONFLICT (tenant_id) DO UPDATE SET
        e164 = excluded.e164,
        claimed_at = CASE WHEN held.e164 = excluded.e164 THEN held.claimed_at ELSE excluded.claimed_at END
      RETURNING e164
    ), released AS (
      DELETE FROM inbound_numbers WHERE ${releases}::boolean AND tenant_id IN (SELECT id FROM accepted)
    ), settled AS (
      ${SETTLED_BY_RELEASE} WHERE ${releases}::boolean AND t.id IN (SELECT id FROM accepted)
      ON CONFLICT (tenant_id) DO NOTHING
    ), updated AS (
      UPDATE tenants SET
        name = accepted.name, location = accepted.location, timezone = accepted.timezone, "twilioConfig" = accepted.config
      FROM accepted
      WHERE tenants.id = accepted.id AND ${changesSettings || changesDetails}::boolean
    )
    SELECT id, name, location, timezone, available, fits,
      CASE WHEN jsonb_typeof(config) = 'object' THEN config ELSE '{}'::jsonb END AS "twilioConfig",
      CASE
        WHEN ${claims}::boolean THEN ${phoneNumber ?? null}::text
        WHEN ${releases}::boolean THEN NULL
        ELSE (SELECT e164 FROM inbound_numbers WHERE tenant_id = judged.id)
      END AS "phoneNumber"
    FROM judged
  `;
  if (!row) return no('NOT_FOUND');
  const { available, fits, ...stored } = row;
  if (!available) return no('PHONE_TAKEN');
  return fits ? ok(stored) : no('CONFIG_TOO_LARGE');
}

/** A legacy setting that isn't an object can only be a number. It stays, for the command that moves numbers. */
const MERGED = Prisma.sql`(
  (CASE
    WHEN jsonb_typeof("twilioConfig") = 'object' THEN "twilioConfig"
    WHEN "twilioConfig" IS NULL OR jsonb_typeof("twilioConfig") = 'null' THEN '{}'::jsonb
    ELSE jsonb_build_object('phoneNumber', "twilioConfig")
  END || added) - removed
)`;
