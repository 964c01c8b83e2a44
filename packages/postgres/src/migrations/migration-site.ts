import type pg from 'pg';
import type { Blocker } from './blockers.ts';

/** A migration that others keep waiting. */
export interface Blocked {
  migration: string;
  /** How often it has been tried. */
  attempt: number;
  blockers: readonly Blocker[];
}

/** Where scripts are run. */
export interface MigrationSite {
  /** Holds the migrators' lock and runs the scripts: if the process ends, lock and script end together. */
  owner: pg.Client;
  /** Looks on meanwhile. */
  pool: pg.Pool;
  /** How long a migration waits for others before it gives up. */
  patienceMs: number;
  onBlocked?: ((blocked: Blocked) => void) | undefined;
}
