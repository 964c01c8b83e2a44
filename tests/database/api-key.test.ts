import { findApiKeyHolder, listEveryApiKey, openDatabase } from '@linekeeper/core';
import { expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { operatorOf, rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createKey } from '../support/test-keys.ts';
import { createPerson } from '../support/test-people.ts';

const SCOPES = ['inboundNumber:read'] as const;

it("the server doesn't ask the database about a text that can't be a key", async () => {
  await using database = await createTestDatabase();
  const { token } = await createKey(database, { tenantId: null, scopes: [...SCOPES] });
  const unreachable = openDatabase({ url: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
  for (const text of [
    `${token.slice(0, -1)}-`,
    token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
    'lk_live_',
  ]) {
    expect(await findApiKeyHolder(unreachable, text)).toBeNull();
  }
  await expect(findApiKeyHolder(unreachable, token)).rejects.toThrow();
  await unreachable.close();
});

it('the server reads a key and its company with one query', async () => {
  await using database = await createTestDatabase();
  const { tenantId } = await createPerson(database);
  const { token } = await createKey(database, { tenantId, scopes: [...SCOPES] });
  const db = openDatabase({ url: database.url });
  const holder = await findApiKeyHolder(db, token);
  expect(holder).toMatchObject({ scopes: SCOPES, tenant: { id: tenantId, name: `Company ${tenantId}` } });
  // The answer comes from the cache, because there is no database.
  await database.sql('ALTER TABLE linekeeper.api_keys RENAME TO gone');
  expect(await findApiKeyHolder(db, token)).toEqual(holder);
  await db.close();
});

it('the server stores the last use of a key again after a minute', async () => {
  await using database = await createTestDatabase();
  const { id, token } = await createKey(database, { tenantId: null, scopes: [...SCOPES] });
  for (const [ago, noted] of [
    ['50 seconds', false],
    ['61 seconds', true],
  ] as const) {
    await database.sql('UPDATE linekeeper.api_keys SET last_used_at = now() - $1::interval', [ago]);
    const before = await lastUse(database, id);
    const db = openDatabase({ url: database.url });
    await findApiKeyHolder(db, token);
    await db.close();
    expect((await lastUse(database, id)) !== before).toBe(noted);
  }
});

it("a company's keys can be reached only through that company", async () => {
  await using database = await createTestDatabase();
  const [one, two] = [await createPerson(database), await createPerson(database)];
  const key = await createKey(database, { tenantId: one.tenantId, scopes: [...SCOPES] });
  await createKey(database, { tenantId: null, scopes: ['routing:read'] });
  const db = openDatabase({ url: database.url });
  expect(await rowsOf(db, two.tenantId).apiKeys.list()).toEqual({ keys: [], nextCursor: null });
  expect(await rowsOf(db, two.tenantId).apiKeys.revoke(key.id)).toBe(false);
  expect(await listEveryApiKey(operatorOf(db))).toMatchObject({
    keys: [
      { scopes: ['routing:read'], tenant: null },
      { id: key.id, tenant: { id: one.tenantId } },
    ],
  });
  const mine = rowsOf(db, one.tenantId).apiKeys;
  expect(await mine.list()).toMatchObject({ keys: [{ id: key.id, revokedAt: null }] });
  expect(await findApiKeyHolder(db, key.token)).not.toBeNull();
  expect(await mine.revoke(key.id)).toBe(true);
  // The key stops working at once, because this process revoked it.
  expect(await findApiKeyHolder(db, key.token)).toBeNull();
  expect(await mine.revoke(key.id)).toBe(false);
  expect(await mine.list()).toMatchObject({ keys: [{ id: key.id, revokedAt: expect.any(String) }] });
  await db.close();
});

async function lastUse(database: TestDatabase, id: string): Promise<string | undefined> {
  const [row] = await database.sql<{ at: string }>(
    'SELECT last_used_at::text AS at FROM linekeeper.api_keys WHERE id = $1',
    [id],
  );
  return row?.at;
}
