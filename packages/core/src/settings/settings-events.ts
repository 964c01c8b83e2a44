import type { SettingsEvent } from '@linekeeper/contract';
import { Prisma } from '../generated/client.ts';
import type { Cause } from '../line/cause.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A setting with its JSON before and after. */
export type SettingChange = readonly [setting: SettingsEvent['setting'], before: Prisma.Sql, after: Prisma.Sql];

/**
 * The part of a statement that appends the differences to the history, so that no change goes unrecorded. `from` is a
 * relation with one row or none, and with the columns that the changes name.
 */
export function noteSettings(
  from: Prisma.Sql,
  { tenantId, cause: { actor, requestId } }: { tenantId: TenantId; cause: Cause },
  changes: readonly SettingChange[],
): Prisma.Sql {
  const rows = changes.map(([setting, before, after]) => Prisma.sql`(${setting}::text, ${before}, ${after})`);
  return Prisma.sql`
    INSERT INTO linekeeper.settings_events (tenant_id, setting, before, after, actor_type, actor_id, actor_name, request_id)
    SELECT ${tenantId}, c.setting, c.before, c.after, ${actor.type}, ${actor.id}, ${actor.name}, ${requestId ?? null}
    FROM ${from}, LATERAL (VALUES ${Prisma.join(rows)}) AS c (setting, before, after)
    WHERE c.before IS DISTINCT FROM c.after
  `;
}
