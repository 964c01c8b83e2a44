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
 * PostgreSQL's error inside an error of the driver or of Prisma. Prisma 7 with adapter-pg has no `meta.target`. Its own
 * queries fail with P2002 and raw SQL with P2010, and both have the driver's error here. Undefined: the error isn't from
 * PostgreSQL.
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
