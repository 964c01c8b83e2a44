import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OrganizationDoor, openOrganizationDoor } from '../support/organization-door.ts';
import { storedOrganization } from '../support/stored-organization.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const OURS = '+14155238886';
const THEIRS = '+442079460018';
const TAKEN = {
  success: false,
  code: 'PHONE_TAKEN',
  error: 'This phone number is already registered with another company',
};

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

describe('GET', () => {
  it('answers with the company as the legacy pages expect it, and with the current number', async () => {
    await server.db.sql(
      `UPDATE linekeeper.tenants SET location = 'Bath', timezone = 'Europe/London',
         twilio_config = '{"accountSid":"AC1","phoneNumber":"020 old","voice":{"name":[1]}}' WHERE id = $1`,
      [person.tenantId],
    );
    const organization = {
      id: person.tenantId,
      name: `Company ${person.tenantId}`,
      location: 'Bath',
      timezone: 'Europe/London',
      twilioConfig: { accountSid: 'AC1', voice: { name: [1] } },
    };
    expect(await door.get(person)).toMatchObject({ status: 200, body: { success: true, organization } });
    expect((await door.get(person)).body).toEqual({ success: true, organization });
    await server.clientOf(person).phone.setInboundNumber.mutate({ phoneNumber: OURS });
    expect((await door.get(person)).body).toMatchObject({ organization: { twilioConfig: { phoneNumber: OURS } } });
  });

  it('shows empty settings for a company without settings', async () => {
    await server.db.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [person.tenantId]);
    expect((await door.get(person)).body).toMatchObject({ success: true, organization: { twilioConfig: {} } });
    expect((await door.patch(person, { twilioConfig: { a: true } })).body).toMatchObject({
      organization: { twilioConfig: { a: true } },
    });
    expect((await stored()).twilioConfig).toEqual({ a: true });
  });

  it.each(['null', '"020 text"', '[1]'])('never finds %s stored as settings', async (json) => {
    const write = server.db.sql('UPDATE linekeeper.tenants SET twilio_config = $2 WHERE id = $1', [
      person.tenantId,
      json,
    ]);
    await expect(write).rejects.toMatchObject({ constraint: 'tenants_twilio_config_check' });
  });

  it('is never stored by a proxy or a browser', async () => {
    expect((await door.get(person)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('PATCH', () => {
  it('saves the number in its canonical form and keeps the rest of the settings', async () => {
    const { status, body } = await door.patch(person, { twilioConfig: { phoneNumber: '+1 (415) 523-8886' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      organization: { twilioConfig: { accountSid: 'AC1', phoneNumber: OURS } },
    });
    expect(await server.clientOf(person).phone.getInboundNumber.query()).toMatchObject({ phoneNumber: OURS });
    // Only in one place.
    expect((await stored()).twilioConfig).toEqual({ accountSid: 'AC1' });
  });

  it('changes name, location, timezone and number together, and only what was sent', async () => {
    const change = { name: ' Acme ', location: 'Bath', timezone: 'Europe/London', twilioConfig: { phoneNumber: OURS } };
    const { body } = await door.patch(person, change);
    const { twilioConfig } = { twilioConfig: { accountSid: 'AC1', phoneNumber: OURS } };
    const organization = { ...change, id: person.tenantId, name: 'Acme', twilioConfig };
    expect(body).toEqual({ success: true, organization });
    expect((await door.patch(person, { location: null })).body).toEqual({
      success: true,
      organization: { ...organization, location: null },
    });
    expect((await door.patch(person, {})).body).toMatchObject({ organization: { timezone: 'Europe/London' } });
    expect((await door.patch(person, { timezone: null })).body).toMatchObject({ organization: { timezone: null } });
  });

  it("reads a national spelling in the company's country", async () => {
    await server.db.sql(`UPDATE linekeeper.tenants SET country = 'US' WHERE id = $1`, [person.tenantId]);
    const { body } = await door.patch(person, { twilioConfig: { phoneNumber: '415 523 8886' } });
    expect(body).toMatchObject({ organization: { twilioConfig: { phoneNumber: OURS } } });
  });

  it('answers the same if it is repeated, and claims the number once', async () => {
    const change = { name: 'Acme', twilioConfig: { phoneNumber: OURS, a: 1 } };
    const first = await door.patch(person, change);
    const before = await stored();
    const second = await door.patch(person, change);
    expect(second.body).toEqual(first.body);
    expect(await stored()).toEqual(before);
  });

  it("releases the number for null, but not if the settings don't include it", async () => {
    await door.patch(person, { twilioConfig: { phoneNumber: OURS } });
    await door.patch(person, { twilioConfig: { a: true } });
    expect((await stored()).held?.[0]).toBe(OURS);
    const { status, body } = await door.patch(person, { twilioConfig: { phoneNumber: null }, name: 'Acme' });
    expect([status, body]).toMatchObject([200, { organization: { name: 'Acme', twilioConfig: { a: true } } }]);
    expect((await stored()).held).toBeNull();
    expect((await door.patch(person, { twilioConfig: { phoneNumber: null } })).status).toBe(200);
  });

  it('answers PHONE_TAKEN with the text of the front ends, and changes nothing', async () => {
    await door.patch(person, { twilioConfig: { phoneNumber: OURS } });
    const before = await stored();
    const change = {
      name: 'Other',
      location: 'Bath',
      twilioConfig: { phoneNumber: '+44 20 7946 0018', a: 1, accountSid: null },
    };
    expect(await door.patch(person, change)).toMatchObject({ status: 409, body: TAKEN });
    expect(await stored()).toEqual(before);
  });

  it('claims and releases nothing if the settings would become too large', async () => {
    await server.db.sql(
      "UPDATE linekeeper.tenants SET twilio_config = jsonb_build_object('a', repeat('x', 60000)) WHERE id = $1",
      [person.tenantId],
    );
    await door.patch(person, { twilioConfig: { phoneNumber: OURS } });
    const before = await stored();
    for (const phoneNumber of ['+442079460019', null]) {
      const change = { name: 'Other', twilioConfig: { phoneNumber, b: 'x'.repeat(10_000) } };
      expect(await door.patch(person, change)).toMatchObject({
        status: 400,
        body: { code: 'BAD_REQUEST', error: expect.stringContaining('64 kB') },
      });
      expect(await stored()).toEqual(before);
    }
  });

  it('releases the number if the text is empty, as the legacy pages clear it', async () => {
    await door.patch(person, { twilioConfig: { phoneNumber: OURS } });
    expect(await stored()).toMatchObject({ held: [OURS, expect.any(String)] });
    expect(await door.patch(person, { twilioConfig: { phoneNumber: '' } })).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ held: null });
  });

  it('answers PHONE_INVALID with a reason and sometimes a suggestion', async () => {
    const extension = await door.patch(person, {
      name: 'Other',
      twilioConfig: { phoneNumber: '+1 415 523 8886 ext. 42' },
    });
    expect(extension).toMatchObject({
      status: 400,
      body: {
        success: false,
        code: 'PHONE_INVALID',
        reason: 'HAS_EXTENSION',
        error: 'Remove the extension. Callers dial the main number',
        suggestion: OURS,
      },
    });
    for (const phoneNumber of [' ', '12', 'no number']) {
      expect(await door.patch(person, { twilioConfig: { phoneNumber } })).toMatchObject({
        status: 400,
        body: { code: 'PHONE_INVALID' },
      });
    }
    expect(await stored()).toMatchObject({ name: `Company ${person.tenantId}`, held: null });
  });

  it.each([
    ['a list', []],
    ['nothing', null],
    ['a text', '"twilioConfig"'],
    ['broken JSON', '{"name":'],
    ['an empty body', ''],
    ['settings that are null', { twilioConfig: null }],
    ['settings that are a list', { twilioConfig: [] }],
    ['settings that are a text', { twilioConfig: 'x' }],
    ["a number that isn't a text", { twilioConfig: { phoneNumber: 14155238886 } }],
    ['an operator for a number', { twilioConfig: { phoneNumber: { startsWith: '+' } } }],
    ['a number of 65 characters', { twilioConfig: { phoneNumber: OURS.padEnd(65) } }],
    ['a blank name', { name: ' ' }],
    ['a name of 201 characters', { name: 'x'.repeat(201) }],
    ['a name of two lines', { name: 'a\nb' }],
    ['a name with a mark that changes the direction', { name: 'a\u202eb' }],
    ['a name with an unpaired surrogate', { name: '\ud800' }],
    ['no name', { name: null }],
    ["a location that isn't a text", { location: {} }],
    ['an unknown timezone', { timezone: 'Europe/Bath' }],
    ['an offset for a timezone', { timezone: '+01:00' }],
    ['an abbreviation for a timezone', { timezone: 'BST' }],
  ])('answers BAD_REQUEST with a sentence to %s', async (_, body) => {
    const before = await stored();
    const reply = await door.patch(person, body);
    expect(reply).toMatchObject({ status: 400, body: { success: false, code: 'BAD_REQUEST' } });
    expect('error' in reply.body && reply.body.error).toMatch(
      /^(name|location|timezone|twilioConfig|Send).*\b(Send|null)\b|^Send /,
    );
    expect(await stored()).toEqual(before);
  });

  const FORBIDDEN_KEYS = [
    ...['id', 'tenantId', 'tenant_id', 'role', 'verifiedAt', 'country', 'slug', 'logo', 'metadata', 'createdAt'],
    ...['created_at', 'phoneNumber', 'e164', 'claimedAt', 'members', 'owner', 'permissions', 'apiKeys', 'scopes'],
    ...['inboundNumber', 'organization', 'success', 'plan', 'isAdmin', 'email', 'userId', 'deletedAt', '$set', 'a.b'],
    'toString',
  ];
  it.each(FORBIDDEN_KEYS)('stores nothing from a request that also contains %s', async (key) => {
    const before = await stored();
    const reply = await door.patch(person, { name: 'Other', [key]: randomUUID() });
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST', error: expect.stringContaining(`"${key}"`) },
    });
    expect(await stored()).toEqual(before);
  });
});
