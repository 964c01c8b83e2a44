import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { MigrateResult } from '@linekeeper/postgres';
import type { TestDatabase } from './test-database.ts';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = `
  const { migrate } = await import('@linekeeper/postgres');
  const tell = (event) => process.stdout.write(JSON.stringify(event) + '\\n');
  const result = await migrate({
    ...JSON.parse(process.argv[1]),
    onApply: (migration) => tell({ migration, attempt: 0 }),
    onBlocked: ({ migration, attempt }) => tell({ migration, attempt }),
  });
  tell({ result });
`;

/** A migration that began, or that had to wait after this many attempts. */
export interface MigratorEvent {
  migration: string;
  attempt: number;
}

/**
 * A migrator in a separate process, as people run it. It can be killed, and doesn't slow down the measuring process.
 */
export interface MigratorProcess {
  process: ChildProcess;
  /** Its result after it has ended. Throws if it failed. */
  result: Promise<MigrateResult>;
}

export function spawnMigrator(
  { url, ownerUrl, migrationsDir }: Pick<TestDatabase, 'url' | 'ownerUrl'> & { migrationsDir?: string },
  onEvent: (event: MigratorEvent) => void = () => {},
): MigratorProcess {
  const options = JSON.stringify({ url, ownerUrl, migrationsDir });
  const args = ['--import', 'tsx', '--input-type=module', '-e', PROGRAM, options];
  const child = spawn(process.execPath, args, { cwd: TESTS, stdio: ['ignore', 'pipe', 'inherit'] });
  let told: MigrateResult | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as MigratorEvent | { result: MigrateResult };
    if ('result' in event) told = event.result;
    else onEvent(event);
  });
  const result = once(child, 'close').then(([code, signal]) => {
    if (told === null) throw new Error(`The migrator ended with ${String(code ?? signal)}`);
    return told;
  });
  // A test that kills the migrator doesn't ask for its result.
  result.catch(() => {});
  return { process: child, result };
}
