import type pg from 'pg';
import type { Blocker } from './blockers.ts';

/** A migration that waits for other transactions. */
export interface Blocked {
  migration: string;
  /** How often it has been tried. */
  attempt: number;
  blockers: readonly Blocker[];
}

/** What running a script needs. */
export interface MigrationSite {
  /** Holds the migrators' lock and runs the scripts, so both end with the process. */
  owner: pg.Client;
  /** For other queries in the meantime. */
  pool: pg.Pool;
  /** How long a migration waits for others before it gives up. */
  patienceMs: number;
  onBlocked?: ((blocked: Blocked) => void) | undefined;
}
