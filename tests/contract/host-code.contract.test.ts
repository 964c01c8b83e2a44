import { NO_PUBLIC_URL } from '@linekeeper/contract';
import { createLinekeeper, HostError, type LinekeeperOptions } from '@linekeeper/server';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { callTo, hex } from '../support/voice.ts';

const actor = { id: '7', name: 'Ada' };
const NUMBER = '+442079460018';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());

/** Linekeeper in a product, and what it logged. */
async function open(options: Partial<LinekeeperOptions> = {}) {
  const logged: { fields: Record<string, unknown>; message: string }[] = [];
  const note = (fields: Record<string, unknown>, message: string) => void logged.push({ fields, message });
  const linekeeper = createLinekeeper({
    database: db.url,
    authenticate: () => null,
    log: { error: note, warn: note },
    ...options,
  });
  const session = () =>
    linekeeper.fetch(
      new Request('https://app.example/linekeeper/trpc/session.get', {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      }),
    );
  return { linekeeper, logged, session, [Symbol.asyncDispose]: () => linekeeper.close() };
}

const faultOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('It succeeded'),
    (error: TRPCError) => error,
  );
const tenants = () => db.sql('SELECT id, name, country FROM linekeeper.tenants ORDER BY id');

describe("a database that can't be reached", () => {
  it('is the fault SERVICE_UNAVAILABLE of resolve() and of forTenant()', async () => {
    await using product = await open({ database: 'postgres://linekeeper@127.0.0.1:1/none' });
    const { linekeeper } = product;
    const calls = [() => linekeeper.resolve(NUMBER), () => linekeeper.forTenant('1').getInboundNumber()];
    for (const call of calls) {
      const fault = await faultOf(call());
      expect(fault).toBeInstanceOf(TRPCError);
      expect(fault.code).toBe('SERVICE_UNAVAILABLE');
    }
  });
});

describe('a database without the tables of Linekeeper', () => {
  it('is a fault that says to run the migration, and a request gets no details of it', async () => {
    await using bare = await createBareDatabase();
    const authenticate = () => ({ tenant: { id: '1' }, actor, role: 'admin' as const });
    await using product = await open({ database: bare.ownerUrl, authenticate });
    const { linekeeper, logged, session } = product;
    const advice = /Call linekeeper\.migrate\(\)/;
    const calls = [
      () => linekeeper.resolve(NUMBER),
      () => linekeeper.forTenant('1').setInboundNumber(NUMBER, { actor }),
    ];
    for (const call of calls) {
      expect(await faultOf(call())).toMatchObject({
        code: 'INTERNAL_SERVER_ERROR',
        message: expect.stringMatching(advice),
      });
    }
    const response = await session();
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringMatching(/migrate|relation/)]);
    const organization = await linekeeper.fetch(new Request('https://app.example/linekeeper/api/organization/info'));
    expect(organization.status).toBe(500);
    const explained = { message: 'fault', fields: { err: { message: expect.stringMatching(advice) } } };
    expect(logged).toMatchObject([explained, explained]);
    await linekeeper.migrate();
    expect(await linekeeper.resolve(NUMBER)).toBeNull();
  });
});

describe('an unknown country', () => {
  it('counts as none, and the log names it once', async () => {
    const authenticate = () => ({ tenant: { id: 'uk', name: 'UK Ltd', country: 'UK' }, actor, role: 'admin' as const });
    await using product = await open({ authenticate });
    const { linekeeper, logged, session } = product;
    expect(await (await session()).json()).toMatchObject({ result: { data: { tenant: { id: 'uk', country: null } } } });
    const phone = linekeeper.forTenant({ id: 'uk', name: 'UK Ltd', country: 'UK' });
    expect(await phone.setInboundNumber('020 7946 0018', { actor })).toMatchObject({
      error: { code: 'PHONE_INVALID', reason: 'NEEDS_COUNTRY' },
    });
    expect(await phone.setInboundNumber(NUMBER, { actor })).toMatchObject({ ok: true });
    expect(logged).toEqual([
      { fields: { country: 'UK', tenant: 'uk' }, message: expect.stringContaining("isn't an ISO 3166-1 alpha-2 code") },
    ]);
  });

  it('is a BAD_REQUEST if a single call names it', async () => {
    await using product = await open();
    const call = product.linekeeper.forTenant('uk').checkAvailability('020 7946 0018', { actor, country: 'UK' });
    expect(await faultOf(call)).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/^Invalid input: country: /),
    });
  });
});

it('an invalid argument is a fault whose message names it', async () => {
  await using product = await open();
  const phone = product.linekeeper.forTenant('arguments');
  const calls: [() => Promise<unknown>, string][] = [
    [() => phone.setInboundNumber(undefined as never, { actor }), 'Invalid input: phoneNumber: '],
    [() => phone.setInboundNumber(NUMBER, { actor, expected: 'x' }), 'Invalid input: expected: '],
    [() => phone.releaseInboundNumber({ actor, expected: 'x' }), 'Invalid input: expected: '],
    [() => phone.checkAvailability('1'.repeat(65)), 'Invalid input: phoneNumber: '],
    [() => phone.getHistory({} as never), 'Invalid input: cursor: '],
  ];
  for (const [call, start] of calls) expect((await faultOf(call())).message.slice(0, start.length)).toBe(start);
});

describe("an id that Linekeeper doesn't know", () => {
  it("isn't registered by reading or releasing", async () => {
    await using product = await open();
    const phone = product.linekeeper.forTenant('mistyped');
    expect(await phone.getInboundNumber()).toBeNull();
    expect(await phone.getHistory()).toEqual({ events: [], nextCursor: null });
    expect(await phone.releaseInboundNumber({ actor })).toEqual({ ok: true, data: { released: null } });
    expect(await tenants()).not.toContainEqual(expect.objectContaining({ id: 'mistyped' }));
  });

  it('is a fault of every call with register: false, until it is registered', async () => {
    await using product = await open();
    const { linekeeper } = product;
    const known = linekeeper.forTenant('later', { register: false });
    const calls = [
      () => known.getInboundNumber(),
      () => known.getHistory(),
      () => known.checkAvailability('+12025550143', { actor }),
      () => known.setInboundNumber('+12025550143', { actor }),
      () => known.releaseInboundNumber({ actor }),
    ];
    for (const call of calls) {
      expect(await faultOf(call())).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('"later"') });
    }
    expect(await tenants()).not.toContainEqual(expect.objectContaining({ id: 'later' }));
    await linekeeper.forTenant({ id: 'later', name: 'Later' }).checkAvailability('+12025550143', { actor });
    expect(await known.setInboundNumber('+12025550143', { actor })).toMatchObject({ ok: true });
  });
});

it('a product deletes what has been kept long enough, a minute after its first request', async () => {
  await using product = await open();
  await db.sql(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome, at)
     VALUES ('CA' || md5('old'), '+12025550143', 'x', 'GREETED', now() - interval '91 days')`,
  );
  const old = () => db.sql(`SELECT FROM linekeeper.calls WHERE tenant_id = 'x'`);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await product.session();
    vi.advanceTimersByTime(59_000);
    expect(await old()).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
  } finally {
    vi.useRealTimers();
  }
  await expect.poll(old).toEqual([]);
});

describe('the addresses for the phone provider', () => {
  const addressesOf = async (publicUrl: string | undefined, basePath?: string) => {
    const authenticate = () => ({ tenant: { id: 'voice' }, actor, role: 'admin' as const });
    await using product = await open({ authenticate, ...(publicUrl && { voice: { publicUrl } }), basePath });
    const request = new Request(`https://app.example${basePath ?? '/linekeeper'}/trpc/voice.getSetup`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    const { result } = (await (await product.linekeeper.fetch(request)).json()) as {
      result: { data: { voiceUrl: string | null; statusUrl: string | null } };
    };
    return [result.data.voiceUrl, result.data.statusUrl];
  };

  it.each([
    ['https://app.example', undefined, 'https://app.example/linekeeper'],
    ['https://app.example/', '/api/lines', 'https://app.example/api/lines'],
    ['https://app.example/linekeeper/', undefined, 'https://app.example/linekeeper'],
    ['https://app.example/behind/a/proxy', undefined, 'https://app.example/behind/a/proxy'],
  ])('are, with publicUrl %s and basePath %s, below %s', async (publicUrl, basePath, address) => {
    expect(await addressesOf(publicUrl, basePath)).toEqual([
      `${address}/webhooks/twilio/voice`,
      `${address}/webhooks/twilio/status`,
    ]);
  });

  it("are not shown if the public address isn't set, and the log says what to set", async () => {
    expect(await addressesOf(undefined)).toEqual([null, null]);
    await using product = await open();
    const call = new URLSearchParams(callTo({ line: '+14155559999', accountSid: `AC${hex(16)}` }));
    const request = new Request('https://app.example/linekeeper/webhooks/twilio/voice', { method: 'POST', body: call });
    expect((await product.linekeeper.fetch(request)).status).toBe(403);
    expect(product.logged).toEqual([
      { fields: { check: 'LINE', requestId: expect.any(String) }, message: expect.stringContaining(NO_PUBLIC_URL) },
    ]);
  });

  it("can't be made from a publicUrl that isn't an address", () => {
    for (const publicUrl of ['app.example', 'ftp://app.example', '']) {
      expect(() => createLinekeeper({ database: db.url, authenticate: () => null, voice: { publicUrl } })).toThrow(
        HostError,
      );
    }
  });
});
