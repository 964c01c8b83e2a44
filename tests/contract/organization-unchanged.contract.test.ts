import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ORGANIZATION_PATH, type OrganizationDoor, openOrganizationDoor } from '../support/organization-door.ts';
import { storedOrganization } from '../support/stored-organization.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const THEIRS = '+442079460018';

let server: TestServer;
let door: OrganizationDoor;
let person: TestPerson;
let other: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  door = await openOrganizationDoor(server.url);
  other = await createPerson(server.db);
  await door.patch(other, { twilioConfig: { phoneNumber: THEIRS } });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  person = await createPerson(server.db);
  await server.db.sql(`UPDATE linekeeper.tenants SET twilio_config = '{"accountSid":"AC1"}' WHERE id = $1`, [
    person.tenantId,
  ]);
  await server.db.sql('DELETE FROM linekeeper.lines WHERE tenant_id <> $1', [other.tenantId]);
});

const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

/** What is stored of our company, the whole row. */
const stored = async () => {
  const [row] = await server.db.sql(
    `SELECT t.*, t.twilio_config AS "twilioConfig", (SELECT json_build_array(e164, claimed_at) FROM linekeeper.lines WHERE tenant_id = t.id) AS held
     FROM linekeeper.tenants t WHERE id = $1`,
    [person.tenantId],
  );
  const { twilio_config: _, ...rest } = row ?? {};
  const { twilioConfig } = await storedOrganization(server.db, person.tenantId);
  return { ...rest, ...(row?.twilioConfig && { twilioConfig }) } as Record<string, unknown> & {
    held: [string, string] | null;
  };
};

describe('PATCH', () => {
  it('accepts unchanged values from GET that the current rules would refuse', async () => {
    await server.db.sql(
      `UPDATE linekeeper.tenants SET name = $2, location = $3, timezone = 'PST', twilio_config = $4 WHERE id = $1`,
      [
        person.tenantId,
        'n'.repeat(300),
        'two\nlines',
        JSON.stringify({ deep: JSON.parse(nested(30)), greeting: 'Hi' }),
      ],
    );
    // A number in no plan, and a spelling that isn't canonical.
    for (const old of ['+15555555555', '+972599123456']) {
      await server.db.sql('DELETE FROM linekeeper.lines WHERE tenant_id = $1', [person.tenantId]);
      await server.db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [old, person.tenantId]);
      const before = await stored();
      const shown = (await door.get(person)).body;
      if (!shown.success) throw new Error('No company');
      const { id: _, ...everything } = shown.organization;
      const changed = { ...everything, twilioConfig: { ...everything.twilioConfig, greeting: 'Hello' } };
      // Sent without the check against the document, because these settings exceed the documented limits.
      const reply = await fetch(`${server.url}${ORGANIZATION_PATH}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
        body: JSON.stringify(changed),
      });
      expect([reply.status, await reply.json()]).toMatchObject([200, { organization: changed }]);
      expect(await stored()).toEqual({ ...before, twilioConfig: { deep: JSON.parse(nested(30)), greeting: 'Hello' } });
      await server.db.sql(`UPDATE linekeeper.tenants SET twilio_config = $2 WHERE id = $1`, [
        person.tenantId,
        before.twilioConfig,
      ]);
      for (const refused of [{ timezone: 'BST' }, { location: 'two\nlines!' }, { name: 'n'.repeat(301) }]) {
        expect((await door.patch(person, { ...changed, ...refused })).status).toBe(400);
      }
    }
    const { phone } = server.clientOf(person);
    expect(await phone.checkAvailability.query({ phoneNumber: '+972599123456' })).toMatchObject({
      ok: true,
      data: { availability: 'YOURS' },
    });
    // Another company's number is refused, as for everybody.
    expect(await phone.checkAvailability.query({ phoneNumber: '+972569123456' })).toMatchObject({
      error: { reason: 'OTHER_COUNTRY_CODE', suggestion: '+970569123456' },
    });
  });

  it('stores the canonical name of a time zone', async () => {
    expect((await door.patch(person, { timezone: 'europe/london' })).body).toMatchObject({
      organization: { timezone: 'Europe/London' },
    });
  });
});
