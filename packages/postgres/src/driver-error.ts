/** What PostgreSQL said about a failed statement. */
export interface DriverError {
  /** The SQLSTATE. */
  code: string;
  /** The constraint that was violated. */
  constraint: string | null;
}

/** An error of `pg`, of Prisma 7 with a driver adapter, or of Prisma 6 with its own engine. */
interface Thrown {
  name?: string;
  code?: string;
  severity?: string;
  constraint?: string;
  meta?: {
    code?: string;
    message?: string;
    driverAdapterError?: { cause?: { originalCode?: string; constraint?: { index?: string } } };
  };
}

/**
 * What PostgreSQL reported, read from an error of the driver or of Prisma. Prisma 7 with adapter-pg has no
 * `meta.target`; its own queries fail with P2002 and raw SQL with P2010, and both carry the driver's error. Undefined:
 * the statement didn't reach PostgreSQL, or the error isn't from there. Errors are recognized by their properties: in a
 * transaction of the host's they are made by the host's copy of these libraries.
 */
export function driverError(error: unknown): DriverError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, code, severity, constraint, meta } = error as Thrown;
  // The name of pg's error class. Node's own errors also have a code, such as EPIPE.
  if (severity !== undefined || name === 'error') return { code: code ?? '', constraint: constraint ?? null };
  if (name !== 'PrismaClientKnownRequestError' || !meta) return undefined;
  const cause = meta.driverAdapterError?.cause;
  if (cause?.originalCode !== undefined) {
    return { code: cause.originalCode, constraint: cause.constraint?.index ?? null };
  }
  if (code !== 'P2010' || meta.code === undefined) return undefined;
  return { code: meta.code, constraint: /constraint "([^"]+)"/.exec(meta.message ?? '')?.[1] ?? null };
}
