import type pg from 'pg';
import type { LegacyShape } from './legacy-shape.ts';

/** Companies in one statement. */
const BATCH = 5_000;

/**
 * Registers every company of the legacy table as a tenant. Its details stay where they are. Tenants that exist stay as they
 * are.
 */
export async function registerCompanies(client: pg.Client, { sql, columns, link }: LegacyShape): Promise<void> {
  const type = columns.get(link.idColumn) ?? 'text';
  for (let after: string | null = null; ; ) {
    const { rows }: pg.QueryResult<{ last: string | null }> = await client.query({
      name: after === null ? 'register first' : 'register',
      text: `
        WITH batch AS (
          SELECT ${sql.id} AS id, ${sql.name} AS name FROM ${sql.table} AS t
          ${after === null ? '' : `WHERE ${sql.id} > $1::${type}`} ORDER BY ${sql.id} LIMIT ${BATCH}
        ), registered AS (
          INSERT INTO linekeeper.tenants (id, name) SELECT id::text, name FROM batch ON CONFLICT (id) DO NOTHING
        )
        SELECT id::text AS last FROM batch ORDER BY id DESC LIMIT 1`,
      values: after === null ? [] : [after],
    });
    after = rows[0]?.last ?? null;
    if (after === null) return;
  }
}
