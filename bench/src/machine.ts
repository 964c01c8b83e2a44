import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';
import pg from 'pg';

/** What the figures depend on besides the code. */
export interface Machine {
  node: string;
  system: string;
  processor: string;
  cores: number;
  /** The load average of the last minute. If it's near or above `cores`, the machine is busy and the figures are unreliable. */
  loadBefore: number;
  postgres: string;
  synchronousCommit: string;
}

export async function describeMachine(ownerUrl: string): Promise<Machine> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ version: string; sync: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS sync`,
  );
  await owner.end();
  return {
    node: process.version,
    system: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    postgres: rows[0]?.version ?? 'unknown',
    synchronousCommit: rows[0]?.sync ?? 'unknown',
  };
}
