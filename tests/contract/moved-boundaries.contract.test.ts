import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inLanes } from '../support/lanes.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import {
  callTo,
  createVoiceTenants,
  hex,
  newCallSid,
  postUntilDecided as postCall,
  twilioSignature,
  type VoiceTenant,
} from '../support/voice.ts';

const ACCOUNT = { accountSid: `AC${hex(16)}`, authToken: hex(16) };

let server: TestServer;
let called: VoiceTenant;
let victim: VoiceTenant;
beforeAll(async () => {
  server = await startTestServer({
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
  });
  const handling = { kind: 'GREETING', message: 'Welcome' };
  [called, victim] = (await createVoiceTenants(server, 2, { firstLine: 14155550600, handling })) as [
    VoiceTenant,
    VoiceTenant,
  ];
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.db.sql('DELETE FROM linekeeper.calls'));

type Parameters = Record<string, string>;
const signatureOf = (parameters: Parameters) =>
  twilioSignature(
    ACCOUNT.authToken,
    `${server.url.replace('127.0.0.1', 'localhost')}/webhooks/twilio/voice`,
    parameters,
  );
const callWith = (more: Parameters) => callTo({ line: called.line, accountSid: ACCOUNT.accountSid }, more);
const recorded = () => server.db.sql<{ e164: string; call_sid: string }>('SELECT e164, call_sid FROM linekeeper.calls');

/** Every request with the same signed text, in which one boundary is at another place. */
function movedBoundaries(parameters: Parameters): Parameters[] {
  const pieces = Object.entries(parameters)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat();
  const moved = [];
  for (let i = 0; i < pieces.length - 1; i++) {
    const both = `${pieces[i]}${pieces[i + 1]}`;
    for (let at = 0; at <= both.length; at++) {
      const others = [...pieces];
      others.splice(i, 2, both.slice(0, at), both.slice(at));
      const request: Parameters = {};
      for (let n = 0; n < others.length; n += 2) request[others[n] as string] = others[n + 1] as string;
      moved.push(request);
    }
  }
  const signature = signatureOf(parameters);
  return moved.filter((request) => signatureOf(request) === signature);
}

it("a request whose boundaries between names and values were moved can't reach another line or count as another call", async () => {
  const call = callWith({ ApiVersion: '2010-04-01', ToCity: 'x', FromZip: '94107' });
  const signature = signatureOf(call);
  const requests = movedBoundaries(call);
  expect(requests.length).toBeGreaterThan(100);
  const answers = await inLanes(8, requests.length, (i) =>
    postCall(server.url, requests[i] as Parameters, { signature }),
  );
  const statuses = answers.map(({ status }) => status);
  // The name of a parameter that decides nothing can be changed.
  expect(new Set(statuses)).toEqual(new Set([200, 403]));
  console.info(`${statuses.filter((status) => status === 403).length} of ${requests.length} are refused`);
  expect(await recorded()).toEqual([{ e164: called.line, call_sid: call.CallSid }]);
});

const expectRefused = async (call: Parameters, moved: Parameters) => {
  const signature = signatureOf(call);
  expect(signatureOf(moved)).toBe(signature);
  expect((await postCall(server.url, moved, { signature })).status).toBe(403);
  // Which of the two was sent by the provider can't be known.
  expect((await postCall(server.url, call, { signature })).status).toBe(403);
  expect(await recorded()).toEqual([]);
};

it("a caller whose name contains a line can't reach that line", async () => {
  const call = callWith({ CallerName: `xTo${victim.line}z` });
  const { Direction, From, To, ...first } = call;
  const rest = `zDirection${Direction}From${From}To${To}`;
  await expectRefused(call, { ...first, CallerName: 'x', To: victim.line, [rest]: '' });
});

it("a caller whose name contains a call id can't create another call", async () => {
  const another = newCallSid();
  const call = callWith({ CallerName: `xCallSid${another}D` });
  const { AccountSid = '', CallSid, CallStatus, Direction, From, To = '' } = call;
  const rest = { Call: `Sid${CallSid}CallStatus${CallStatus}CallerNamex`, [`DDirection${Direction}From${From}`]: '' };
  await expectRefused(call, { AccountSid, CallSid: another, To, ...rest });
});
