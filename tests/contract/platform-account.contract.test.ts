import { randomBytes } from 'node:crypto';
import { createClient } from '@linekeeper/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, hex, postCall, type VoiceTenant } from '../support/voice.ts';

const PLATFORM = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
const VARIABLES = { TWILIO_ACCOUNT_SID: PLATFORM.accountSid, TWILIO_AUTH_TOKEN: PLATFORM.authToken };
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

let stored: TestServer;
let ofEnvironment: TestServer;
beforeAll(async () => {
  [stored, ofEnvironment] = await Promise.all([startTestServer(), startTestServer(VARIABLES)]);
  await run(stored, 'twilio store', VARIABLES);
});
afterAll(() => Promise.all([stored, ofEnvironment].map((server) => server[Symbol.asyncDispose]())));

async function run({ db }: TestServer, command: string, variables: Record<string, string> = {}) {
  const urls = { DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl };
  return linekeeper({ ...urls, LINEKEEPER_SECRET: TEST_SECRET, ...variables }, ...command.split(' '));
}

let nextLine = 442079462000;
const companies = async (server: TestServer) => {
  const handling = { kind: 'GREETING', message: 'Hello' };
  const [own, none] = (await createVoiceTenants(server, 2, { firstLine: nextLine, handling })) as [
    VoiceTenant,
    VoiceTenant,
  ];
  nextLine += 2;
  await server.db.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [none.tenantId]);
  return { own, none };
};
const statusOf = async (server: TestServer, to: VoiceTenant, { accountSid, authToken: token } = PLATFORM) =>
  (await postCall(server.url, callTo({ line: to.line, accountSid }), { token })).status;

it.each([
  ['the environment', () => ofEnvironment],
  ['a command', () => stored],
])('one account given by %s serves companies without one, and companies with their own', async (_, of) => {
  const server = of();
  const { own, none } = await companies(server);
  expect(await statusOf(server, none)).toBe(200);
  expect(await statusOf(server, own)).toBe(200);
  expect(await statusOf(server, own, own)).toBe(200);
  // A call that one account signed can't name the other account.
  expect(await statusOf(server, own, { ...own, accountSid: PLATFORM.accountSid })).toBe(403);
  expect(await statusOf(server, own, { ...PLATFORM, accountSid: own.accountSid })).toBe(403);
  expect(await statusOf(server, none, own)).toBe(403);

  const client = createClient({ url: `${server.url}/trpc`, token: none.token, retries: 0 });
  expect(await client.voice.getSetup.query()).toMatchObject({ accountSid: null, platformAccount: true });
  const { steps } = await client.voice.simulateCall.mutate({});
  expect(steps.map(({ passed }) => passed)).toEqual([true, true, true, true, true]);
});

it("a company's own account, which its owners know, can't end a call that the platform's account reported", async () => {
  const { own } = await companies(stored);
  const end = { CallStatus: 'completed' };
  const stateOf = async ({ CallSid }: Record<string, string>) =>
    (await stored.db.sql('SELECT status FROM linekeeper.calls WHERE call_sid = $1', [CallSid]))[0];
  const post = (call: Record<string, string>, token: string, path?: string) =>
    postCall(stored.url, call, { token, ...(path !== undefined && { path }) });
  const reported = callTo({ line: own.line, accountSid: PLATFORM.accountSid });
  expect((await post(reported, PLATFORM.authToken)).status).toBe(200);
  const status = '/webhooks/twilio/status';
  expect((await post({ ...reported, ...end, AccountSid: own.accountSid }, own.authToken, status)).status).toBe(403);
  // Nor if it pretends to be the platform's.
  await stored.db.sql(
    `UPDATE linekeeper.tenants SET twilio_config = jsonb_set(twilio_config, '{accountSid}', to_jsonb($2::text)) WHERE id = $1`,
    [own.tenantId, PLATFORM.accountSid],
  );
  expect((await post({ ...reported, ...end }, own.authToken, status)).status).toBe(403);
  expect(await stateOf(reported)).toEqual({ status: null });
  expect((await post({ ...reported, ...end }, PLATFORM.authToken, status)).status).toBe(200);
  expect(await stateOf(reported)).toEqual({ status: 'completed' });
});

it('a stored account is encrypted, can be replaced, and is refused after it was removed', async () => {
  await using server = await startTestServer();
  const { none } = await companies(server);
  expect(await statusOf(server, none)).toBe(403);
  expect(await run(server, 'twilio store', VARIABLES)).toMatchObject({ code: 0, err: '' });
  expect(await statusOf(server, none)).toBe(200);
  const rows = await server.db.sql('SELECT * FROM linekeeper.platform_credentials');
  expect(rows).toEqual([
    {
      provider: 'twilio',
      account_sid: PLATFORM.accountSid,
      auth_token: expect.stringMatching(/^v1\./),
      changed_at: expect.any(Date),
    },
  ]);

  const next = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await run(server, 'twilio store', { TWILIO_ACCOUNT_SID: next.accountSid, TWILIO_AUTH_TOKEN: next.authToken });
  expect([await statusOf(server, none), await statusOf(server, none, next)]).toEqual([403, 200]);
  // A damaged token accepts no signature.
  await server.db.sql(
    "UPDATE linekeeper.platform_credentials SET auth_token = regexp_replace(auth_token, '.{8}$', 'AAAAAAAA')",
  );
  expect(await statusOf(server, none, next)).toBe(403);

  expect(await run(server, 'twilio remove')).toMatchObject({ code: 0, out: expect.stringContaining(next.accountSid) });
  expect(await statusOf(server, none, next)).toBe(403);
  expect(await run(server, 'twilio remove')).toMatchObject({
    code: 1,
    err: expect.stringContaining('No Twilio account'),
  });
});

it('after another account is stored or none is left, the pages of companies without their own wait for a new call', async () => {
  await using server = await startTestServer();
  const store = ({ accountSid, authToken } = PLATFORM) =>
    run(server, 'twilio store', { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken });
  const note = /wait for a new call/;
  expect((await store()).out).toMatch(note);
  const { own, none } = await companies(server);
  for (const account of [PLATFORM, own]) expect(await statusOf(server, own, account)).toBe(200);
  expect(await statusOf(server, none)).toBe(200);
  const works = ({ token }: VoiceTenant) =>
    createClient({ url: `${server.url}/trpc`, token, retries: 0 })
      .voice.getSetup.query()
      .then(({ signedRequestSeen, callAnswered }) => signedRequestSeen && callAnswered);
  const [ofOwn, ofNone] = [() => works(own), () => works(none)];
  expect([await ofOwn(), await ofNone()]).toEqual([true, true]);
  // The same account again, for example by a script, changes nothing.
  expect((await store()).out).not.toMatch(note);
  expect([await ofOwn(), await ofNone()]).toEqual([true, true]);
  const next = { ...PLATFORM, authToken: hex(16) };
  expect((await store(next)).out).toMatch(note);
  expect([await ofOwn(), await ofNone()]).toEqual([true, false]);
  expect(await statusOf(server, none, next)).toBe(200);
  expect(await ofNone()).toBe(true);
  await run(server, 'twilio remove');
  expect([await ofOwn(), await ofNone()]).toEqual([true, false]);
});

it('the key of a stored account is rotated without downtime', async () => {
  const [old, current] = [newKey('old'), newKey('new')];
  const withKeys = (...keys: string[]) => ({ LINEKEEPER_ENCRYPTION_KEYS: keys.join(',') });
  await using server = await startTestServer(withKeys(old, current));
  const { none } = await companies(server);
  await run(server, 'twilio store', { ...VARIABLES, ...withKeys(old) });
  const keyOf = async () => {
    const [row] = await server.db.sql<{ key: string }>(
      "SELECT split_part(auth_token, '.', 2) AS key FROM linekeeper.platform_credentials",
    );
    return row?.key;
  };
  expect([await keyOf(), await statusOf(server, none)]).toEqual(['old', 200]);
  // If the key is missing, the token isn't changed, and the command says so.
  const without = await run(server, 'secrets encrypt --json', withKeys(current));
  expect([without.code, JSON.parse(without.out)]).toMatchObject([3, { rotated: 0, unreadable: 1 }]);
  expect(await keyOf()).toBe('old');
  const rotated = await run(server, 'secrets encrypt --json', withKeys(current, old));
  expect([rotated.code, JSON.parse(rotated.out)]).toMatchObject([0, { rotated: 1, unreadable: 0, busy: 0 }]);
  expect([await keyOf(), await statusOf(server, none)]).toEqual(['new', 200]);
  expect(JSON.parse((await run(server, 'secrets encrypt --json', withKeys(current, old))).out)).toMatchObject({
    rotated: 0,
  });
});

it('the command refuses to store the account if it is incomplete, or if the key to encrypt it is missing', async () => {
  const dataDir = '/nonexistent';
  expect(await run(stored, 'twilio store')).toMatchObject({
    code: 1,
    err: expect.stringContaining('TWILIO_AUTH_TOKEN'),
  });
  const { db } = stored;
  const urls = { DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl, LINEKEEPER_DATA_DIR: dataDir };
  const answer = await linekeeper({ ...urls, ...VARIABLES }, 'twilio', 'store');
  expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('LINEKEEPER_ENCRYPTION_KEYS') });
  expect(answer.err + answer.out).not.toContain(PLATFORM.authToken);
});
