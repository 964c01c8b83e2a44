import type pg from 'pg';
import { type PlaceValues, readAllPlaces, writeAllPlaces } from './legacy-places.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { lockIdle } from './lock-idle.ts';
import type { RestoreStep, TenantOptions } from './restore.ts';
import { planDetails, readRows } from './restore-details.ts';
import { forgetEmptied, planNumber } from './restore-number.ts';
import { readRestoredTenants } from './restored-tenant.ts';

/** A company that is restored, except for these fields. */
export interface Closing {
  id: string;
  conflicts: readonly string[];
}

/**
 * Restores those of these companies that nobody uses at the moment, and whose number alone has to be written, if anything: nearly all.
 * In the caller's transaction. Returns them. Nothing is changed for the others.
 */
export async function restoreIdle(
  client: pg.Client,
  shape: LegacyShape,
  ids: readonly string[],
  { ring }: Pick<TenantOptions, 'ring'>,
): Promise<Map<string, RestoreStep>> {
  const idle = await lockEndings(client, await lockIdle(client, shape, ids));
  const tenants = await readRestoredTenants(client, idle);
  const places = await readAllPlaces(client, shape.link, idle);
  const rows = await readRows(client, shape, idle);
  const plans = new Map<string, Closing & { values: PlaceValues; wasEmptied: boolean }>();
  for (const id of idle) {
    const [tenant, place, row] = [tenants.get(id), places.get(id), rows.get(id)];
    if (!tenant || !place || !row) continue;
    const details = planDetails(shape, { id, tenant, ring }, row);
    if (details.changes.length > 0) continue;
    const { values, isDisputed } = planNumber(shape, { tenant, places: place });
    const conflicts = [...(isDisputed ? ['number'] : []), ...details.conflicts];
    plans.set(id, { id, conflicts, values, wasEmptied: tenant.wasEmptied });
  }
  const isSame = (values: PlaceValues) => Object.keys(values).length === 0;
  const written = [...plans.values()].filter(({ values }) => !isSame(values));
  const answers = await writeAllPlaces(
    client,
    written.map(({ id, values }) => [id, values]),
  );
  const restored = [...plans.values()].filter(({ id, values }) => isSame(values) || answers.get(id) === 'DONE');
  await forgetEmptied(
    client,
    restored.filter(({ wasEmptied }) => wasEmptied).map(({ id }) => id),
  );
  await close(client, restored);
  return new Map(restored.map(({ id, values }) => [id, isSame(values) ? 'SAME' : 'WRITTEN']));
}

/**
 * A server that already knows the link can change the details of a company at the same time. It locks the record before the legacy row,
 * so this doesn't wait for it.
 */
async function lockEndings(client: pg.Client, ids: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT tenant_id AS id FROM linekeeper.legacy_endings WHERE tenant_id = ANY($1::text[]) ORDER BY tenant_id
     FOR UPDATE SKIP LOCKED`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

export async function close(client: pg.Client, companies: readonly Closing[]): Promise<void> {
  await client.query(
    `UPDATE linekeeper.legacy_endings e SET conflicts = ARRAY(SELECT jsonb_array_elements_text(done.conflicts))
     FROM unnest($1::text[], $2::jsonb[]) AS done (id, conflicts) WHERE e.tenant_id = done.id`,
    [companies.map(({ id }) => id), companies.map(({ conflicts }) => JSON.stringify(conflicts))],
  );
}
