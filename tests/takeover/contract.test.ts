import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { signInOwners } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.db.sql(LEGACY_TABLE);
  await server.db.sql(`INSERT INTO public.tenants (id, name, "phoneNumber", "twilioConfig") VALUES
    ('column', 'Column', '+1 212 555 0123', NULL),
    ('config', 'Config', NULL, '{"phoneNumber": "+12125550124", "accountSid": "AC1"}'),
    ('blank', 'Blank', NULL, '{"phoneNumber": " ", "accountSid": "AC2"}'),
    ('null', 'Null', NULL, '{"phoneNumber": null}'),
    ('none', 'None', NULL, NULL)`);
});
afterEach(() => server[Symbol.asyncDispose]());

const run = (...args: string[]) => linekeeper({ DATABASE_URL: server.db.ownerUrl }, ...args);
it('empties the legacy storage, keeps what was there, and lets everything go on', async () => {
  await run('backfill');
  expect(await run('contract', '--yes', '--json')).toMatchObject({ code: 0, err: '' });
  expect(await server.db.sql('SELECT FROM public.tenants WHERE "phoneNumber" IS NOT NULL')).toEqual([]);
  expect(await server.db.sql('SELECT id, "twilioConfig" AS config FROM public.tenants ORDER BY id')).toEqual([
    { id: 'blank', config: { accountSid: 'AC2' } },
    { id: 'column', config: null },
    { id: 'config', config: { accountSid: 'AC1' } },
    { id: 'none', config: null },
    { id: 'null', config: {} },
  ]);
  expect(
    await server.db.sql(
      'SELECT tenant_id, outcome, column_value, config_value FROM linekeeper.legacy_settlements ORDER BY tenant_id',
    ),
  ).toEqual([
    { tenant_id: 'blank', outcome: 'DROPPED', column_value: null, config_value: ' ' },
    { tenant_id: 'column', outcome: 'MOVED', column_value: '+1 212 555 0123', config_value: null },
    { tenant_id: 'config', outcome: 'MOVED', column_value: null, config_value: '+12125550124' },
  ]);

  const [owner] = await signInOwners(server.db, ['column']);
  if (!owner) throw new Error('Nobody was made');
  const { phone } = server.clientOf(owner);
  expect(await phone.getInboundNumber.query()).toMatchObject({ phoneNumber: '+12125550123' });
  expect(await phone.releaseInboundNumber.mutate({})).toMatchObject({ ok: true });
  expect(await phone.setInboundNumber.mutate({ phoneNumber: '+12125550123' })).toMatchObject({ ok: true });
  expect(await run('tenant', 'list')).toMatchObject({ code: 0 });
  expect(await run('census')).toMatchObject({ code: 0 });
  expect(await run('backfill')).toMatchObject({ code: 0 });
  expect(await run('contract', '--yes')).toMatchObject({ code: 0, out: 'There is nothing left to empty.\n' });
});

it('leaves what the legacy system writes in that very moment', async () => {
  await run('backfill');
  // Blanks are settled after all companies were classified and before anything is emptied.
  await server.db.sql(`
    CREATE FUNCTION write_again() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN UPDATE public.tenants SET "phoneNumber" = '+12125550199' WHERE id = 'column'; RETURN NEW; END $$;
    CREATE TRIGGER write_again AFTER INSERT ON linekeeper.legacy_settlements FOR EACH ROW EXECUTE FUNCTION write_again()`);
  expect(await run('contract', '--yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('The legacy system wrote to 1 companies'),
  });
  expect(await server.db.sql(`SELECT "phoneNumber" FROM public.tenants WHERE id = 'column'`)).toEqual([
    { phoneNumber: '+12125550199' },
  ]);
  expect((await run('census')).out).toMatch(/changed +1 /);
});
