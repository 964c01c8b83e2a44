import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@linekeeper/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createBareDatabase, type TestDatabase } from '../support/test-database.ts';
import { TEST_SECRET } from '../support/test-secret.ts';

const PASSWORD = 'correct horse battery';

/** A product with tables of our names and other shapes, all with rows. */
const PRODUCT = `
  CREATE TYPE public.member_role AS ENUM ('boss', 'staff');
  CREATE TABLE public.users (id serial PRIMARY KEY, mail text UNIQUE NOT NULL, token_hash bytea);
  CREATE TABLE public.sessions (sid varchar PRIMARY KEY, sess json NOT NULL, expire timestamp(6) NOT NULL);
  CREATE TABLE public.accounts (id bigint PRIMARY KEY, balance numeric NOT NULL);
  CREATE TABLE public.verifications (id uuid PRIMARY KEY, code int);
  CREATE TABLE public.organizations (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title text NOT NULL);
  CREATE TABLE public.tenants (id int PRIMARY KEY, label text, "phoneNumber" text UNIQUE);
  CREATE TABLE public.members (user_id int REFERENCES public.users, tenant_id int REFERENCES public.tenants, role public.member_role);
  CREATE TABLE public.invitations (id int PRIMARY KEY, sent boolean);
  CREATE TABLE public.api_keys (key text PRIMARY KEY);
  CREATE TABLE public.lines (id int PRIMARY KEY, points point[]);
  CREATE TABLE public._prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  );
  INSERT INTO public.users (mail) VALUES ('a@host.example'), ('b@host.example');
  INSERT INTO public.sessions VALUES ('s1', '{}', now());
  INSERT INTO public.accounts VALUES (1, 10.5);
  INSERT INTO public.verifications VALUES (gen_random_uuid(), 7);
  INSERT INTO public.organizations (title) VALUES ('Org');
  INSERT INTO public.tenants VALUES (1, 'One', '+14155238886');
  INSERT INTO public.members VALUES (1, 1, 'boss');
  INSERT INTO public.invitations VALUES (1, true);
  INSERT INTO public.api_keys VALUES ('k');
  INSERT INTO public.lines VALUES (1, '{"(1,2)"}');
  INSERT INTO public._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES
    ('1', repeat('0', 64), '0001_baseline', now(), 1), ('2', repeat('0', 64), '20240101_half', NULL, 0);
`;

let db: TestDatabase;
let dataDir: string;
let server: ServerProcess | undefined;
beforeAll(async () => {
  db = await createBareDatabase();
  await db.sql(PRODUCT);
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-foreign-'));
});
afterAll(async () => {
  server?.process.kill('SIGKILL');
  await server?.ended;
  await db[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

/** Everything that isn't ours: its rows, and its entries in the catalog. */
async function everythingElse(): Promise<unknown> {
  const tables = await db.sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const rows = [];
  for (const { name } of tables) rows.push(await db.sql(`SELECT t.*, xmin::text FROM public."${name}" t ORDER BY 1`));
  const catalog = await db.sql(`
    SELECT 'relation' AS kind, c.relname::text AS name, c.relkind::text || coalesce(c.relacl::text, '') AS what, c.oid::text
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'column', a.attrelid::regclass::text || '.' || a.attname, format_type(a.atttypid, a.atttypmod), a.attnum::text
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid), oid::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'type', typname, typtype::text, oid::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
    UNION ALL SELECT 'function', proname, prosrc, oid::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(t.oid), t.oid::text FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'schema', nspname, coalesce(nspacl::text, ''), oid::text FROM pg_namespace
      WHERE nspname <> 'linekeeper' AND nspname !~ '^pg_(toast_)?temp_'
    UNION ALL SELECT 'extension', extname, extversion, oid::text FROM pg_extension
    UNION ALL SELECT 'event trigger', evtname, evtevent, oid::text FROM pg_event_trigger
    UNION ALL SELECT 'default right', defaclobjtype::text, defaclacl::text, oid::text FROM pg_default_acl
      WHERE defaclnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname = 'linekeeper')
    UNION ALL SELECT 'setting', setdatabase::text || ' ' || setrole::text, setconfig::text, '' FROM pg_db_role_setting
      WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL SELECT 'sequence', sequencename, coalesce(last_value::text, ''), '' FROM pg_sequences WHERE schemaname = 'public'
    UNION ALL SELECT 'policy', polname, polrelid::regclass::text, oid::text FROM pg_policy
    ORDER BY 1, 2, 3, 4`);
  return { rows, catalog };
}

const variables = () => ({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET });
const run = (...args: string[]) => linekeeper({ ...variables(), LINEKEEPER_DATA_DIR: dataDir }, ...args);

it('Linekeeper works in the database of a product with tables of the same names, and leaves nothing of that product changed', async () => {
  const before = await everythingElse();
  expect(await run('migrate')).toMatchObject({ code: 0, err: '' });
  expect(await everythingElse()).toEqual(before);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  server = spawnServer({ ...variables(), PORT: String(port), LINEKEEPER_DATA_DIR: dataDir });
  await ready(server);
  const created = await run(
    ...['tenant', 'create', '--name', 'Acme', '--country', 'US', '--owner-email', 'ada@acme.example', '--json'],
  );
  expect(created).toMatchObject({ code: 0, err: '' });
  const { id, invitation } = JSON.parse(created.out) as { id: string; invitation: string };
  const link = new URL(invitation);
  const post = (path: string, body: unknown) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const accepted = await post('/api/invitation/accept', {
    id: link.pathname.split('/')[2],
    token: link.searchParams.get('token'),
    person: { name: 'Ada', password: PASSWORD },
  });
  expect(accepted.status).toBe(204);
  const signedIn = await post('/api/auth/sign-in/email', { email: 'ada@acme.example', password: PASSWORD });
  expect(signedIn.status).toBe(200);
  const client = createClient({ url: `${url}/trpc`, token: signedIn.headers.get('set-auth-token') ?? '' });
  expect(await client.phone.setInboundNumber.mutate({ phoneNumber: '(415) 523-8886' })).toMatchObject({ ok: true });
  expect(await client.phone.getInboundNumber.query()).toMatchObject({ phoneNumber: '+14155238886' });
  expect(await client.phone.releaseInboundNumber.mutate({})).toMatchObject({ ok: true });
  expect(await client.phone.setInboundNumber.mutate({ phoneNumber: '(415) 523-8886' })).toMatchObject({ ok: true });
  expect(await run('tenant', 'delete', id, '--yes', '--release-number')).toMatchObject({ code: 0 });
  server.process.kill('SIGTERM');
  await server.ended;
  expect(await everythingElse()).toEqual(before);

  await db.sql('DROP SCHEMA linekeeper CASCADE');
  expect(await everythingElse()).toEqual(before);
  expect(await db.sql(`SELECT FROM pg_namespace WHERE nspname ~ 'linekeeper'`)).toEqual([]);
}, 120_000);
