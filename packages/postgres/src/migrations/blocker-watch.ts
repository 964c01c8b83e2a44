import { type Blocker, blockersOf } from './blockers.ts';
import type { MigrationSite } from './migration-site.ts';

const LOOK_MS = 100;

/** Looks, while the owner's connection waits, for whom. */
export interface BlockerWatch {
  /** Those who were in the way when last it looked and anybody was. */
  stop(): Promise<readonly Blocker[]>;
}

export async function watchBlockers(
  { owner, pool }: Pick<MigrationSite, 'owner' | 'pool'>,
  onSeen: (blockers: readonly Blocker[]) => void = () => {},
): Promise<BlockerWatch> {
  const { rows } = await owner.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = rows[0]?.pid ?? 0;
  let seen: readonly Blocker[] = [];
  let looking = Promise.resolve();
  const look = async () => {
    const blockers = await blockersOf(pool, pid);
    if (blockers.length === 0) return;
    seen = blockers;
    onSeen(blockers);
  };
  const timer = setInterval(() => {
    // It only tells what is the matter: that the migration waits is found out without it.
    looking = looking.then(look).catch(() => {});
  }, LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      return seen;
    },
  };
}
