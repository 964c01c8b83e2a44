import type { TRPCError } from '@trpc/server';
import { notMigratedFault } from './not-migrated.ts';
import { unavailableFault } from './unavailable-fault.ts';

/** The fault if the database is busy, unavailable or not migrated. Null for other errors. */
export function databaseFault(error: unknown): TRPCError | null {
  return unavailableFault(error) ?? notMigratedFault(error);
}
