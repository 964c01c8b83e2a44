import { LateError, notMigrated, unavailableFault } from '@linekeeper/core';

/** Where the server reports faults, for example a pino logger. */
export interface Log {
  error(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

/** Reports to the console, for a host that gives no log. */
export const consoleLog: Log = {
  error: (fields, message) => console.error(`linekeeper: ${message}`, fields),
  warn: (fields, message) => console.error(`linekeeper: ${message}`, fields),
};

/**
 * Logs the error of a request with a status of 500 or higher. If the database is busy or unavailable, no stack is
 * logged.
 */
export function logFault(log: Log, status: number, error: unknown, fields: Record<string, unknown> = {}): void {
  if (status === 503) log.warn({ ...fields, reason: messageOf(error) }, 'unavailable');
  else log.error({ ...fields, err: notMigrated(causeOf(error)) ?? causeOf(error) }, 'fault');
}

/**
 * Logs the error of a request that was answered in spite of it. If the database is busy or unavailable, no stack is logged,
 * because every request has the same error then.
 */
export function logSurvived(log: Log, error: unknown, fields: Record<string, unknown>, message: string): void {
  const isOutage = error instanceof LateError || unavailableFault(error) !== null;
  log.error({ ...fields, ...(isOutage ? { reason: messageOf(error) } : { err: causeOf(error) }) }, message);
}

function messageOf(error: unknown): string {
  const cause = causeOf(error);
  if (!(cause instanceof Error)) return String(cause);
  // Node gives no message to the error of an address that it tried with both IPv4 and IPv6.
  return cause.message || String((cause as NodeJS.ErrnoException).code ?? cause.name);
}

function causeOf(error: unknown): unknown {
  return (error as { cause?: unknown } | undefined)?.cause ?? error;
}
