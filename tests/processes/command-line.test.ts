import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeper as runInProcess } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { ready, spawnServer } from '../support/server-process.ts';
import { createBareDatabase } from '../support/test-database.ts';

const PROGRAM = fileURLToPath(new URL('../../apps/linekeeper/bin/linekeeper.mjs', import.meta.url));

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-command-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** The program as people run it, a process of its own. */
async function linekeeper<T>(...args: string[]): Promise<T> {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, LINEKEEPER_DATA_DIR: dataDir };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=linekeeper-built', PROGRAM, ...args, '--json'],
    { env, cwd: dataDir },
  );
  return JSON.parse(stdout) as T;
}

it('a command works on the embedded PostgreSQL before the first start, while the server runs, and after', async () => {
  const { id } = await linekeeper<{ id: string }>(
    'tenant',
    'create',
    '--name',
    'First',
    '--owner-email',
    'a@b.example',
  );

  const port = await freePort();
  const publicUrl = 'https://lines.example.com';
  const server = spawnServer({ PORT: String(port), PUBLIC_URL: publicUrl, LINEKEEPER_DATA_DIR: dataDir });
  await ready(server);
  // The command itself doesn't have the server's settings.
  const { invitation } = await linekeeper<{ invitation: string }>(
    ...['tenant', 'invite', id, '--email', 'c@d.example', '--role', 'member'],
  );
  expect(new URL(invitation).origin).toBe(publicUrl);
  const { secret } = await linekeeper<{ secret: string }>(
    ...['key', 'create', '--tenant', id, '--name', 'x', '--scope', 'inboundNumber:read'],
  );
  const response = await fetch(`http://127.0.0.1:${port}/trpc/session.get`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: '{}',
  });
  expect(await response.json()).toMatchObject({ result: { data: { person: null, tenant: { name: 'First' } } } });
  server.process.kill('SIGTERM');
  await server.ended;
  expect(server.output()).not.toContain(secret);

  expect(await linekeeper('key', 'list')).toMatchObject({
    keys: [{ name: 'x', lastUsedAt: expect.any(String) }],
    nextCursor: null,
  });
  await expect(linekeeper('password', 'reset-link', 'nobody@company.example')).rejects.toMatchObject({ code: 1 });
  expect(await linekeeper('tenant', 'delete', id, '--yes')).toEqual({ deleted: id });
  // Eight commands and a server, each of which can start PostgreSQL.
}, 180_000);

it('a command exits with 2 for wrong usage', async () => {
  await expect(linekeeper('key')).rejects.toMatchObject({ code: 2 });
});

it('a command that only reads refuses a database that lacks migrations, and changes nothing', async () => {
  await using db = await createBareDatabase();
  const variables = { DATABASE_URL: db.ownerUrl };
  const answer = await runInProcess(variables, 'tenant', 'list');
  expect(answer).toMatchObject({
    code: 1,
    err: expect.stringMatching(/has \d+ pending migration\(s\).*linekeeper migrate/),
  });
  expect(await db.sql(`SELECT 1 FROM pg_class WHERE relname IN ('linekeeper._prisma_migrations', 'tenants')`)).toEqual(
    [],
  );
});

it('a command says on stderr that it uses the embedded database, and the history of an unmigrated one is refused', async () => {
  const history = (variables: Record<string, string>) => runInProcess(variables, 'history', '--line', '+12125550123');
  expect(await history({ LINEKEEPER_DATA_DIR: dataDir })).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(
      /^DATABASE_URL isn't set, so this uses the embedded database in .*\n.*linekeeper migrate/,
    ),
  });
  await using db = await createBareDatabase();
  expect(await history({ DATABASE_URL: db.ownerUrl })).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^The database has \d+ pending migration.*linekeeper migrate/),
  });
  expect(await db.sql(`SELECT FROM pg_namespace WHERE nspname = 'linekeeper'`)).toEqual([]);
});
