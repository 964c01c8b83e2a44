import { PrismaClientKnownRequestError } from '@prisma/client/runtime/client';
import { driverError } from './driver-error.ts';

/** Connection failures (08), too few resources (53), operator intervention such as a shutdown or a timeout (57). */
const CLASSES = ['08', '53', '57'];
/** A lock that wasn't free in time, and a transaction that was idle for too long. */
const CODES = ['55P03', '25P03'];
/** Prisma's: not reachable (P1001, P1002), timeout (P1008), closed (P1017), no connection or transaction in time. */
const PRISMA_CODES = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];
/** Of adapter-pg, in errors of raw SQL, which all have the code P2010. */
const ADAPTER_KINDS = ['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout', 'TooManyConnections'];
/** Node's. */
const SOCKET_CODES = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];
/** pg and its pool give these errors no code. */
const MESSAGES = [
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client was closed and is not queryable',
  'Client has encountered a connection error and is not queryable',
];

/**
 * Whether an error means that the database is busy or unavailable: no connection in time, a statement that took too long, too
 * many connections, a lost or refused connection, a restart. The same call can succeed in a moment, though it isn't known
 * whether this one has changed anything.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = driverError(error) ?? {};
  if (code !== undefined) return CLASSES.some((start) => code.startsWith(start)) || CODES.includes(code);
  if (error instanceof PrismaClientKnownRequestError) {
    return PRISMA_CODES.includes(error.code) || ADAPTER_KINDS.includes(adapterKindOf(error) ?? '');
  }
  return SOCKET_CODES.includes((error as NodeJS.ErrnoException).code ?? '') || MESSAGES.includes(error.message);
}

function adapterKindOf({ meta }: PrismaClientKnownRequestError): string | undefined {
  return (meta as { driverAdapterError?: { cause?: { kind?: string } } } | undefined)?.driverAdapterError?.cause?.kind;
}
