import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createTestDatabase } from '../support/test-database.ts';

const LINE = '+12125550123';

it("an upgrade replaces what an earlier release has installed for the legacy table, and the serving role's rights stay", async () => {
  await using db = await createTestDatabase();
  const legacy = legacyTable(db);
  await db.sql(LEGACY_TABLE);
  await legacy.add('one', null, { phoneNumber: LINE });
  const run = (...args: string[]) => linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, ...args);
  const done = async (...args: string[]) => expect(await run(...args)).toMatchObject({ code: 0, err: '' });
  await done('legacy', 'link');
  await db.sql(`
    CREATE OR REPLACE FUNCTION linekeeper.legacy_row(company text) RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT '{"id": "old"}'::jsonb $$;
    COMMENT ON FUNCTION linekeeper.legacy_follow() IS NULL`);
  await done('migrate');
  const row = async () => (await db.sql<{ row: unknown }>(`SELECT linekeeper.legacy_row('one') AS row`))[0]?.row;
  expect(await row()).toMatchObject({ id: 'one' });
  const user = decodeURIComponent(new URL(db.url).username);
  expect(
    await db.sql(`SELECT has_function_privilege($1, 'linekeeper.legacy_row(text)', 'EXECUTE') AS allowed`, [user]),
  ).toEqual([{ allowed: true }]);

  // The legacy product has added columns, too.
  await db.sql('ALTER TABLE public.tenants ADD COLUMN "apiToken" text, ADD COLUMN "seenAt" timestamp');
  await db.sql(`UPDATE public.tenants SET "apiToken" = 'canary', "seenAt" = '2026-11-26'`);
  await done('migrate');
  expect(await row()).toMatchObject({ seenAt: '2026-11-26T00:00:00.000Z' });
  expect(JSON.stringify(await row())).not.toContain('canary');

  // Nothing is replaced if it is current: that would make requests of the legacy product wait.
  const installed = () =>
    db.sql(`SELECT xmin::text, proname FROM pg_proc WHERE proname LIKE 'legacy%' ORDER BY proname`);
  const before = await installed();
  await done('migrate');
  expect(await installed()).toEqual(before);
});
