import { setTimeout as delay } from 'node:timers/promises';
import { createLinekeeper } from '@linekeeper/server';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';

// A product that contains Linekeeper. Its one role owns the tables and serves requests, so its connections look like all others.
const TENANT = { id: 'acme', name: 'Acme' };
const REQUEST_MS = 20;

let test: TestDatabase;
beforeEach(async () => {
  test = await createBareDatabase();
  await test.sql(LEGACY_TABLE);
  await run('migrate');
});
afterEach(() => test[Symbol.asyncDispose]());

const run = (...args: string[]) => linekeeper({ DATABASE_URL: test.ownerUrl }, ...args);

/** Runs a command while people use the product. */
async function whileUsed(...args: string[]) {
  const pool = new pg.Pool({ connectionString: test.ownerUrl, application_name: 'my product' });
  const product = createLinekeeper({ database: pool, authenticate: () => null });
  let isOver = false;
  const requests = async () => {
    while (!isOver) {
      await product.forTenant(TENANT).getInboundNumber();
      await delay(REQUEST_MS);
    }
  };
  const using = requests();
  try {
    return await run(...args);
  } finally {
    isOver = true;
    await using;
    await product.close();
    await pool.end();
  }
}

it("remove is refused while a product uses Linekeeper on its own pool, and works once it's stopped", async () => {
  const answer = await whileUsed('legacy', 'remove', '--yes');
  expect(answer).toMatchObject({ code: 1, out: '', err: expect.stringContaining('a program uses Linekeeper at this') });
  expect(await test.sql('SELECT FROM linekeeper.lines')).toEqual([]);
  expect(await run('legacy', 'remove', '--yes')).toMatchObject({ code: 0, err: '' });
});

it('unlink warns while a product uses Linekeeper on its own pool', async () => {
  await run('legacy', 'link');
  const answer = await whileUsed('legacy', 'unlink', '--yes');
  expect(answer).toMatchObject({ code: 0, out: expect.stringContaining('Warning: a program uses Linekeeper') });
  await run('legacy', 'link');
  expect((await run('legacy', 'unlink', '--yes')).out).toBe('Unlinked the legacy table.\n');
});
