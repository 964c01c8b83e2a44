import { EmbeddedPostgresError } from '@linekeeper/embedded-postgres';
import { type DatabaseUrls, MigrationError } from '@linekeeper/postgres';
import { type Env, EnvError } from './env.ts';
import { PoolerError } from './pooler-error.ts';
import { SecretError } from './secret.ts';
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

/** Errors of the file system. */
const UNUSABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'ENOTDIR', 'EISDIR', 'EIO']);

/** Errors with a message that says what to do. */
const EXPLAINED = [EnvError, EmbeddedPostgresError, MigrationError, ServingRoleError, PoolerError, SecretError];

/** A sentence that says why the server didn't start and what to do. Null for unknown errors. */
export function explainStart(error: unknown, env: Env | null): string | null {
  if (EXPLAINED.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, message, path } = firstCause(error);
  if (code === 'EADDRINUSE') return `Port ${env?.port} on ${env?.host} is already in use. Set PORT to another one.`;
  if (code === 'ENOSPC') return `The disk of ${path ?? env?.dataDir} is full. Free some space and start again.`;
  if (path !== undefined && code && UNUSABLE.has(code)) {
    return `The file or folder ${path} cannot be used (${message}). Check its owner and LINEKEEPER_DATA_DIR (${env?.dataDir}).`;
  }
  if (code === 'EACCES') return `This user isn't allowed to use port ${env?.port}. Set PORT to a number above 1023.`;
  if (!env?.database) return null;
  const { place, variable } = addressIn(message, env.database);
  // PgBouncer refuses a parameter that PostgreSQL accepts.
  if (/startup parameter/i.test(message)) {
    return 'DATABASE_URL is the address of a connection pooler. Set DATABASE_POOLER to its mode: session or transaction.';
  }
  if ((code && UNREACHABLE.has(code)) || /timeout/i.test(message)) {
    return `The database at ${place} cannot be reached (${code ?? message}). Check ${variable} and that PostgreSQL is running.`;
  }
  if (code === '42501') {
    return `A role at ${place} lacks a right: ${message}. Grant it, or set DATABASE_OWNER_URL to a role that has it, such as the owner of the database.`;
  }
  // SQLSTATE classes that the operator can fix: 28 (sign-in) and 3D (no such database).
  if (code && /^(28|3D)/.test(code))
    return `The database at ${place} refused the connection: ${message}. Check ${variable}.`;
  return null;
}

function firstCause(error: unknown): { code: string | undefined; message: string; path: string | undefined } {
  // Node's connection errors come as an AggregateError, one for each address that was tried.
  const one = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message, path } = (one ?? {}) as { code?: unknown; message?: unknown; path?: unknown };
  return { code: textOf(code), message: String(message ?? one), path: textOf(path) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Which of the two addresses the message is about: it names the role, the database or the host. Both if it can be either. */
function addressIn(message: string, { url, ownerUrl }: DatabaseUrls): { place: string; variable: string } {
  if (url === ownerUrl) return { place: placeOf(url), variable: 'DATABASE_URL' };
  const [isOwner, isServer] = [ownerUrl, url].map((address) => {
    const { username, pathname, hostname } = new URL(address);
    const names = [username, pathname.slice(1)].map((name) => `"${decodeURIComponent(name)}"`);
    return [...names, ` ${hostname}`].some((name) => message.includes(name));
  });
  if (isOwner === isServer) return { place: placeOf(ownerUrl), variable: 'DATABASE_URL and DATABASE_OWNER_URL' };
  return isOwner
    ? { place: placeOf(ownerUrl), variable: 'DATABASE_OWNER_URL' }
    : { place: placeOf(url), variable: 'DATABASE_URL' };
}

/** The host, port and database of an address, without the password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
