import { driverError } from '@linekeeper/postgres';

/** The unique constraints that a claim can run into, by their names in the database. */
export type LineConstraint = 'lines_pkey' | 'lines_tenant_id_key';

/**
 * The name of the unique constraint that a failed statement violated, or null if it failed for another reason.
 * The one place that knows what a unique violation looks like; a test against PostgreSQL pins the shape.
 */
export function violatedConstraint(error: unknown): string | null {
  const cause = driverError(error);
  return cause?.code === '23505' ? cause.constraint : null;
}
