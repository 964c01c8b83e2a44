import { afterEach, beforeEach, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { signInOwners } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const LINE = '+14155239001';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.db.sql(`${LEGACY_TABLE} ALTER TABLE public.tenants ADD COLUMN plan text, ADD COLUMN "createdAt" timestamp,
    ADD COLUMN "updatedAt" timestamp`);
  await legacyTable(server.db).add('acme', LINE, { phoneNumber: LINE });
});
afterEach(() => server[Symbol.asyncDispose]());

const run = (...args: string[]) =>
  linekeeper(
    { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET },
    ...args,
  );
const row = async () => (await server.db.sql('SELECT * FROM public.tenants'))[0];
async function patch(body: unknown): Promise<number> {
  const [person] = await signInOwners(server.db, ['acme']);
  const response = await fetch(`${server.url}/api/organization/info`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${person?.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status;
}

it.each(['id', 'name', 'location', 'timezone', 'phoneNumber', 'twilioConfig', 'createdAt', 'updatedAt'])(
  "front ends can't be allowed to write %s past the rules",
  async (column) => {
    expect(await run('legacy', 'link', '--fields', `plan,${column}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`--fields can't contain ${column}:`),
    });
    expect(await server.db.sql('SELECT FROM linekeeper.legacy_links')).toEqual([]);
  },
);

it('a field that an earlier release allowed is not written, and can be taken off the link', async () => {
  await run('legacy', 'link', '--fields', 'plan');
  await server.db.sql(`UPDATE linekeeper.legacy_links SET writable_columns = '{plan,id,phoneNumber,updatedAt}'`);
  // Installs the functions for what is stored.
  await server.db.sql('DROP TRIGGER legacy_mirror ON linekeeper.lines');
  expect(await run('migrate')).toMatchObject({ code: 0 });
  for (const field of ['id', 'phoneNumber', 'updatedAt']) expect(await patch({ [field]: 'hacked' })).toBe(400);
  const change = JSON.stringify({ others: { id: 'hacked', phoneNumber: 'hacked', plan: 'pro' } });
  expect(await server.db.sql(`SELECT linekeeper.legacy_update('acme', $1) AS answer`, [change])).toEqual([
    { answer: 'DONE' },
  ]);
  expect(await row()).toMatchObject({ id: 'acme', phoneNumber: LINE, plan: 'pro' });
  expect(await run('legacy', 'link')).toMatchObject({ code: 1, err: expect.stringContaining('--fields') });
  expect(await run('legacy', 'link', '--fields', 'none')).toMatchObject({ err: '' });
  // The server reads the link again within a second.
  await expect.poll(() => patch({ plan: 'free' }), { timeout: 5_000 }).toBe(400);
});

it("an update after which the company can't be found changes nothing", async () => {
  await run('legacy', 'link');
  await server.db.sql(`
    CREATE FUNCTION public.moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id := 'moved'; RETURN NEW; END $$;
    CREATE TRIGGER moves BEFORE UPDATE ON public.tenants FOR EACH ROW EXECUTE FUNCTION public.moves()`);
  const before = await row();
  expect(await patch({ name: 'Other' })).toBe(403);
  expect(await row()).toEqual(before);
});
