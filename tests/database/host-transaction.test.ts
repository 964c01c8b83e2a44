import { createLinekeeper, HostTransactionError, type Linekeeper, prismaTransaction } from '@linekeeper/server';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHostPrisma } from '../support/host-prisma.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const NUMBER = '+14155238886';
const OTHER = '+442079460018';
const actor = { id: 'user-1', name: 'Ada' };

let db: TestDatabase;
let pool: pg.Pool;
let linekeeper: Linekeeper;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql('CREATE TABLE public.companies (id TEXT PRIMARY KEY, name TEXT NOT NULL)');
  await db.sql(`GRANT ALL ON public.companies TO "${new URL(db.url).username}"`);
  pool = new pg.Pool({ connectionString: db.url, max: 20 });
  linekeeper = createLinekeeper({ database: pool, authenticate: () => null });
});
afterAll(async () => {
  await linekeeper.close();
  await pool.end();
  await db[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await db.sql('TRUNCATE public.companies');
  await db.sql('DELETE FROM linekeeper.lines');
  await db.sql('DELETE FROM linekeeper.tenants');
});

const counts = async () => {
  const [row] = await db.sql(
    `SELECT (SELECT count(*)::int FROM public.companies) AS companies, (SELECT count(*)::int FROM linekeeper.tenants) AS tenants,
      (SELECT count(*)::int FROM linekeeper.lines) AS lines, (SELECT count(*)::int FROM linekeeper.line_events WHERE at > now() - interval '1 hour') AS events`,
  );
  return row as { companies: number; tenants: number; lines: number; events: number };
};

/** What a product does when a company signs up: its own row, and its number. */
async function signUp(client: pg.ClientBase, id: string, phoneNumber = NUMBER) {
  await client.query('INSERT INTO public.companies (id, name) VALUES ($1, $1)', [id]);
  return linekeeper.within(client).forTenant({ id, name: id }).setInboundNumber(phoneNumber, { actor });
}

/** A transaction of the host's, which is rolled back if `work` throws or says so. */
async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>, begin = 'BEGIN'): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

describe('Linekeeper, inside a transaction of a pg client,', () => {
  it('creates a company and its number together', async () => {
    const before = await counts();
    const outcome = await transaction((client) => signUp(client, 'acme'));
    expect(outcome).toMatchObject({ ok: true, data: { phoneNumber: NUMBER } });
    expect(await counts()).toEqual({ companies: 1, tenants: 1, lines: 1, events: before.events + 1 });
    expect(await linekeeper.resolve(NUMBER)).toMatchObject({ tenantId: 'acme' });
  });

  it('leaves nothing if it is rolled back', async () => {
    const before = await counts();
    const rolledBack = transaction(async (client) => {
      expect(await signUp(client, 'acme')).toMatchObject({ ok: true });
      throw new Error('the card was refused');
    });
    await expect(rolledBack).rejects.toThrow('the card was refused');
    expect(await counts()).toEqual({ companies: 0, tenants: 0, lines: 0, events: before.events });
    expect(await transaction((client) => signUp(client, 'brightline'))).toMatchObject({ ok: true });
  });

  it('releases together with what the host does, or not at all', async () => {
    await transaction((client) => signUp(client, 'acme'));
    const leave = async (client: pg.PoolClient) => {
      await client.query(`DELETE FROM public.companies WHERE id = 'acme'`);
      return linekeeper.within(client).forTenant('acme').releaseInboundNumber({ actor });
    };
    await expect(
      transaction(async (client) => {
        expect(await leave(client)).toMatchObject({ data: { released: NUMBER } });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await counts()).toMatchObject({ companies: 1, lines: 1 });
    await transaction(leave);
    expect(await counts()).toMatchObject({ companies: 0, lines: 0 });
  });

  it('continues after a taken number and after a claim that loses a race', async () => {
    const winner = await pool.connect();
    await winner.query('BEGIN');
    await signUp(winner, 'winner');
    // The claim waits for the winner's transaction, and then violates the unique index.
    const loser = transaction(async (client) => {
      const outcome = await signUp(client, 'loser');
      await client.query(`UPDATE public.companies SET name = 'still here' WHERE id = 'loser'`);
      return outcome;
    });
    await expect.poll(() => waitingForLocks()).toBe(1);
    await winner.query('COMMIT');
    winner.release();
    expect(await loser).toMatchObject({ ok: false, error: { code: 'PHONE_TAKEN' } });
    expect(await db.sql(`SELECT name FROM public.companies WHERE id = 'loser'`)).toEqual([{ name: 'still here' }]);
    expect(await counts()).toMatchObject({ companies: 2, tenants: 2, lines: 1 });
  });

  it('gives one of 200 concurrent companies the line, and leaves no trace of the others', async () => {
    const before = await counts();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        transaction(async (client) => {
          const outcome = await signUp(client, `company-${i}`);
          if (!outcome.ok) throw new Error(outcome.error.code);
          return outcome;
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [(each.reason as Error).message] : []));
    expect(new Set(reasons)).toEqual(new Set(['PHONE_TAKEN']));
    expect(await counts()).toEqual({ companies: 1, tenants: 1, lines: 1, events: before.events + 1 });
  });

  it("leaves the durability of the host's commit as it is", async () => {
    await transaction(async (client) => {
      const phone = linekeeper.within(client).forTenant({ id: 'acme', name: 'Acme' });
      await phone.checkAvailability(OTHER, { actor });
      await phone.setInboundNumber(NUMBER, { actor });
      expect((await client.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]);
    });
  });

  it('runs calls that are made at the same time one after the other', async () => {
    await transaction(async (client) => {
      const phone = linekeeper.within(client).forTenant({ id: 'acme', name: 'Acme' });
      await phone.getInboundNumber();
      await Promise.all([
        phone.setInboundNumber(NUMBER, { actor }),
        linekeeper.within(client).forTenant('acme').checkAvailability(OTHER, { actor }),
      ]);
    });
    expect(await counts()).toMatchObject({ lines: 1 });
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'])('refuses %s before it changes anything', async (level) => {
    const refused = transaction((client) => signUp(client, 'acme'), `BEGIN ISOLATION LEVEL ${level}`);
    const error = await refused.then(
      () => expect.fail('It was not refused'),
      (thrown: Error) => thrown,
    );
    expect([error, error.cause].some((each) => each instanceof HostTransactionError)).toBe(true);
    expect(await counts()).toMatchObject({ companies: 0, tenants: 0, lines: 0 });
  });

  it.each(['a client without BEGIN', 'the pool'])('refuses %s, and says to begin a transaction', async (given) => {
    const client = await pool.connect();
    try {
      const phone = linekeeper.within(given === 'the pool' ? pool : client).forTenant({ id: 'acme', name: 'Acme' });
      await expect(phone.setInboundNumber(NUMBER, { actor })).rejects.toMatchObject({
        message: expect.stringMatching(/Begin a transaction first, and pass its client, not the pool/),
      });
    } finally {
      client.release();
    }
    expect(await counts()).toMatchObject({ tenants: 0, lines: 0 });
  });
});

describe("Linekeeper, inside an interactive transaction of the host's Prisma,", () => {
  it('creates a company and its number together, or neither, and continues after a taken number', async () => {
    await using prisma = await openHostPrisma(db.url);
    const signUpWithPrisma = (id: string, phoneNumber: string) =>
      prisma.$transaction(async (tx) => {
        await tx.$executeRaw`INSERT INTO public.companies (id, name) VALUES (${id}, ${id})`;
        const phone = linekeeper.within(prismaTransaction(tx)).forTenant({ id, name: id });
        const outcome = await phone.setInboundNumber(phoneNumber, { actor });
        await tx.$executeRaw`UPDATE public.companies SET name = ${outcome.ok ? 'has a number' : outcome.error.code} WHERE id = ${id}`;
        if (id === 'rolled-back') throw new Error('no');
        return outcome;
      });
    await expect(signUpWithPrisma('rolled-back', NUMBER)).rejects.toThrow('no');
    expect(await counts()).toMatchObject({ companies: 0, tenants: 0, lines: 0 });
    const racing = await Promise.all(['a', 'b', 'c', 'd'].map((id) => signUpWithPrisma(id, NUMBER)));
    expect(racing.map(({ ok }) => ok).filter(Boolean)).toHaveLength(1);
    expect(await db.sql('SELECT name, count(*)::int FROM public.companies GROUP BY 1 ORDER BY 1')).toEqual([
      { name: 'PHONE_TAKEN', count: 3 },
      { name: 'has a number', count: 1 },
    ]);
  });

  it('runs calls that are made at the same time one after the other, so that none undoes another', async () => {
    await using prisma = await openHostPrisma(db.url);
    const savepoints: string[] = [];
    await prisma.$transaction(async (tx) => {
      const seen = {
        $queryRawUnsafe(text: string, ...values: unknown[]) {
          if (text.includes('SAVEPOINT')) savepoints.push(text.split(' ', 1)[0] as string);
          return tx.$queryRawUnsafe(text, ...values);
        },
      };
      await Promise.all(
        ['a', 'b'].map((id) =>
          linekeeper.within(prismaTransaction(seen)).forTenant({ id, name: id }).checkAvailability(NUMBER, { actor }),
        ),
      );
    });
    expect(savepoints.length).toBeGreaterThan(4);
    expect(savepoints).toEqual(savepoints.map((_, index) => (index % 2 === 0 ? 'SAVEPOINT' : 'RELEASE')));
  });
});

const waitingForLocks = async () => {
  const [row] = await db.sql<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.count;
};
