import { randomBytes } from 'node:crypto';
import { migrate } from '@linekeeper/db';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { urlOf } from '../support/postgres.setup.ts';

const { adminUrl, serverRole } = inject('postgres');
let admin: pg.Client;
let name: string;
let ownerUrl: string;
/** A database that nobody has migrated. */
beforeEach(async () => {
  admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  name = `${inject('postgres').template}_${randomBytes(4).toString('hex')}`;
  await admin.query(`CREATE DATABASE ${name}`);
  ownerUrl = urlOf(adminUrl, name);
});
afterEach(async () => {
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
});

it('applies every migration once, however many migrators start at the same moment', async () => {
  const url = urlOf(adminUrl, name, serverRole);
  const waited: number[] = [];
  const results = await Promise.all(
    [1, 2, 3, 4].map((migrator) => migrate({ ownerUrl, url, onWait: () => waited.push(migrator) })),
  );
  const applied = results.filter((names) => names.length > 0);
  expect(applied).toHaveLength(1);
  expect(applied[0]).toContain('0004_inbound_numbers');
  expect(waited).toHaveLength(3);
  expect(await migrate({ ownerUrl, url })).toEqual([]);
});

it('leaves nothing of a migration that PostgreSQL refuses, says which and why, and goes on once that is mended', async () => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  // In the way of the last table that the sign-in migration makes.
  await owner.query('CREATE TYPE invitations AS (x int)');
  for (const _ of ['first', 'again']) {
    await expect(migrate({ ownerUrl })).rejects.toThrow(
      'The migration 0005_sign_in failed: relation "invitations" already exists. Nothing of it was applied.',
    );
  }
  const { rows } = await owner.query(`SELECT to_regclass('users') AS half, to_regclass('inbound_numbers') AS before`);
  expect(rows).toEqual([{ half: null, before: 'inbound_numbers' }]);
  await owner.query('DROP TYPE invitations');
  await owner.end();
  // And those after it, of which there will be more.
  expect((await migrate({ ownerUrl }))[0]).toBe('0005_sign_in');
});
