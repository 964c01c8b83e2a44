import type { HostPool } from '@linekeeper/postgres';
import { HostError } from './identity.ts';

/**
 * Used if the address of the database isn't set: every use fails. Builds import a host's modules without its variables, for
 * example `next build`, so creating Linekeeper doesn't.
 */
export function missingDatabase(): HostPool {
  const fail = () => Promise.reject(missing());
  const pool: Record<string, unknown> = { query: fail, connect: fail, end: () => Promise.resolve(), options: {} };
  return Object.assign(pool, { on: () => pool, removeListener: () => pool }) as unknown as HostPool;
}

export function missing(): HostError {
  return new HostError('No database given. Pass a postgres:// address or a pool. Is DATABASE_URL set?');
}

/** Names the option if it's neither an address nor a pool. The text itself could contain a password. */
export function refuseOtherAddress(option: string, database: string | HostPool | undefined): void {
  if (!database) return;
  if (typeof database !== 'string') {
    // A pg.Client has `on`, too, but a single connection can't be a pool.
    if ('options' in database && typeof database.on === 'function') return;
    throw new HostError(`${option} must be an address or a pg.Pool`);
  }
  if (URL.canParse(database) && /^postgres(?:ql)?:$/.test(new URL(database).protocol)) return;
  throw new HostError(`${option} must be an address like postgres://user:password@localhost:5432/name`);
}
