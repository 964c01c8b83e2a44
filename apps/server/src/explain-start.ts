import { EmbeddedPostgresError, LegacyStorageError, MigrationError, TakeoverBusyError } from '@linekeeper/db';
import { type Env, EnvError } from './env.ts';
import { ServingRoleError } from './serving-role-error.ts';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
]);

/** Errors that say themselves what to do. */
const EXPLAINED = [
  EnvError,
  EmbeddedPostgresError,
  MigrationError,
  ServingRoleError,
  LegacyStorageError,
  TakeoverBusyError,
];

/** Why the server did not start, in a sentence that says what to do; null where only the error itself can tell. */
export function explainStart(error: unknown, env: Env | null): string | null {
  if (EXPLAINED.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, message } = firstCause(error);
  if (code === 'EADDRINUSE') return `Port ${env?.port} on ${env?.host} is taken. Choose another with PORT.`;
  if (code === 'EACCES') return `Port ${env?.port} may not be used by this user. Choose one above 1023 with PORT.`;
  if (!env?.database) return null;
  const place = placeOf(env.database.ownerUrl);
  if ((code && UNREACHABLE.has(code)) || /timeout/i.test(message)) {
    return `The database at ${place} cannot be reached (${code ?? message}). Check DATABASE_URL and that PostgreSQL is running.`;
  }
  // SQLSTATE classes 28 (sign-in), 3D (no such database) and 42501 (not allowed) are the operator's to mend.
  if (code && /^(28|3D|42501)/.test(code)) return `The database at ${place} refuses: ${message}. Check DATABASE_URL.`;
  return null;
}

function firstCause(error: unknown): { code: string | undefined; message: string } {
  // Node's connection errors come as an AggregateError, one for each address that was tried.
  const one = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = (one ?? {}) as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : undefined, message: String(message ?? one) };
}

/** Host, port and database of an address, without its password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
