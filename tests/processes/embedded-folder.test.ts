import { chown, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import { afterEach, beforeEach, expect, it } from 'vitest';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-folder-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it('what a killed initdb left is removed after an hour, and not before', async () => {
  const folder = join(dataDir, 'postgresql');
  const hoursAgo = new Date(Date.now() - 2 * 60 * 60_000);
  for (const name of ['new-old', 'new-young']) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'PG_VERSION'), '18\n');
    await writeFile(join(folder, `${name}.password`), 'a password');
  }
  for (const name of ['new-old', 'new-old.password']) await utimes(join(folder, name), hoursAgo, hoursAgo);
  const { leave } = await joinEmbeddedPostgres({ dataDir });
  await leave();
  expect((await readdir(folder)).sort()).toEqual(['data', 'log', 'new-young', 'new-young.password']);
});

// Only root can change the owner of a folder.
it.runIf(process.getuid?.() === 0)(
  'a data folder of another user is refused, and nothing is written into it',
  async () => {
    await chown(dataDir, 54_321, 54_321);
    await expect(joinEmbeddedPostgres({ dataDir })).rejects.toThrow(/belongs to the user with the id 54321/);
    expect(await readdir(dataDir)).toEqual([]);
  },
);
