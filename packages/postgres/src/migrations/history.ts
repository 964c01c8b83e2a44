import type pg from 'pg';

/** The state of the migrations in `linekeeper._prisma_migrations`, which Prisma's engine writes. */
export interface History {
  there: boolean;
  applied: ReadonlySet<string>;
  /** Started, but not finished or rolled back, because the process ended. */
  unfinished: readonly string[];
}

export async function readHistory(client: pg.Client | pg.Pool): Promise<History> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('linekeeper._prisma_migrations') IS NOT NULL AS there`,
  );
  if (!found[0]?.there) return { there: false, applied: new Set(), unfinished: [] };
  const { rows } = await client.query<{ name: string; finished: boolean }>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM linekeeper._prisma_migrations
     WHERE rolled_back_at IS NULL`,
  );
  const namesWhere = (finished: boolean) => rows.filter((row) => row.finished === finished).map(({ name }) => name);
  return { there: true, applied: new Set(namesWhere(true)), unfinished: [...new Set(namesWhere(false))] };
}

/**
 * Whether every migration in `names` has been applied. Newer migrations of a later release
 * are allowed. It reads no files, because a readiness check must not depend on libuv's threads.
 */
export async function isMigrated(client: pg.Client | pg.Pool, names: readonly string[]): Promise<boolean> {
  const { applied } = await readHistory(client);
  return names.every((name) => applied.has(name));
}
