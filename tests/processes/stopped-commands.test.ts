import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { spawnCommand } from '../support/command-process.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase } from '../support/test-database.ts';

// The first command builds the packages if they're out of date, as in a copy of the repository.
beforeAll(async () => expect(await spawnCommand({}, '--version').ended).toBe(0));

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'a command that is stopped with %s leaves no incomplete file, and says what to do',
  async (signal, code) => {
    await using db = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'linekeeper-stopped-'));
    const variables = { DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl };
    await db.sql(LEGACY_TABLE);
    expect(await linekeeper(variables, 'legacy', 'link')).toMatchObject({ code: 0 });
    const blocker = new pg.Client({ connectionString: db.ownerUrl });
    await blocker.connect();
    try {
      await blocker.query('BEGIN; LOCK TABLE public.tenants IN ACCESS EXCLUSIVE MODE');
      const command = spawnCommand(variables, 'backfill', '--report', join(folder, 'left.csv'));
      await expect.poll(() => readdir(folder), { timeout: 30_000 }).toEqual([expect.stringMatching(/\.part$/)]);
      command.process.kill(signal);
      expect(await command.ended).toBe(code);
      expect(command.output()).toBe('Stopped before the end. Run the command again: it does what is left.\n');
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await blocker.end();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
