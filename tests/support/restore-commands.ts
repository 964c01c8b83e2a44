import { expect } from 'vitest';
import { linekeeper } from './command-line.ts';
import type { TestDatabase } from './test-database.ts';
import { TEST_SECRET } from './test-secret.ts';

/** The commands of an operator who ends the link of the legacy table and takes that back, on the database of each test. */
export function restoreCommands(database: () => Pick<TestDatabase, 'url' | 'ownerUrl'>) {
  const run = (...args: string[]) => {
    const { url, ownerUrl } = database();
    return linekeeper({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, LINEKEEPER_SECRET: TEST_SECRET }, ...args);
  };
  /** Expects that the command reports nothing. */
  const done = async (...args: string[]) => expect(await run(...args)).toMatchObject({ code: 0, err: '' });
  const contract = async (...more: string[]) => {
    await done('legacy', 'link');
    await done('backfill');
    await done('contract', '--yes', ...more);
  };
  const restore = async () => {
    const { code, out, err } = await run('legacy', 'restore', '--json');
    expect(err).toBe('');
    return { code, ...(JSON.parse(out) as { tenants: number; conflicts: { tenantId: string; fields: string[] }[] }) };
  };
  return { run, done, contract, restore };
}
