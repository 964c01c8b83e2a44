import {
  no,
  type Outcome,
  ok,
  type PhoneNumber,
  TWILIO_CONFIG_MAX_BYTES,
  TWILIO_CONFIG_MAX_KEYS,
} from '@linekeeper/contract';
import { claimOnce, rerunLostRaces } from '../claim-inbound-number.ts';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import { releaseOnce } from '../release-inbound-number.ts';
import type { TenantId } from '../tenant-id.ts';
import { findOrganization, ORGANIZATION_COLUMNS, type StoredOrganization } from './stored-organization.ts';

/** What shall change of a company; what is absent stays. */
export interface OrganizationChange {
  name?: string | undefined;
  location?: string | null | undefined;
  timezone?: string | null | undefined;
  /** Claimed; null releases the one that is held. */
  phoneNumber?: PhoneNumber | null | undefined;
  /** Keys of `twilioConfig` with what shall stand there. */
  setSettings: Record<string, unknown>;
  removeSettings: string[];
}

/** CONFIG_TOO_LARGE: with what is stored already. NOT_FOUND: the company was deleted meanwhile. */
export type UpdateOrganizationAnswer = Outcome<StoredOrganization, 'PHONE_TAKEN' | 'CONFIG_TOO_LARGE' | 'NOT_FOUND'>;

const READ_COMMITTED = { isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted };

/** Changes all of it or nothing. */
export async function updateOrganization(
  prisma: PrismaClient,
  tenantId: TenantId,
  change: OrganizationChange,
): Promise<UpdateOrganizationAnswer> {
  const { phoneNumber } = change;
  if (phoneNumber === undefined) return updateDetails(prisma, tenantId, change);
  try {
    return await rerunLostRaces(() =>
      prisma.$transaction(async (transaction) => {
        if (phoneNumber === null) await releaseOnce(transaction, tenantId);
        else if (!(await claimOnce(transaction, tenantId, phoneNumber))) return no('PHONE_TAKEN');
        const updated = await updateDetails(transaction, tenantId, change);
        if (!updated.ok) throw new Undone(updated);
        return updated;
      }, READ_COMMITTED),
    );
  } catch (error) {
    if (error instanceof Undone) return error.answer;
    throw error;
  }
}

/** Thrown through the transaction, which takes a thrown error alone for a reason to roll back. */
class Undone extends Error {
  constructor(readonly answer: UpdateOrganizationAnswer) {
    super('undone');
  }
}

/**
 * One statement, which works on the row as it stands once it is locked: writers of different settings at once all win.
 * Removing alone is always allowed, also for a legacy object that is over the limits.
 */
async function updateDetails(
  client: Prisma.TransactionClient,
  tenantId: TenantId,
  { name, location, timezone, setSettings, removeSettings }: OrganizationChange,
): Promise<UpdateOrganizationAnswer> {
  const sets = Object.keys(setSettings).length > 0;
  const changesSettings = sets || removeSettings.length > 0;
  const changesDetails = name !== undefined || location !== undefined || timezone !== undefined;
  if (changesSettings || changesDetails) {
    const rows = await client.$queryRaw<StoredOrganization[]>`
      UPDATE tenants SET
        name = coalesce(${name ?? null}::text, name),
        location = CASE WHEN ${location !== undefined}::boolean THEN ${location ?? null}::text ELSE location END,
        timezone = CASE WHEN ${timezone !== undefined}::boolean THEN ${timezone ?? null}::text ELSE timezone END,
        "twilioConfig" = CASE WHEN ${changesSettings}::boolean THEN ${MERGED} ELSE "twilioConfig" END
      FROM (SELECT ${JSON.stringify(setSettings)}::jsonb AS added, ${removeSettings}::text[] AS removed) AS change
      WHERE id = ${tenantId} AND (
        NOT ${sets}::boolean
        OR ((SELECT count(*) FROM jsonb_object_keys(${MERGED})) <= ${TWILIO_CONFIG_MAX_KEYS}::int
          AND octet_length((${MERGED})::text) <= ${TWILIO_CONFIG_MAX_BYTES}::int)
      )
      RETURNING ${ORGANIZATION_COLUMNS}
    `;
    if (rows[0]) return ok(rows[0]);
  }
  const stored = await findOrganization(client, tenantId);
  if (!stored) return no('NOT_FOUND');
  return changesSettings || changesDetails ? no('CONFIG_TOO_LARGE') : ok(stored);
}

/** A legacy setting that is no object says a number, if anything: it stays for the command that moves numbers. */
const MERGED = Prisma.sql`(
  (CASE
    WHEN jsonb_typeof("twilioConfig") = 'object' THEN "twilioConfig"
    WHEN "twilioConfig" IS NULL OR jsonb_typeof("twilioConfig") = 'null' THEN '{}'::jsonb
    ELSE jsonb_build_object('phoneNumber', "twilioConfig")
  END || added) - removed
)`;
