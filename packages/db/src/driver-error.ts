import { Prisma } from './generated/client.ts';

/** What the driver said of a failed statement. `originalCode` is PostgreSQL's SQLSTATE. */
export interface DriverError {
  originalCode?: string;
  constraint?: { index?: string };
}

/**
 * PostgreSQL's own words behind an error of Prisma's. Prisma 7 with adapter-pg has no `meta.target`; a query of its own
 * fails with P2002 and raw SQL with P2010, and both carry the driver's error here.
 */
export function driverError(error: unknown): DriverError | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause?: DriverError } };
  return driverAdapterError?.cause;
}
