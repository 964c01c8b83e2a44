import pg from 'pg';
import { expect, it } from 'vitest';
import { briefly } from '../../packages/legacy/src/link/link.ts';
import { createTestDatabase } from '../support/test-database.ts';

it('a lock on the legacy table ends before the disk confirms the commit, and the command ends after that', async () => {
  await using test = await createTestDatabase();
  const client = new pg.Client(test.ownerUrl);
  await client.connect();
  const value = async (sql: string) => Object.values((await client.query(sql)).rows[0] as object)[0] as unknown;
  try {
    let committing: unknown;
    let written: unknown;
    await briefly(client, async () => {
      await client.query('CREATE FUNCTION public.brief() RETURNS int LANGUAGE sql RETURN 1');
      written = await value('SELECT pg_current_wal_insert_lsn()');
      committing = await value('SHOW synchronous_commit');
    });
    expect(committing).toBe('off');
    expect(await value('SHOW synchronous_commit')).toBe('on');
    expect(await value(`SELECT pg_current_wal_flush_lsn() > '${String(written)}'`)).toBe(true);
  } finally {
    await client.end();
  }
});
