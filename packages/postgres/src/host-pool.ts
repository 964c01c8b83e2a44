import type pg from 'pg';

/** A pool of the host's own, by the properties that are used: it can be made by another copy of `pg`. */
export type HostPool = Pick<pg.Pool, 'query' | 'connect' | 'end' | 'options' | 'on' | 'removeListener'>;

/** The address that a pool connects to; null if it was given in parts. */
export function addressOfPool({ options }: HostPool): string | null {
  return options.connectionString ?? null;
}
