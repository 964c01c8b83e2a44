import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import app from '../../apps/linekeeper/package.json' with { type: 'json' };
import { linekeeper } from '../support/command-line.ts';
import { createKey } from '../support/test-keys.ts';
import { createPerson } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const run = (...args: string[]) =>
  linekeeper(
    { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl, PUBLIC_URL: 'https://lines.example' },
    ...args,
  );
const runJson = async <T>(...args: string[]) => JSON.parse((await run(...args, '--json')).out) as T;

const COMMANDS = [
  'tenant create',
  'tenant list',
  'tenant invite',
  'tenant delete',
  'member list',
  'member remove',
  'session end',
  'invitation list',
  'invitation withdraw',
  'key create',
  'key list',
  'key revoke',
  'password reset-link',
  'history',
  'migrate',
  'census',
  'backfill',
  'assign',
  'contract',
];

describe('help', () => {
  it('names every command', async () => {
    const { code, out, err } = await run('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of COMMANDS) expect(out).toContain(name);
  });

  it.each(COMMANDS)('of %s names its options, and needs no database', async (name) => {
    const { code, out } = await linekeeper({ DATABASE_URL: 'postgres://none.invalid/x' }, ...name.split(' '), '--help');
    expect(code).toBe(0);
    expect(out).toContain(`linekeeper ${name}`);
    expect(out).toContain('--json');
  });

  it('of a group names its commands only', async () => {
    const { code, out } = await run('key', '--help');
    expect(code).toBe(0);
    expect(out).toContain('key revoke <id>');
    expect(out).not.toContain('tenant create');
  });

  it('is shown on stderr if no command is given, and the exit code is 2', async () => {
    expect(await run()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('tenant create') });
    expect(await run('key')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('key revoke') });
  });

  it('shows the version', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: `${app.version}\n`, err: '' });
  });
});

describe('wrong usage exits with 2 and changes nothing', () => {
  it.each([
    ['an unknown command', ['tenant', 'rename']],
    ['an unknown option', ['tenant', 'list', '--all']],
    ['a missing name', ['tenant', 'create', '--owner-email', 'a@b.example']],
    ['a missing email', ['tenant', 'create', '--name', 'A']],
    ['an invalid email', ['tenant', 'create', '--name', 'A', '--owner-email', 'a']],
    ['an unknown country', ['tenant', 'create', '--name', 'A', '--country', 'ZZ', '--owner-email', 'a@b.example']],
    ['no owner of the key', ['key', 'create', '--name', 'A', '--scope', 'routing:read']],
    [
      'two owners of the key',
      ['key', 'create', '--platform', '--tenant', 'x', '--name', 'A', '--scope', 'routing:read'],
    ],
    ['no scope', ['key', 'create', '--platform', '--name', 'A']],
    ['an unknown scope', ['key', 'create', '--platform', '--name', 'A', '--scope', 'everything']],
    ['a scope of people', ['key', 'create', '--platform', '--name', 'A', '--scope', 'apiKey:manage']],
    [
      'half a day',
      ['key', 'create', '--platform', '--name', 'A', '--scope', 'routing:read', '--expires-in-days', '0.5'],
    ],
    ['no id', ['key', 'revoke']],
    ['two ids', ['key', 'revoke', 'a', 'b']],
  ])('%s', async (_, args) => {
    const before = await server.db.sql('SELECT count(*) FROM linekeeper.tenants');
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toMatch(/\n.*\n| at .*:\d/);
    expect(await server.db.sql('SELECT count(*) FROM linekeeper.tenants')).toEqual(before);
    expect(await server.db.sql('SELECT id FROM linekeeper.api_keys')).toEqual([]);
  });
});

it.each([
  ['a command', ['tenant', 'lst'], "Unknown command 'lst'. Did you mean list?"],
  ['a group', ['tenat', 'list'], "Unknown command 'tenat'. Did you mean tenant?"],
  ['an option', ['migrate', '--dry-rum'], "Unknown option '--dry-rum'. Did you mean --dry-run?"],
])('the command line suggests %s with a similar name', async (_, args, message) => {
  expect(await run(...args)).toEqual({ code: 2, out: '', err: `${message}\n` });
  const inJson = await run('--json', ...args);
  expect(JSON.parse(inJson.err)).toEqual({ error: { message } });
});

it('--json can come before the command and after it', async () => {
  const before = await run('--json', 'tenant', 'list');
  expect(before).toEqual(await run('tenant', 'list', '--json'));
  expect(JSON.parse(before.out)).toBeInstanceOf(Array);
});

it("the command line says that the database can't be reached, and exits with 1", async () => {
  const { code, err } = await linekeeper({ DATABASE_URL: 'postgres://u:canary@127.0.0.1:1/x' }, 'tenant', 'list');
  expect(code).toBe(1);
  expect(err).toContain('cannot be reached');
  expect(err).not.toContain('canary');
});

it('the command line creates, lists and deletes a company', async () => {
  const made = await runJson<{ id: string; invitation: string }>(
    ...['tenant', 'create', '--name', 'Northwind Vets', '--country', 'GB', '--owner-email', 'Owner@vets.example'],
  );
  expect(made.invitation).toMatch(/^https:\/\/lines\.example\/invitation\/[0-9a-f-]{36}\?token=[\w-]{32}$/);
  expect(await runJson('tenant', 'list')).toContainEqual(
    expect.objectContaining({ id: made.id, name: 'Northwind Vets', country: 'GB', phoneNumber: null, people: 0 }),
  );
  expect((await run('tenant', 'list')).out).toContain('Northwind Vets');
  expect(await run('tenant', 'delete', made.id, '--yes')).toMatchObject({ code: 0 });
  expect(await run('tenant', 'delete', made.id, '--yes')).toMatchObject({ code: 1 });
  expect(await server.db.sql('SELECT 1 FROM linekeeper.invitations WHERE tenant_id = $1', [made.id])).toEqual([]);
});

it("the command line doesn't delete a company without --yes, or one with a number without --release-number", async () => {
  const { tenantId } = await createPerson(server.db);
  const there = async () =>
    (await server.db.sql('SELECT 1 FROM linekeeper.tenants WHERE id = $1', [tenantId])).length === 1;
  await server.db.sql(`INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ('+14155238886', $1)`, [tenantId]);
  expect(await run('tenant', 'delete', tenantId)).toMatchObject({ code: 2 });
  expect(await there()).toBe(true);
  const refused = await run('tenant', 'delete', tenantId, '--yes', '--json');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(JSON.parse(refused.err)).toEqual({ error: { message: expect.stringContaining('--release-number') } });
  expect(await there()).toBe(true);
  expect(await server.db.sql('SELECT tenant_id FROM linekeeper.lines')).toEqual([{ tenant_id: tenantId }]);
  expect(await run('tenant', 'delete', tenantId, '--yes', '--release-number')).toMatchObject({ code: 0 });
  expect(await there()).toBe(false);
  expect(await server.db.sql('SELECT 1 FROM linekeeper.lines')).toEqual([]);
});

it('a name or an id with line breaks or many spaces stays one cell of one line', async () => {
  const { tenantId, token } = await createPerson(server.db);
  const other = `b\nHeld now by:   nobody`;
  const [claimed, wanted] = ['+14155238887', '+14155238888'];
  await server.db.sql('UPDATE linekeeper.tenants SET name = $2 WHERE id = $1', [
    tenantId,
    'Acme\nHeld now by:   nobody\u2028x          RELEASED',
  ]);
  await server.db.sql('UPDATE linekeeper.users SET name = $2 WHERE id = $1', [
    tenantId,
    'Ada          –     (person)\nx',
  ]);
  await server.clientOf({ tenantId, token }).phone.setInboundNumber.mutate({ phoneNumber: claimed });
  await server.db.sql('INSERT INTO linekeeper.tenants (id, name) VALUES ($1, $1)', [other]);
  await server.db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [wanted, other]);
  const asked = await fetch(`${server.url}/api/session/support-reference`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ phoneNumber: wanted }),
  });
  const { reference } = (await asked.json()) as { reference: string };
  const outputs = [
    (
      await linekeeper(
        { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET },
        ...['support', 'open', reference],
      )
    ).out,
    ...(await Promise.all([run('history', '--line', claimed), run('explain', claimed)])).map(({ out }) => out),
  ];
  for (const out of outputs) {
    expect(out).toContain('Acme\\u{a}Held now by: nobody\\u{2028}x RELEASED');
    expect(out).not.toMatch(/^Held now by: +nobody$/m);
    expect(out).not.toMatch(/ {10}(?:RELEASED|–)/);
  }
  await server.db.sql('DELETE FROM linekeeper.lines WHERE e164 = $1', [wanted]);
});

describe('a key', () => {
  const session = (token: string) =>
    fetch(`${server.url}/trpc/session.get`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });

  it('of a company is created, printed once, used and revoked', async () => {
    const { tenantId } = await createPerson(server.db);
    const { id, secret, expiresAt } = await runJson<{ id: string; secret: string; expiresAt: string }>(
      ...['key', 'create', '--tenant', tenantId, '--name', 'switchboard', '--expires-in-days', '7'],
      ...['--scope', 'inboundNumber:read', '--scope', 'inboundNumber:update'],
    );
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    expect((await session(secret)).status).toBe(200);
    const listed = await run('key', 'list');
    expect(listed.out).toContain('switchboard');
    expect(listed.out + JSON.stringify(await runJson('key', 'list'))).not.toContain(secret);
    expect(await run('key', 'revoke', id)).toMatchObject({ code: 0 });
    expect(await run('key', 'revoke', id)).toMatchObject({ code: 1 });
    expect((await run('key', 'list')).out).toContain('revoked');
  });

  it('stops working within ten seconds if another process revoked it', { timeout: 20_000 }, async () => {
    const { tenantId } = await createPerson(server.db);
    const { id, token } = await createKey(server.db, { tenantId, scopes: ['inboundNumber:read'] });
    expect((await session(token)).status).toBe(200);
    await run('key', 'revoke', id);
    const revoked = performance.now();
    await expect.poll(async () => (await session(token)).status, { timeout: 12_000, interval: 100 }).toBe(401);
    expect(performance.now() - revoked).toBeLessThan(10_500);
  });

  it('of the platform has no company', async () => {
    await runJson('key', 'create', '--platform', '--name', 'router', '--scope', 'routing:read');
    expect(await runJson('key', 'list')).toMatchObject({
      keys: expect.arrayContaining([expect.objectContaining({ name: 'router', tenant: null })]),
    });
  });

  it("isn't created for a company that doesn't exist", async () => {
    const args = ['key', 'create', '--tenant', 'none', '--name', 'x', '--scope', 'inboundNumber:read'];
    expect(await run(...args)).toMatchObject({ code: 1, err: expect.stringContaining('No tenant has the id') });
  });
});

it("the command line prints no password link for a person who doesn't exist", async () => {
  expect(await run('password', 'reset-link', 'nobody@company.example')).toMatchObject({ code: 1, out: '' });
});
