import { driverError } from '@linekeeper/postgres';
import { TRPCError } from '@trpc/server';

/** undefined_table, undefined_column, invalid_schema_name. */
const MISSING = ['42P01', '42703', '3F000'];

/** Linekeeper's tables don't exist, or are those of an earlier release. The message is for the log. */
export class NotMigratedError extends Error {
  override name = 'NotMigratedError';
}

/** Explains the error of a statement that lacks a table or a column. Null for other errors. */
export function notMigrated(error: unknown): NotMigratedError | null {
  if (!MISSING.includes(driverError(error)?.code ?? '')) return null;
  const advice = 'Call linekeeper.migrate() when your server starts (stand-alone server: run `linekeeper migrate`)';
  return new NotMigratedError(`Linekeeper's tables don't exist yet, or are older than this release. ${advice}`, {
    cause: error,
  });
}

export function notMigratedFault(error: unknown): TRPCError | null {
  const cause = notMigrated(error);
  return cause && new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause });
}
