import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { signInOwners } from '../support/test-people.ts';
import { startTestServer } from '../support/test-server.ts';

const LINE = '+14155239001';

it('answers as the legacy product did while its table is linked, and follows what that product writes', async () => {
  await using server = await startTestServer();
  const legacy = legacyTable(server.db);
  await server.db.sql(
    `${LEGACY_TABLE} ALTER TABLE public.tenants ADD COLUMN plan text, ADD COLUMN "aiConfig" jsonb, ADD COLUMN "passwordHash" text`,
  );
  await legacy.add('acme', null, { authToken: 'canary-token', accountSid: 'AC1' });
  await legacy.add('other', null, { phoneNumber: '+14155239002' });
  await server.db.sql(
    `UPDATE public.tenants SET plan = 'pro', "passwordHash" = 'canary-hash', "aiConfig" = '{"voice": "a", "apiKey": "canary-key"}'`,
  );
  const run = (...args: string[]) =>
    linekeeper({ DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl }, ...args);
  expect(await run('legacy', 'link', '--country', 'US', '--fields', 'aiConfig')).toMatchObject({ code: 0, err: '' });
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
      aiConfig: { voice: 'a' },
      twilioConfig: { accountSid: 'AC1' },
    },
  });
  expect(text).not.toContain('canary');

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
      ...{ name: 'Acme', plan: 'pro', aiConfig: { voice: 'b' }, phoneNumber: LINE },
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
  expect((await call('PATCH', { twilioConfig: { phoneNumber: '' } })).status).toBe(200);
  expect(await legacy.held()).toEqual({});

  // The server's own worker follows the legacy product within two seconds.
  await server.db.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": "415 523 9003"}' WHERE id = 'acme'`);
  await expect.poll(() => legacy.held(), { timeout: 5_000 }).toEqual({ acme: '+14155239003' });
});
