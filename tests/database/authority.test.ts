import { type Database, openDatabase, type TenantId } from '@linekeeper/core';
import { parsePhoneNumber } from '@linekeeper/phone-number';
import { createLogger, readEnv, startServer } from 'linekeeper';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

let test: TestDatabase;
let db: Database;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open();
  [one, two] = await createTwoTenants(test);
});
afterAll(() => test[Symbol.asyncDispose]());

const insert = (e164: string, tenantId: string) =>
  test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [e164, tenantId]);

describe('a row that is written without the code', () => {
  it.each([
    ['no plus', '14155238886'],
    ['a trailing line feed', '+14155238886\n'],
    ['full-width digits', '+１４１５５２３８８８６'],
    ['Arabic digits', '+١٤١٥٥٢٣٨٨٨٦'],
    ['a calling code of 0', '+04155238886'],
    ['six digits', '+141552'],
    ['sixteen digits', '+1415523888612345'],
    ['spaces', '+1 415 523 8886'],
    ['nothing', ''],
  ])('is refused with %s', async (_, e164) => {
    await expect(insert(e164, one)).rejects.toMatchObject({ constraint: 'lines_e164_check' });
  });

  it.each([
    ['the same line for another tenant', '+14155238886', () => two, 'lines_pkey'],
    ['a second line for one tenant', '+442079460018', () => one, 'lines_tenant_id_key'],
    ['a line for no tenant', '+442079460018', () => 'nobody', 'lines_tenant_id_fkey'],
  ])('is refused with %s', async (_, e164, tenant, constraint) => {
    await test.sql('DELETE FROM linekeeper.lines');
    await insert('+14155238886', one);
    await expect(insert(e164, tenant())).rejects.toMatchObject({ constraint });
  });
});

it('the database stores every spelling of a line as one row', async () => {
  await test.sql('DELETE FROM linekeeper.lines');
  for (const [text, country] of [
    ['(415) 523-8886', 'US'],
    ['14155238886', 'US'],
    ['+1-415-523-8886', null],
  ] as const) {
    const parsed = parsePhoneNumber(text, { country });
    expect(parsed).toMatchObject({ ok: true });
    if (parsed.ok) expect(await rowsOf(db, one).claimInboundNumber(parsed.data)).toMatchObject({ ok: true });
  }
  expect(await test.sql('SELECT e164 FROM linekeeper.lines')).toEqual([{ e164: '+14155238886' }]);
});

it("the server uses a role that owns nothing and can't alter a table", async () => {
  const role = new URL(test.url).username;
  const owned = await test.sql('SELECT relname FROM pg_class WHERE relowner = $1::regrole', [role]);
  expect(owned).toEqual([]);
  const [rights] = await test.sql(
    `SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls,
            has_schema_privilege($1, 'linekeeper', 'CREATE') AS may_create,
            has_table_privilege($1, 'linekeeper._prisma_migrations', 'INSERT, UPDATE, DELETE, TRUNCATE') AS may_rewrite_migrations,
            has_table_privilege($1, 'linekeeper.line_events', 'UPDATE, DELETE, TRUNCATE') AS may_rewrite_history
     FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  expect(Object.values(rights ?? {})).toEqual([false, false, false, false, false, false, false]);
});

it.each(['id', 'at'])(
  "the role that serves requests can't choose the %s of an event in the history",
  async (column) => {
    const server = new pg.Client(test.url);
    await server.connect();
    const value = column === 'id' ? -1 : `'2001-01-01'`;
    const forged = server.query(
      `INSERT INTO linekeeper.line_events (${column}, e164, kind, to_tenant_id, actor_type, actor_name) OVERRIDING SYSTEM VALUE
     VALUES (${value}, '+14155238886', 'CLAIMED', 'somebody', 'OPERATOR', 'Nobody')`,
    );
    await expect(forged).rejects.toThrow('permission denied for table line_events');
    await server.end();
  },
);

it('the server refuses to serve as a role with more rights if there is a separate owner', async () => {
  const { name } = await db.servingRole();
  expect(await db.servingRole()).toEqual({ name, excess: [] });
  await test.sql(`GRANT CREATE ON SCHEMA linekeeper TO ${name}`);
  try {
    expect(await db.servingRole()).toEqual({ name, excess: ['can create tables'] });
    const variables = { DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl, PORT: String(await freePort()) };
    await expect(startServer(readEnv(variables), createLogger({ level: 'silent' }))).rejects.toThrow(
      `The database role ${name} serves requests and can create tables. Set DATABASE_URL to a role that can't do this.`,
    );
  } finally {
    await test.sql(`REVOKE CREATE ON SCHEMA linekeeper FROM ${name}`);
  }
});

it.each([
  ['CREATEROLE', 'can create roles'],
  ['CREATEDB', 'can create databases'],
  ['BYPASSRLS', 'bypasses row-level security'],
  ['REPLICATION', 'can copy the whole server by replication'],
])('the server finds a role with %s', async (attribute, what) => {
  const name = `${new URL(test.url).username}_${attribute.toLowerCase()}`;
  await test.sql(`CREATE ROLE ${name} LOGIN PASSWORD 'x' ${attribute}`);
  const url = new URL(test.url);
  [url.username, url.password] = [name, 'x'];
  const more = openDatabase({ url: url.href });
  try {
    expect((await more.servingRole()).excess).toEqual([what]);
  } finally {
    await more.close();
    await test.sql(`DROP ROLE ${name}`);
  }
});

describe('a role that gets more rights with SET ROLE', () => {
  const owner = () => new URL(test.ownerUrl).username;

  it.each([
    ['pg_execute_server_program', 'can run programs on the database server'],
    ['pg_read_server_files', 'can read files of the database server'],
    ['pg_write_server_files', 'can write files of the database server'],
    ['pg_read_all_data', 'can read every table'],
    ['pg_write_all_data', 'can write every table'],
    ['pg_signal_backend', 'can end connections of others'],
  ])('is found as a member of %s without inheritance', async (group, what) => {
    const { name } = await db.servingRole();
    await test.sql(`ALTER ROLE ${name} NOINHERIT; GRANT ${group} TO ${name}`);
    try {
      expect((await db.servingRole()).excess).toEqual([`is a member of ${group}, which ${what}`]);
    } finally {
      await test.sql(`REVOKE ${group} FROM ${name}; ALTER ROLE ${name} INHERIT`);
    }
  });

  it('is found if it is indirectly a member of the role that owns the tables', async () => {
    const { name } = await db.servingRole();
    const between = `${name}_between`;
    await test.sql(`CREATE ROLE ${between} NOINHERIT; ALTER ROLE ${name} NOINHERIT`);
    await test.sql(`GRANT "${owner()}" TO ${between}; GRANT ${between} TO ${name}`);
    try {
      const { excess } = await db.servingRole();
      expect(excess).toContain(`is a member of ${owner()}, which owns tables`);
      expect(excess).toContain(`is a member of ${owner()}, which is a superuser`);
    } finally {
      await test.sql(`DROP ROLE ${between}; ALTER ROLE ${name} INHERIT`);
    }
  });
});
