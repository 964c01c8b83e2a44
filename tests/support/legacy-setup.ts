import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { legacyTable } from './legacy-table.ts';
import { LEGACY_TABLE } from './legacy-tenants.ts';
import { restoreCommands } from './restore-commands.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/**
 * For a file of tests of the takeover: each test has a database of its own with an empty legacy table, the operator's commands on it, and
 * a folder for files.
 */
export function legacySetup() {
  let current: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    current = await createTestDatabase();
    await current.sql(LEGACY_TABLE);
    folder = await mkdtemp(join(tmpdir(), 'linekeeper-takeover-'));
  });
  afterEach(async () => {
    await current[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  const test: Omit<TestDatabase, typeof Symbol.asyncDispose> = {
    get url() {
      return current.url;
    },
    get ownerUrl() {
      return current.ownerUrl;
    },
    sql: (text, values) => current.sql(text, values),
    open: (options) => current.open(options),
  };
  /** The path of a file in the folder of the test. */
  const file = (name: string) => join(folder, name);
  return { test, legacy: legacyTable(test), file, ...restoreCommands(() => test) };
}
