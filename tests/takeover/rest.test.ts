import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { signInOwners } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer } from '../support/test-server.ts';

const LINE = '+14155239001';

it('the REST endpoint answers as the legacy product did while its table is linked, and follows what that product writes', async () => {
  await using server = await startTestServer();
  const legacy = legacyTable(server.db);
  await server.db.sql(
    `${LEGACY_TABLE} ALTER TABLE public.tenants ADD COLUMN plan text, ADD COLUMN "aiConfig" jsonb, ADD COLUMN "passwordHash" text,
      ADD COLUMN country text, ADD COLUMN "createdAt" timestamp(3), ADD COLUMN "seenAt" timestamptz, ADD COLUMN "endedAt" timestamp`,
  );
  await legacy.add('acme', null, { authToken: 'canary-token', accountSid: 'AC1' });
  await legacy.add('other', null, { phoneNumber: '+14155239002' });
  await server.db.sql(
    `UPDATE public.tenants SET plan = 'pro', timezone = 'UTC', "createdAt" = '2026-11-26 21:10:50.92', "seenAt" = '2026-11-26 22:10:50.9241+01', "passwordHash" = 'canary-hash', "aiConfig" = '{"voice": "a", "apiKey": "canary-key"}'`,
  );
  const run = (...args: string[]) =>
    linekeeper(
      { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET },
      ...args,
    );
  expect(await run('legacy', 'link', '--country', 'US', '--fields', 'aiConfig')).toMatchObject({ code: 0, err: '' });
  // The legacy product adds a column.
  await server.db.sql(`ALTER TABLE public.tenants ADD COLUMN "resetToken" text DEFAULT 'canary-reset'`);
  const [person] = await signInOwners(server.db, ['acme']);
  const call = async (method: string, body?: unknown) => {
    const response = await fetch(`${server.url}/api/organization/info`, {
      method,
      headers: { authorization: `Bearer ${person?.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  const { text } = await call('GET');
  expect(JSON.parse(text)).toMatchObject({
    organization: {
      id: 'acme',
      name: 'acme',
      plan: 'pro',
      createdAt: '2026-11-26T21:10:50.920Z',
      seenAt: '2026-11-26T21:10:50.924Z',
      endedAt: null,
      aiConfig: { voice: 'a' },
      twilioConfig: { accountSid: 'AC1' },
    },
  });
  expect(text).not.toContain('canary');
  // The role that serves requests can't read such a column at all.
  const [read] = await server.db.sql<{ row: object }>(`SELECT linekeeper.legacy_row('acme') AS row`);
  expect(read?.row).toHaveProperty('plan', 'pro');
  expect(read?.row).not.toHaveProperty('passwordHash');

  const unknown = await call('PATCH', { plan: 'free' });
  expect([unknown.status, JSON.parse(unknown.text)]).toMatchObject([
    400,
    { error: '"plan" can\'t be changed here. Send name, location, timezone, twilioConfig or aiConfig' },
  ]);
  const saved = await call('PATCH', {
    name: 'Acme',
    aiConfig: { voice: 'b' },
    twilioConfig: { phoneNumber: '(415) 523-9001', edge: 'x' },
  });
  expect(saved.status).toBe(200);
  expect(JSON.parse(saved.text)).toMatchObject({ organization: { name: 'Acme', twilioConfig: { phoneNumber: LINE } } });
  const rows = await server.db.sql(
    'SELECT name, plan, "aiConfig", "phoneNumber", "twilioConfig" FROM public.tenants WHERE id = $1',
    ['acme'],
  );
  expect(rows).toEqual([
    {
      // What the answer doesn't show, the front end can't send back.
      ...{ name: 'Acme', plan: 'pro', aiConfig: { voice: 'b', apiKey: 'canary-key' }, phoneNumber: LINE },
      twilioConfig: { authToken: 'canary-token', accountSid: 'AC1', edge: 'x', phoneNumber: LINE },
    },
  ]);
  // All or nothing, and a column that isn't allowed.
  const taken = await call('PATCH', { name: 'Never', twilioConfig: { phoneNumber: '+14155239002' } });
  expect(taken).toMatchObject({ status: 409 });
  expect((await call('PATCH', { plan: 'free' })).status).toBe(400);
  expect(await server.db.sql('SELECT name, plan FROM public.tenants WHERE id = $1', ['acme'])).toEqual([
    { name: 'Acme', plan: 'pro' },
  ]);
  // What the legacy table refuses is undone as a whole, and no fault.
  await server.db.sql(
    `ALTER TABLE public.tenants ALTER COLUMN name TYPE varchar(10), ALTER COLUMN timezone SET NOT NULL`,
  );
  for (const refused of [{ name: 'x'.repeat(11) }, { timezone: null }]) {
    const answer = await call('PATCH', { ...refused, twilioConfig: { phoneNumber: '+14155239004' } });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('Nothing was changed') });
  }
  expect(await legacy.held()).toEqual({ acme: LINE });
  expect((await call('PATCH', { twilioConfig: { phoneNumber: '' } })).status).toBe(200);
  expect(await legacy.held()).toEqual({});

  // The server's own worker follows the legacy product within two seconds.
  await server.db.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "415 523 9003"}' WHERE id = 'acme'`);
  await expect.poll(() => legacy.held(), { timeout: 5_000 }).toEqual({ acme: '+14155239003' });

  // The company's own country counts before the default one, and both count even after the link has ended.
  const save = async (phoneNumber: string) => {
    const { status } = await call('PATCH', { twilioConfig: { phoneNumber } });
    return { status, held: (await legacy.held()).acme };
  };
  await server.db.sql(`UPDATE public.tenants SET country = 'GB' WHERE id = 'acme'`);
  expect(await save('020 7946 0018')).toEqual({ status: 200, held: '+442079460018' });
  expect(await run('backfill')).toMatchObject({ code: 0, err: '' });
  expect(await run('contract', '--yes')).toMatchObject({ code: 0, err: '' });
  expect(await save('020 7946 0019')).toEqual({ status: 200, held: '+442079460019' });
  await server.db.sql(`UPDATE linekeeper.tenants SET country = NULL WHERE id = 'acme'`);
  expect(await save('(415) 523-9004')).toEqual({ status: 200, held: '+14155239004' });
});

it('the REST endpoint shows a number that was not moved yet, keeps it if it is saved again, and clears it', async () => {
  await using server = await startTestServer();
  const legacy = legacyTable(server.db);
  await server.db.sql(LEGACY_TABLE);
  await legacy.add('clean', '+1 (415) 523-9001', { phoneNumber: '+1 415 523 9001', sid: 'x' });
  await legacy.add('one', null, { phoneNumber: '+14155239002' });
  await legacy.add('two', '+1 415 523 9002');
  const urls = { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl };
  await linekeeper(urls, 'legacy', 'link');
  const people = await signInOwners(server.db, ['clean', 'one', 'two']);
  const call = async (i: number, body?: unknown) => {
    const response = await fetch(`${server.url}/api/organization/info`, {
      method: body === undefined ? 'GET' : 'PATCH',
      headers: { authorization: `Bearer ${people[i]?.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { organization } = (await response.json()) as { organization?: Record<string, unknown> };
    return { status: response.status, ...organization };
  };
  const shown = { phoneNumber: '+14155239002', twilioConfig: { phoneNumber: '+14155239002' } };
  for (const i of [1, 2]) {
    expect(await call(i)).toMatchObject(shown);
    // A form sends everything that it shows.
    const saved = await call(i, { name: 'New name', twilioConfig: shown.twilioConfig });
    expect(saved).toMatchObject({ status: 200, name: 'New name', ...shown });
  }
  expect(await call(0)).toMatchObject({ twilioConfig: { phoneNumber: LINE, sid: 'x' } });
  expect(await call(0, { twilioConfig: { phoneNumber: '' } })).toMatchObject({ status: 200 });
  expect(await legacy.places('clean')).toEqual({ column: null, config: { sid: 'x' } });
  expect(await call(2, { twilioConfig: { phoneNumber: '' } })).toMatchObject({ status: 200 });
  await linekeeper(urls, 'backfill');
  expect(await legacy.held()).toEqual({ one: '+14155239002' });
});
