import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../support/test-database.ts';

/**
 * Runs with the tests of the previous release, and checks that they ran on this release's schema and not on their own.
 */
it('the database has every migration of the newer release', async () => {
  await using database = await createTestDatabase();
  const rows = await database.sql<{ name: string }>(
    'SELECT migration_name AS name FROM linekeeper._prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
  );
  const folder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
  const checkedIn = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  expect(rows.map(({ name }) => name)).toEqual(checkedIn.map(({ name }) => name).sort());
});
