import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OrganizationDoor, type OrganizationReply, openOrganizationDoor } from '../support/organization-door.ts';
import { storedOrganization } from '../support/stored-organization.ts';
import { createPerson, signInColleague, type TestPerson } from '../support/test-people.ts';
import { PROVIDER_SECRET as SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** Of each of two writers. `pnpm test:long` sends all of them. */
const CHANGES = process.env.TEST_LONG ? 500 : 100;

let server: TestServer;
let door: OrganizationDoor;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  door = await openOrganizationDoor(server.url);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  person = await createPerson(server.db);
});

const store = (json: unknown) =>
  server.db.sql('UPDATE linekeeper.tenants SET twilio_config = $2 WHERE id = $1', [
    person.tenantId,
    JSON.stringify(json),
  ]);
const stored = async () => (await storedOrganization(server.db, person.tenantId)).twilioConfig;
const patch = (twilioConfig: unknown) => door.patch(person, { twilioConfig });
const TOKEN = '0123456789abcdef'.repeat(2);
const BULLETS = '••••••••';
const shown = ({ body }: OrganizationReply) => (body.success ? body.organization.twilioConfig : body);

describe('keys', () => {
  it('are merged: other keys stay, null removes a key, and unknown keys are stored', async () => {
    await store({ a: 1, b: { c: [2] }, phoneNumber: 'legacy text' });
    const reply = await patch({ b: { d: 'é😀' }, a: null, e: [true, null, -1.5e-7], '': 0, toString: 'x', f: null });
    const kept = { b: { d: 'é😀' }, e: [true, null, -1.5e-7], '': 0, toString: 'x' };
    const masked = { b: { d: BULLETS }, e: [true, null, BULLETS], '': BULLETS, toString: BULLETS };
    expect([reply.status, shown(reply)]).toEqual([200, masked]);
    // This endpoint must not write, remove or show the legacy text.
    expect(await stored()).toEqual({ ...kept, phoneNumber: 'legacy text' });
    await patch({ phoneNumber: '+14155238886' });
    expect(await stored()).toEqual({ ...kept, phoneNumber: 'legacy text' });
    await patch({ phoneNumber: null });
  });

  it(`are all stored if two writers each send ${CHANGES} concurrent changes of different keys`, async () => {
    const colleague = await signInColleague(server.db, person);
    const writer = async (name: string, { token }: TestPerson) => {
      // Two concurrent requests for each writer, so that requests of one writer and of both collide.
      let next = 0;
      const lane = async () => {
        for (let i = next++; i < CHANGES; i = next++) {
          const reply = await door.patch({ token }, { twilioConfig: { [`${name}${i}`]: i } });
          expect(reply.status).toBe(200);
        }
      };
      await Promise.all([lane(), lane()]);
    };
    await Promise.all([writer('a', person), writer('b', colleague)]);
    const expected = ['a', 'b'].flatMap((name) =>
      Array.from({ length: CHANGES }, (_, i) => [`${name}${i}`, i] as const),
    );
    expect(await stored()).toEqual(Object.fromEntries(expected));
  }, 60_000);

  it('are limited to 2,000 including the stored ones, and removing is always allowed', async () => {
    const keys = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${from + i}`, 1]));
    expect((await patch(keys(0, 2_000))).status).toBe(200);
    expect((await patch({ k1999: 2 })).status).toBe(200);
    expect((await patch({ k1999: null, other: 2 })).status).toBe(200);
    const refused = await door.patch(person, { name: 'Other', twilioConfig: { another: 1 } });
    expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining('2,000 keys and 64 kB') } });
    expect(Object.keys(await stored())).toHaveLength(2_000);
    await store(keys(0, 3_000));
    expect((await patch({ k0: null })).status).toBe(200);
    expect((await door.patch(person, { name: 'Still' })).status).toBe(200);
    expect(await server.db.sql('SELECT name FROM linekeeper.tenants WHERE id = $1', [person.tenantId])).toEqual([
      { name: 'Still' },
    ]);
  });

  it('are limited to 64 kB even if they imitate the stored form of a secret', async () => {
    const imitation = (index: number) => ({ sealed: index % 2 === 0 || '', shown: { ['x'.repeat(40_000)]: true } });
    expect((await patch({ a0: imitation(0) })).status).toBe(200);
    for (const index of [1, 2]) expect((await patch({ [`a${index}`]: imitation(index) })).status).toBe(400);
    expect(Object.keys(await stored())).toEqual(['a0']);
  });

  it('are limited to 64 kB in the stored form', async () => {
    for (let i = 0; i < 6; i++) expect((await patch({ [`k${i}`]: 'x'.repeat(10_000) })).status).toBe(200);
    expect(await patch({ k6: 'x'.repeat(10_000) })).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } });
    // Few bytes in the request, many in the database.
    expect((await patch({ greeting: Array.from({ length: 300 }, () => 1e300) })).status).toBe(400);
    expect(Object.keys(await stored())).toHaveLength(6);
  });
});

describe("values that PostgreSQL can't store", () => {
  const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

  it.each([
    ['NUL in a text', '{"a":"x\\u0000"}'],
    ['NUL in a key', '{"a\\u0000":1}'],
    ['NUL deep within', '{"a":[{"b":["\\u0000"]}]}'],
    ['an unpaired surrogate', '{"a":"\\ud800"}'],
    ['the other half, in a key', '{"a":{"\\udc00":1}}'],
    ['a number beyond all', '{"a":1e400}'],
    ['21 values in each other', `{"a":${nested(21)}}`],
    ['10,000 values in each other', `{"a":${nested(10_000)}}`],
    ['10,000 objects in each other', `{"a":${'{"":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
  ])('are a 400: %s', async (_, json) => {
    await store({ kept: 1 });
    const reply = await door.patch(person, `{"name":"Other","twilioConfig":${json}}`);
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST', error: expect.stringMatching(/^twilioConfig: "a/) },
    });
    expect(await stored()).toEqual({ kept: 1 });
  });

  it("don't include similar ones, which are stored", async () => {
    const json = `{"a":${nested(20)},"😀":"\\ud83d\\ude00","b":[1e-300,-0.5,"\\u0001"]}`;
    expect((await door.patch(person, `{"twilioConfig":${json}}`)).status).toBe(200);
    expect(await stored()).toEqual(JSON.parse(json));
  });
});

describe('secrets', () => {
  const MASKED = '••••••••WXYZ';

  it('are never sent back, at any depth', async () => {
    const config = {
      accountSid: 'AC1',
      authToken: SECRET,
      voice: { apiSecret: SECRET, region: 'ie1' },
      smtpPassword: 'short',
      pwd: 'hunter2',
      pass: SECRET,
      accessKey: SECRET,
      signingKey: { value: SECRET },
      pin: 20_260_717,
      statusCallback: `https://user:${SECRET}@example.com/`,
      headers: [{ name: 'authToken', value: SECRET }],
    };
    await store(config);
    const masked = {
      accountSid: 'AC1',
      authToken: MASKED,
      voice: { apiSecret: MASKED, region: 'ie1' },
      smtpPassword: BULLETS,
      pwd: BULLETS,
      pass: MASKED,
      accessKey: MASKED,
      signingKey: { value: MASKED },
      pin: BULLETS,
      statusCallback: BULLETS,
      headers: [{ name: BULLETS, value: MASKED }],
    };
    for (const reply of [
      await door.get(person),
      await patch({ a: 1 }),
      await patch({ a: null, phoneNumber: '12' }),
      await patch({ a: null }),
    ]) {
      expect(JSON.stringify(reply.body)).not.toMatch(new RegExp(`${SECRET.slice(0, -4)}|hunter2|20260717`));
    }
    expect(shown(await door.get(person))).toEqual(masked);
    expect(await stored()).toEqual(config);
  });

  it('stay the same if a page sends back what it was shown', async () => {
    await store({ authToken: SECRET, voice: { apiSecret: SECRET } });
    const reply = await patch({ ...shown(await door.get(person)), region: 'ie1' });
    expect(shown(reply)).toEqual({ authToken: MASKED, voice: { apiSecret: MASKED }, region: 'ie1' });
    expect(await stored()).toEqual({ authToken: SECRET, voice: { apiSecret: SECRET }, region: 'ie1' });
  });

  it("a key of 60 kB doesn't delay others, and settings over the limits can be sent back unchanged", async () => {
    const key = `${'token'.repeat(12_000)}sid!`;
    await store({ [key]: SECRET, greeting: 'x'.repeat(70_000) });
    const begin = performance.now();
    const { body } = await door.get(person);
    console.info(`a GET with a key of 60 kB: ${(performance.now() - begin).toFixed(0)} ms`);
    if (!body.success) throw new Error('No company');
    const { twilioConfig } = body.organization;
    expect(twilioConfig[key]).toBe(MASKED);
    expect(
      (await door.patch(person, { name: 'Other', twilioConfig: { greeting: twilioConfig.greeting } })).status,
    ).toBe(413);
    await store(Object.fromEntries(Array.from({ length: 2_500 }, (_, i) => [`k${i}`, true])));
    expect((await patch({ k0: true, k1: true })).status).toBe(200);
    expect((await patch({ k0: false })).status).toBe(400);
  });

  it('can be changed and removed like every other key', async () => {
    await store({ authToken: SECRET });
    expect(shown(await patch({ authToken: TOKEN }))).toEqual({ authToken: '••••••••cdef' });
    expect(await stored()).toEqual({ authToken: TOKEN });
    expect(shown(await patch({ authToken: null }))).toEqual({});
    expect(await stored()).toEqual({});
  });
});

describe('an account of another form than a Twilio account', () => {
  const SID = 'twilioConfig.accountSid: Send AC and 32 characters from 0-9 and a-f, or null to remove it';
  const WORD = 'twilioConfig.authToken: Send 32 characters from 0-9 and a-f, or null to remove it';

  it.each([
    ['accountSid', 'AC1', SID],
    ['accountSid', `SK${TOKEN}`, SID],
    ['accountSid', `AC${TOKEN}\n`, SID],
    ['accountSid', 1, SID],
    ['authToken', TOKEN.slice(1), WORD],
    ['authToken', `${TOKEN}0`, WORD],
    ['authToken', TOKEN.toUpperCase(), WORD],
    ['authToken', `•${TOKEN.slice(1)}`, WORD],
    ['authToken', { value: TOKEN }, WORD],
  ])('is a 400 that names the rule, and nothing is stored: %s %j', async (key, value, error) => {
    await store({ kept: 1 });
    const reply = await patch({ [key]: value, phoneNumber: '+14155238886' });
    expect(reply).toMatchObject({ status: 400, body: { success: false, code: 'BAD_REQUEST', error } });
    expect(await stored()).toEqual({ kept: 1 });
  });

  it('can be cleared with null or an empty text, and sent back unchanged or masked if an older release stored it', async () => {
    const old = { accountSid: 'AC1', authToken: SECRET };
    await store(old);
    for (const sent of [shown(await door.get(person)), { accountSid: 'AC1' }, { authToken: '••••••••1234' }]) {
      expect((await patch({ ...sent, region: 'ie1' })).status).toBe(200);
      expect(await stored()).toEqual({ ...old, region: 'ie1' });
    }
    expect((await patch({ accountSid: '', authToken: null })).status).toBe(200);
    expect(await stored()).toEqual({ accountSid: '', region: 'ie1' });
  });
});
