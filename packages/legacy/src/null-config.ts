import type { Queryable } from '@linekeeper/postgres';
import { idOf, type LegacyShape, literals, quoted } from './legacy-shape.ts';

/** Whether the company's row exists, and its JSON column is NULL. */
export async function isConfigNull(client: Queryable, shape: LegacyShape, tenantId: string): Promise<boolean> {
  const { link, sql } = shape;
  if (link.configColumn === null) return false;
  const { rowCount } = await client.query(
    `SELECT FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, '$1')} AND ${sql.settings} IS NULL`,
    [tenantId],
  );
  return rowCount === 1;
}

/**
 * Makes JSON columns NULL again that were NULL before a number was written into them. If the legacy product has stored anything
 * else there since, that stays.
 */
export async function setConfigsNull(
  client: Queryable,
  shape: LegacyShape,
  tenantIds: readonly string[],
): Promise<void> {
  const { link, sql } = shape;
  if (link.configColumn === null || tenantIds.length === 0) return;
  const path = literals(link.configPath);
  const left = `linekeeper.legacy_config(linekeeper.legacy_config(NULL, ${path}, '""'), ${path}, NULL)`;
  await client.query(
    `UPDATE ${sql.table} AS t SET ${quoted(link.configColumn)} = NULL FROM unnest($1::text[]) AS one (id)
     WHERE ${sql.id} = ${idOf(shape, 'one.id')} AND ${sql.settings} = ${left}`,
    [tenantIds],
  );
}
