import type pg from 'pg';

/** The host's own pool. Only the properties that we use are typed, because another copy of `pg` can have made it. */
export type HostPool = Pick<pg.Pool, 'query' | 'connect' | 'end' | 'options' | 'on' | 'removeListener'>;

/** The address that a pool connects to; null if it was given in parts. */
export function addressOfPool({ options }: HostPool): string | null {
  return options.connectionString ?? null;
}
