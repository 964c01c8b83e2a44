import type { Queryable } from '@linekeeper/postgres';
import { idOf, type LegacyShape } from './legacy-shape.ts';

/**
 * Locks these companies, their lines and their legacy rows until the transaction ends, as far as nobody uses them and nothing of them
 * has to be followed. Never waits, so a batch holds its locks only as long as its own statements take. Returns the companies that
 * are locked, in the given order.
 */
export async function lockIdle(client: Queryable, shape: LegacyShape, tenantIds: readonly string[]): Promise<string[]> {
  const { sql } = shape;
  const { rows: tenants } = await client.query<{ id: string }>(
    'SELECT id FROM linekeeper.tenants WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE SKIP LOCKED',
    [tenantIds],
  );
  // The line of a locked company can still be released.
  const { rows: settled } = await client.query<{ id: string }>(
    `WITH locked AS MATERIALIZED (
       SELECT tenant_id FROM linekeeper.lines WHERE tenant_id = ANY($1::text[]) ORDER BY tenant_id FOR UPDATE SKIP LOCKED
     )
     SELECT id FROM unnest($1::text[]) AS own (id) WHERE id IN (SELECT tenant_id FROM locked)
       OR NOT EXISTS (SELECT FROM linekeeper.lines n WHERE n.tenant_id = own.id)`,
    [tenants.map(({ id }) => id)],
  );
  const { rows: stored } = await client.query<{ id: string }>(
    `SELECT own.id FROM unnest($1::text[]) AS own (id) JOIN ${sql.table} AS t ON ${sql.id} = ${idOf(shape, 'own.id')}
     ORDER BY own.id FOR NO KEY UPDATE OF t SKIP LOCKED`,
    [settled.map(({ id }) => id)],
  );
  // Only now, because nobody can change the legacy rows any more.
  const { rows: queued } = await client.query<{ id: string }>(
    'SELECT DISTINCT tenant_id AS id FROM linekeeper.legacy_queue WHERE tenant_id = ANY($1::text[])',
    [stored.map(({ id }) => id)],
  );
  const locked = new Set(stored.map(({ id }) => id));
  for (const { id } of queued) locked.delete(id);
  return tenantIds.filter((id) => locked.has(id));
}
