import { createPool, endPool } from '@linekeeper/postgres';
import { expect, it } from 'vitest';
import { openNetwork } from '../support/network.ts';
import { createTestDatabase } from '../support/test-database.ts';

/** How many sockets of this process are connected to the port of an address. */
function socketsTo(url: string): number {
  const active = process as unknown as { _getActiveHandles(): { remotePort?: number }[] };
  return active._getActiveHandles().filter(({ remotePort }) => remotePort === Number(new URL(url).port)).length;
}

it('a pool that ends while PostgreSQL is frozen leaves no socket open, which would keep the process from ending', async () => {
  await using db = await createTestDatabase();
  const network = await openNetwork(db.url);
  const url = network.url;
  const onConnectionLost = () => {};
  const pool = createPool({ url, pooler: 'none', size: 3, connectMs: 2_000, statementMs: 2_500, onConnectionLost });
  await Promise.all([1, 2, 3].map((n) => pool.query('SELECT $1::int', [n])));
  expect(socketsTo(url)).toBe(3);
  network.swallow();
  await endPool(pool);
  await expect.poll(() => socketsTo(url), { timeout: 3_000 }).toBe(0);
  await network.close();
});
