import type { TestDatabase } from './test-database.ts';

/** What one company has in the two places of the legacy table. */
export interface StoredPlaces {
  column: string | null;
  config: unknown;
}

/** The legacy table of a test, and what is in it and in Linekeeper. */
export function legacyTable(db: Pick<TestDatabase, 'sql'>) {
  return {
    add: (id: string, column: string | null, config?: unknown) =>
      db.sql('INSERT INTO public.tenants (id, name, "phoneNumber", "twilioConfig") VALUES ($1, $1, $2, $3)', [
        ...[id, column],
        config === undefined ? null : JSON.stringify(config),
      ]),
    async places(id: string): Promise<StoredPlaces | undefined> {
      const rows = await db.sql<StoredPlaces & { id: string }>(
        `SELECT "phoneNumber" AS column, "twilioConfig" AS config FROM public.tenants WHERE id = $1`,
        [id],
      );
      return rows[0];
    },
    async held(): Promise<Record<string, string>> {
      const rows = await db.sql<{ tenant_id: string; e164: string }>('SELECT tenant_id, e164 FROM linekeeper.lines');
      return Object.fromEntries(rows.map(({ tenant_id, e164 }) => [tenant_id, e164]));
    },
  };
}
