import { appRouter } from '@linekeeper/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPerson, signInColleague, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { type Ids, PROCEDURES, THEIRS } from './access-tables.ts';

/** Every mutation that a person can call. The procedures of tenants are only for keys. */
const PROCEDURE_NAMES = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
).flatMap(([name, { _def }]) => (_def.type === 'mutation' && !name.startsWith('tenant.') ? [name] : []));

/** Everything that changes something, with a valid input. The default method is POST. */
const MUTATIONS: Readonly<Record<string, (person: TestPerson) => unknown>> = {
  ...Object.fromEntries(PROCEDURE_NAMES.map((name) => [`/trpc/${name}`, () => PROCEDURES[name]?.input?.(ours)])),
  '/api/session/name': () => ({ name: 'Another' }),
  '/api/session/end-other-sessions': () => ({}),
  '/api/session/tenant': ({ tenantId }) => ({ tenantId }),
  'PATCH /api/organization/info': () => ({ name: 'Other', twilioConfig: { phoneNumber: '+442079460019', label: 'a' } }),
  '/api/auth/sign-out': () => ({}),
};
/** Default: POST. */
const requestOf = (row: string) => (row.includes(' ') ? row : `POST ${row}`).split(' ') as [string, string];
/** Content types that a page of another site can send without a preflight request. Null: no content type. */
const CONTENT_TYPES = [
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'text/plain',
  null,
  'application/octet-stream',
];
const ORIGINS = ['https://evil.example', 'null', null];

let server: TestServer;
let person: TestPerson;
const ours: Ids = { key: '', colleague: '', invitation: '' };
beforeAll(async () => {
  server = await startTestServer();
  person = await createPerson(server.db);
  ours.key = (await createKey(server.db, { tenantId: person.tenantId, scopes: ['inboundNumber:read'] })).id;
  await signInColleague(server.db, person);
  const [colleague] = await server.db.sql<{ id: string }>(
    `UPDATE linekeeper.members SET role = 'member' WHERE role = 'admin' RETURNING id`,
  );
  ours.colleague = colleague?.id ?? '';
  const [invitation] = await server.db.sql<{ id: string }>(
    `INSERT INTO linekeeper.invitations (tenant_id, email, expires_at) VALUES ($1, 'a@b.example', now() + interval '1 day') RETURNING id`,
    [person.tenantId],
  );
  ours.invitation = invitation?.id ?? '';
  await server.clientOf(person).phone.setInboundNumber.mutate({ phoneNumber: THEIRS });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Everything that a mutation could have changed. */
const state = () =>
  server.db.sql(
    `SELECT (SELECT json_agg(n) FROM linekeeper.lines n) AS numbers, (SELECT json_agg(active_tenant_id) FROM linekeeper.sessions) AS sessions,
      (SELECT json_agg(role) FROM linekeeper.members) AS members, (SELECT json_agg(status) FROM linekeeper.invitations) AS invitations,
      (SELECT json_agg(json_build_array(name, twilio_config)) FROM linekeeper.tenants) AS companies,
      (SELECT json_agg(json_build_array(name, revoked_at IS NULL) ORDER BY name) FROM linekeeper.api_keys) AS keys`,
  );

const ATTACKS = Object.keys(MUTATIONS).flatMap((path) =>
  CONTENT_TYPES.flatMap((type) => ORIGINS.map((origin) => ({ path, type, origin }))),
);

it.each(ATTACKS)(
  '$path as $type from the origin $origin has no effect, even with a valid cookie',
  async ({ path, type, origin }) => {
    const before = await state();
    for (const body of [
      JSON.stringify(MUTATIONS[path]?.(person)),
      `--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{}\r\n--x--`,
      '',
    ]) {
      const [method, address] = requestOf(path);
      const response = await fetch(`${server.url}${address}`, {
        method,
        // As bytes, so that fetch adds no content type of its own.
        body: new TextEncoder().encode(body),
        headers: {
          cookie: `linekeeper.session_token=${person.token}`,
          ...(type !== null && { 'content-type': type }),
          ...(origin !== null && { origin }),
        },
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
    expect(await state()).toEqual(before);
  },
);

it('a request has an effect if our own page sends it as JSON', async () => {
  for (const [path, input] of Object.entries(MUTATIONS)) {
    const [method, address] = requestOf(path);
    const response = await fetch(`${server.url}${address}`, {
      method,
      body: JSON.stringify(input(person)),
      headers: {
        cookie: `linekeeper.session_token=${person.token}`,
        'content-type': 'application/json',
        origin: server.url,
      },
    });
    expect(response.ok).toBe(true);
  }
  expect(await state()).toEqual([
    {
      numbers: [{ e164: '+442079460019', tenant_id: person.tenantId, claimed_at: expect.any(String) }],
      sessions: null,
      members: ['owner'],
      invitations: expect.toSatisfy((found: string[]) => String(found.sort()) === 'canceled,pending'),
      companies: [['Other', expect.objectContaining({ label: 'a', accountSid: expect.any(String) })]],
      keys: [
        ['a key of the tests', false],
        ['another', true],
      ],
    },
  ]);
});
