import { type Blocker, blockersOf } from './blockers.ts';
import type { MigrationSite } from './migration-site.ts';

const LOOK_MS = 100;

/** While the owner's connection waits, finds out which transactions block it. */
export interface BlockerWatch {
  /** Stops looking. Returns the blocking transactions of the last look that found any. */
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
    // This is only for messages. The migration itself notices that it has to wait.
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
