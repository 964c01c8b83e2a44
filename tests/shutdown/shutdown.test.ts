import { existsSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createWay } from './create-way.ts';
import { endInRounds } from './rounds.ts';

// `pnpm test:shutdown` does it 20 times, in more ways. It reads /proc to find the processes.
it.runIf(existsSync('/proc/self/stat'))(
  'SIGTERM to the script, its shell or the server ends the server under load, and loses nothing',
  { timeout: 180_000 },
  async () => {
    const way = await createWay(['npx', '--yes', 'pnpm@12', 'start']);
    const { acknowledged, lost, unanswered } = await endInRounds(way, 3);
    expect(acknowledged).toBeGreaterThanOrEqual(300);
    expect({ lost, unanswered }).toEqual({ lost: [], unanswered: [] });
    rmSync(way.variables.LINEKEEPER_DATA_DIR as string, { recursive: true, force: true });
  },
);
