import { deleteOldRows } from '@linekeeper/core';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../support/test-database.ts';
import { createPerson } from '../support/test-people.ts';

/** More than two batches. */
const MANY = 2_500;

it('expired sessions, links and old keys are deleted, and nothing else', async () => {
  await using test = await createTestDatabase();
  const { tenantId } = await createPerson(test);
  const days = `(ARRAY[-40, -20, 1])[1 + i % 3] * interval '1 day'`;
  for (const insert of [
    `INSERT INTO linekeeper.sessions (token, user_id, expires_at) SELECT 'old ' || i, $1, now() - interval '1 second' FROM generate_series(1, ${MANY}) i`,
    `INSERT INTO linekeeper.verifications (identifier, value, expires_at) SELECT $1, i, now() + ${days} FROM generate_series(0, 2) i`,
    `INSERT INTO linekeeper.invitations (tenant_id, email, expires_at) SELECT $1, i || '@b.example', now() + ${days} FROM generate_series(0, 2) i`,
    `INSERT INTO linekeeper.api_keys (tenant_id, name, prefix, hash, scopes, expires_at)
     SELECT $1, 'expires ' || i, 'lk_live_', encode(sha256(i::text::bytea), 'hex'), ARRAY['x'], now() + ${days} FROM generate_series(0, 2) i`,
    `INSERT INTO linekeeper.api_keys (tenant_id, name, prefix, hash, scopes, revoked_at)
     SELECT $1, 'revoked ' || i, 'lk_live_', encode(sha256((i + 3)::text::bytea), 'hex'), ARRAY['x'], now() + ${days} FROM generate_series(0, 1) i`,
    `INSERT INTO linekeeper.api_keys (tenant_id, name, prefix, hash, scopes)
     VALUES ($1, 'never ends', 'lk_live_', encode(sha256('x'), 'hex'), ARRAY['x'])`,
  ]) {
    await test.sql(insert, [tenantId]);
  }
  const db = test.open({ timeouts: { connectMs: 20_000, statementMs: 20_000 } });
  // Two processes can delete at the same time.
  await Promise.all([deleteOldRows(db), deleteOldRows(db)]);
  expect(await test.sql('SELECT FROM linekeeper.sessions')).toHaveLength(1);
  expect(await test.sql('SELECT value FROM linekeeper.verifications')).toEqual([{ value: '2' }]);
  expect(await test.sql('SELECT email FROM linekeeper.invitations ORDER BY 1')).toEqual([
    { email: '1@b.example' },
    { email: '2@b.example' },
  ]);
  expect(await test.sql('SELECT name FROM linekeeper.api_keys ORDER BY 1')).toEqual(
    ['expires 1', 'expires 2', 'never ends', 'revoked 1'].map((name) => ({ name })),
  );
});
