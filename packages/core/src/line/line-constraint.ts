import { driverError } from '@linekeeper/postgres';

/**
 * The unique constraints that a claim can violate, by their names in the database. `lines_refused` isn't a constraint: a
 * trigger on lines raises unique_violation with this name if it refuses the line for another reason.
 */
export type LineConstraint = 'lines_pkey' | 'lines_tenant_id_key' | 'lines_refused';

/**
 * The name of the unique constraint that a failed statement violated, or null if it failed for another reason.
 * This is the only place that knows what a unique violation looks like. A test against PostgreSQL checks the shape.
 */
export function violatedConstraint(error: unknown): string | null {
  const cause = driverError(error);
  return cause?.code === '23505' ? cause.constraint : null;
}
