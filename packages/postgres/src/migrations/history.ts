import type pg from 'pg';

/** What `linekeeper._prisma_migrations` says. Prisma's engine writes it. */
export interface History {
  there: boolean;
  applied: ReadonlySet<string>;
  /** Started, but neither finished nor rolled back: the process ended in the middle. */
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
