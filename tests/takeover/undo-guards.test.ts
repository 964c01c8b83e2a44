import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { besideTransaction } from '../support/beside-transaction.ts';
import { linekeeper } from '../support/command-line.ts';
import { legacySetup } from '../support/legacy-setup.ts';
import { urlOf } from '../support/postgres.setup.ts';
import { createBareDatabase } from '../support/test-database.ts';

const [A, B, C] = ['+12125550123', '+12125550124', '+12125550125'];
const REASON = ['--reason', 'asked on the phone'];

const { test, legacy, run, done } = legacySetup();

const refused = async (message: string, ...args: string[]) =>
  expect(await run(...args)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(message) });
const isThere = async (name: string) => {
  const [row] = await test.sql<{ there: boolean }>(`SELECT to_regclass('${name}') IS NOT NULL AS there`);
  return row?.there;
};
const links = () => test.sql('SELECT table_name FROM linekeeper.legacy_links');
const records = async () => {
  const rows = await test.sql<{ outcome: string }>(
    'SELECT outcome FROM linekeeper.legacy_settlements ORDER BY tenant_id',
  );
  return rows.map(({ outcome }) => outcome);
};

async function connect(connectionString: string, application_name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name });
  await client.connect();
  return client;
}

describe('unlink', () => {
  beforeEach(async () => {
    await legacy.add('clean', null, { phoneNumber: C });
    await legacy.add('loses', null, { phoneNumber: '+1 212 555 0123' });
    await legacy.add('wins', null, { phoneNumber: A });
    await run('legacy', 'link');
    await run('backfill');
  });

  it('is refused while decisions were not undone, and works after revert', async () => {
    await done('assign', A, 'wins', ...REASON);
    await refused('Nothing was changed: 2 companies have decisions', 'legacy', 'unlink', '--yes');
    await refused('linekeeper legacy revert --all', 'legacy', 'unlink', '--yes');
    expect(await links()).toHaveLength(1);
    expect(await records()).toEqual(['MOVED', 'LOST', 'ASSIGNED']);
    await done('legacy', 'revert', '--all');
    expect(await legacy.places('loses')).toEqual({ column: null, config: { phoneNumber: '+1 212 555 0123' } });
    await done('legacy', 'unlink', '--yes');
    expect(await links()).toEqual([]);
  });

  it('is refused after a company lost its number without another one getting it', async () => {
    await done('assign', 'none', 'loses', ...REASON);
    await refused('--keep-decisions', 'legacy', 'unlink', '--yes');
    expect(await links()).toHaveLength(1);
  });

  it('with --keep-decisions keeps what was decided, and forgets what was before', async () => {
    await done('assign', A, 'wins', ...REASON);
    await done('legacy', 'unlink', '--yes', '--keep-decisions');
    expect(await legacy.places('loses')).toEqual({ column: null, config: {} });
    expect(await legacy.places('wins')).toEqual({ column: A, config: { phoneNumber: A } });
    expect(await records()).toEqual(['MOVED']);
    await done('legacy', 'remove', '--yes');
  });

  it('is not refused if numbers were only moved, because the legacy table still has them', async () => {
    await done('legacy', 'unlink', '--yes');
    expect(await legacy.places('clean')).toEqual({ column: null, config: { phoneNumber: C } });
  });

  it('says how many rows of the legacy table it wrote, because it follows the last changes', async () => {
    await legacy.add('two places', B, { phoneNumber: B });
    await run('legacy', 'follow');
    await run('backfill');
    await test.sql(`UPDATE public.tenants SET "phoneNumber" = '+12125550199' WHERE id = 'two places'`);
    const { out } = await run('legacy', 'unlink', '--yes');
    expect(out).toContain('which wrote 1 row of the legacy table');
    expect(await legacy.places('two places')).toMatchObject({ config: { phoneNumber: '+12125550199' } });
  });

  it('warns if a server is connected', async () => {
    const server = await connect(test.url, 'linekeeper');
    const { code, out } = await run('legacy', 'unlink', '--yes');
    await server.end();
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/Warning: a server is connected \(process \d+ \(linekeeper, role/),
    });
  });
});

describe('remove', () => {
  const claims = async (...pairs: [string, string | undefined][]) => {
    for (const [id, line] of pairs) {
      await test.sql('INSERT INTO linekeeper.tenants (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING', [id]);
      await test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [line, id]);
    }
  };

  it('is refused if companies hold lines that the legacy table does not have, and names three of them', async () => {
    await legacy.add('same', null, { phoneNumber: '+1 212 555 0123' });
    await legacy.add('other', B);
    await claims(['same', A], ['other', C], ['x', '+12125550130'], ['y', '+12125550131'], ['z', '+12125550132']);
    const names = "4 companies hold lines in Linekeeper that public.tenants doesn't have: other, x, y, 1 more.";
    await refused(names, 'legacy', 'remove', '--yes');
    await refused('--delete-lines', 'legacy', 'remove', '--yes');
    expect(await legacy.held()).toMatchObject({ other: C, x: '+12125550130' });
    await done('legacy', 'remove', '--yes', '--delete-lines');
    expect(await isThere('linekeeper.lines')).toBe(false);
  });

  it('is refused if the legacy table can no longer be read', async () => {
    await claims(['one', A]);
    await test.sql('DROP TABLE public.tenants');
    await refused('1 company holds a line in Linekeeper that no legacy table has', 'legacy', 'remove', '--yes');
    await test.sql('DELETE FROM linekeeper.lines');
    await done('legacy', 'remove', '--yes');
  });

  it('reads the legacy table as the last link did', async () => {
    await test.sql(`
      CREATE TABLE public.companies (no integer PRIMARY KEY, title text, line text);
      INSERT INTO public.companies VALUES (7, 'Acme', '(212) 555-0123')`);
    const columns = ['--id', 'no', '--name', 'title', '--number', 'line', '--config', 'none', '--country', 'US'];
    await done('legacy', 'link', '--table', 'companies', ...columns);
    await done('backfill');
    await done('legacy', 'unlink', '--yes');
    await claims(['7', A]);
    await done('legacy', 'remove', '--yes');
  });

  it('is refused while there are records of decisions without a link', async () => {
    await claims(['lost', A]);
    await test.sql(`DELETE FROM linekeeper.lines;
      INSERT INTO linekeeper.legacy_settlements (tenant_id, outcome, e164) VALUES ('lost', 'LOST', '${A}')`);
    await refused('1 company has a decision', 'legacy', 'remove', '--yes');
    await done('legacy', 'remove', '--yes', '--delete-lines');
  });

  it('is refused if a line is saved while it runs', async () => {
    await test.sql(`INSERT INTO linekeeper.tenants (id, name) VALUES ('late', 'Late'), ('same', 'Same')`);
    await legacy.add('same', A);
    await claims(['same', A]);
    const answer = await besideTransaction(
      test,
      `INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('${B}', 'late')`,
      () => run('legacy', 'remove', '--yes'),
    );
    expect(answer).toMatchObject({ code: 1, err: expect.stringContaining("public.tenants doesn't have: late.") });
    expect(await legacy.held()).toEqual({ same: A, late: B });
  });

  it.each([
    ['the pool of a server', 'linekeeper'],
    ['a server that follows the legacy table', 'linekeeper legacy worker'],
    ['a host with a pool of its own', 'my product'],
  ])('is refused while %s is connected', async (_, application_name) => {
    const server = await connect(test.url, application_name);
    try {
      await refused(`(${application_name}, role `, 'legacy', 'remove', '--yes', '--delete-lines');
      expect(await isThere('linekeeper.lines')).toBe(true);
    } finally {
      await server.end();
    }
    await done('legacy', 'remove', '--yes');
  });

  it("is not refused because of the product's own sessions if its role also serves Linekeeper", async () => {
    await using bare = await createBareDatabase();
    const name = new URL(bare.ownerUrl).pathname.slice(1);
    const role = { name: `${name}_own`, password: 'product' };
    await bare.sql(`CREATE ROLE ${role.name} LOGIN PASSWORD '${role.password}'; CREATE TABLE public.orders (id int);
      ALTER TABLE public.orders OWNER TO ${role.name}`);
    const url = urlOf(bare.ownerUrl, name, role);
    const product = await connect(url, 'my product');
    try {
      for (const variables of [
        { DATABASE_URL: url, DATABASE_OWNER_URL: bare.ownerUrl },
        { DATABASE_URL: bare.ownerUrl },
      ]) {
        expect(await linekeeper(variables, 'migrate')).toMatchObject({ code: 0 });
        expect(await linekeeper(variables, 'legacy', 'remove', '--yes')).toMatchObject({ code: 0, err: '' });
      }
    } finally {
      await product.end();
      await bare.sql(`DROP OWNED BY ${role.name}; DROP ROLE ${role.name}`);
    }
  });
});

describe('without a link', () => {
  it('contract is refused, and unlink says that there is nothing to undo', async () => {
    await refused('No legacy table is linked', 'contract', '--yes');
    const { code, out } = await run('legacy', 'unlink', '--yes');
    expect({ code, out }).toEqual({ code: 0, out: 'There is nothing to undo: no legacy table is linked.\n' });
  });

  it('unlink and remove say that there is nothing to undo in a database that was never migrated', async () => {
    await using bare = await createBareDatabase();
    for (const [command, out] of [
      ['unlink', 'There is nothing to undo: no legacy table is linked.\n'],
      ['remove', 'There is nothing to undo: this database has no schema linekeeper.\n'],
    ]) {
      const answer = await linekeeper(
        { DATABASE_URL: bare.url, DATABASE_OWNER_URL: bare.ownerUrl },
        ...['legacy', command ?? '', '--yes'],
      );
      expect(answer).toEqual({ code: 0, out, err: '' });
    }
  });
});
