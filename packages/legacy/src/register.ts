import type pg from 'pg';
import type { LegacyShape } from './legacy-shape.ts';

/** Companies in one statement. */
const BATCH = 5_000;

/** Registers every company of the legacy table as a tenant of ours, with its details. Ones that exist stay as they are. */
export async function registerCompanies(client: pg.Client, shape: LegacyShape): Promise<void> {
  for (let after: string | null = null; ; ) {
    const { rows }: pg.QueryResult<{ last: string | null }> = await client.query({
      name: after === null ? 'register first' : 'register',
      text: `
        WITH batch AS (
          SELECT * FROM public.tenants t ${after === null ? '' : 'WHERE t.id > $1'} ORDER BY t.id LIMIT ${BATCH}
        ), registered AS (${registration(shape, 'batch')})
        SELECT max(id) AS last FROM batch`,
      values: after === null ? [] : [after],
    });
    after = rows[0]?.last ?? null;
    if (after === null) return;
  }
}

/** Registers one company. */
export async function registerCompany(client: pg.Client, shape: LegacyShape, companyId: string): Promise<void> {
  await client.query(`${registration(shape, '(SELECT * FROM public.tenants WHERE id::text = $1)')}`, [companyId]);
}

function registration({ sql }: LegacyShape, from: string): string {
  return `
    INSERT INTO linekeeper.tenants (id, name, location, timezone, twilio_config)
    SELECT t.id::text, t.name, ${sql.location}, ${sql.timezone}, ${sql.settings} FROM ${from} AS t
    ON CONFLICT (id) DO NOTHING`;
}
