import { PrismaClientKnownRequestError } from '@prisma/client/runtime/client';
import pg from 'pg';

/** What PostgreSQL said about a failed statement. */
export interface DriverError {
  /** The SQLSTATE. */
  code: string;
  /** The constraint that was violated. */
  constraint: string | null;
}

/**
 * PostgreSQL's own words behind an error: of the driver, or of Prisma. Prisma 7 with adapter-pg has no `meta.target`; its
 * own queries fail with P2002 and raw SQL with P2010, and both carry the driver's error here. Undefined: the statement
 * didn't reach PostgreSQL, or the error isn't from there.
 */
export function driverError(error: unknown): DriverError | undefined {
  if (error instanceof pg.DatabaseError) return { code: error.code ?? '', constraint: error.constraint ?? null };
  if (!(error instanceof PrismaClientKnownRequestError)) return undefined;
  const { driverAdapterError } = (error.meta ?? {}) as {
    driverAdapterError?: { cause?: { originalCode?: string; constraint?: { index?: string } } };
  };
  const cause = driverAdapterError?.cause;
  return cause?.originalCode === undefined
    ? undefined
    : { code: cause.originalCode, constraint: cause.constraint?.index ?? null };
}
