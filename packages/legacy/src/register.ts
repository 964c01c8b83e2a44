import type pg from 'pg';
import type { LegacyShape } from './legacy-shape.ts';

/** Companies in one statement. */
const BATCH = 5_000;

/**
 * Registers every company of the legacy table as a tenant. Its details stay where they are. Tenants that exist stay as they
 * are, except that a name that the legacy table has otherwise is queued to be followed. A company that the legacy product deletes meanwhile is queued, so that it's deleted here, too.
 */
export async function registerTenants(client: pg.Client, { sql, columns, link }: LegacyShape): Promise<void> {
  const type = columns.get(link.idColumn) ?? 'text';
  for (let after: string | null = null; ; ) {
    const { rows }: pg.QueryResult<{ last: string | null; registered: string[] | null; renamed: string[] | null }> =
      await client.query({
        name: after === null ? 'register first' : 'register',
        text: `
        WITH batch AS (
          SELECT ${sql.id} AS id, ${sql.name} AS name FROM ${sql.table} AS t
          ${after === null ? '' : `WHERE ${sql.id} > $1::${type}`} ORDER BY ${sql.id} LIMIT ${BATCH}
        ), registered AS (
          INSERT INTO linekeeper.tenants (id, name) SELECT id::text, name FROM batch ON CONFLICT (id) DO NOTHING RETURNING id
        )
        SELECT id::text AS last, (SELECT array_agg(id) FROM registered) AS registered, (
          SELECT array_agg(own.id) FROM batch JOIN linekeeper.tenants own ON own.id = batch.id::text WHERE own.name <> batch.name
        ) AS renamed FROM batch ORDER BY id DESC LIMIT 1`,
        values: after === null ? [] : [after],
      });
    after = rows[0]?.last ?? null;
    if (after === null) return;
    // The trigger queues a deletion at once, so it can have been applied before the company was registered.
    await client.query(
      `INSERT INTO linekeeper.legacy_queue (tenant_id, kind)
       SELECT gone.id, 'FOLLOW' FROM unnest($1::text[]) AS gone (id)
       WHERE NOT EXISTS (SELECT FROM ${sql.table} AS t WHERE ${sql.idText} = gone.id)
       UNION ALL SELECT id, 'FOLLOW' FROM unnest($2::text[]) AS renamed (id)`,
      [rows[0]?.registered ?? [], rows[0]?.renamed ?? []],
    );
  }
}
