import { idOf, type LegacyShape, literal } from '../legacy-shape.ts';

/**
 * Locks a company's row, so that its values don't change until they're written. False: it's in use. NULL: the table doesn't have it,
 * so nothing is locked. `rights`: of the function.
 */
export function lockFunction(shape: LegacyShape, rights: string): string {
  const { sql } = shape;
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_lock(company text) RETURNS boolean ${rights} SET lock_timeout = '200ms' AS ${literal(`
#variable_conflict use_variable
BEGIN
  PERFORM FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, 'company')} FOR NO KEY UPDATE;
  RETURN CASE WHEN FOUND THEN true END;
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END`)};`;
}
