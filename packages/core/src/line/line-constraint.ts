import { driverError } from '@linekeeper/postgres';

/**
 * The unique constraints that a claim can run into, by their names in the database. `lines_refused` is no constraint: a
 * trigger on lines raises unique_violation with this name if the line can't be given for a reason of its own.
 */
export type LineConstraint = 'lines_pkey' | 'lines_tenant_id_key' | 'lines_refused';

/**
 * The name of the unique constraint that a failed statement violated, or null if it failed for another reason.
 * The one place that knows what a unique violation looks like; a test against PostgreSQL pins the shape.
 */
export function violatedConstraint(error: unknown): string | null {
  const cause = driverError(error);
  return cause?.code === '23505' ? cause.constraint : null;
}
