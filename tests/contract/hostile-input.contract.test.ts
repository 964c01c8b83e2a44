import {
  CheckAvailabilityOutput,
  CreateApiKeyOutput,
  CurrentSession,
  EndMemberSessionsOutput,
  GetInboundNumberOutput,
  ListApiKeysOutput,
  ListInvitationsOutput,
  ListMembersOutput,
  ReleaseInboundNumberOutput,
  RemoveMemberOutput,
  RevokeApiKeyOutput,
  SetInboundNumberOutput,
  WithdrawInvitationOutput,
} from '@linekeeper/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { hostileText, hostileValue, nested, toJson } from '../support/hostile-value.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** `pnpm test:long` sends all of them. */
const REQUESTS = process.env.TEST_LONG ? 20_000 : 1_500;
const AT_ONCE = 32;

/** The answers with 200 that each procedure can give. */
const OUTPUTS: Readonly<Record<string, z.ZodType>> = {
  'phone.checkAvailability': CheckAvailabilityOutput,
  'phone.setInboundNumber': SetInboundNumberOutput,
  'phone.getInboundNumber': GetInboundNumberOutput,
  'phone.releaseInboundNumber': ReleaseInboundNumberOutput,
  'session.get': CurrentSession,
  'apiKey.create': CreateApiKeyOutput,
  'apiKey.list': ListApiKeysOutput,
  'apiKey.revoke': RevokeApiKeyOutput,
  'invitation.list': ListInvitationsOutput,
  'invitation.withdraw': WithdrawInvitationOutput,
  'member.list': ListMembersOutput,
  'member.remove': RemoveMemberOutput,
  'member.endSessions': EndMemberSessionsOutput,
};
const DOCUMENTED = [200, 207, 400, 401, 403, 404, 405, 413, 415, 429];
const TrpcFault = z.object({
  error: z.object({
    message: z.string(),
    code: z.number(),
    data: z.strictObject({
      code: z.string(),
      httpStatus: z.number(),
      path: z.string().optional(),
      retryAfterSeconds: z.number().optional(),
    }),
  }),
});
const HttpFault = z.object({ error: z.object({ message: z.string(), code: z.string() }) });
const OURS = /node_modules|\bat .*\.ts|prisma|postgres|select |insert |stack/i;

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_NUMBERS_PER_HOUR: '10000', LINEKEEPER_NUMBERS_PER_DAY: '10000' });
  person = await createPerson(server.db);
});
afterAll(() => server[Symbol.asyncDispose]());

const body = fc.oneof(
  { weight: 6, arbitrary: hostileValue.map(toJson) },
  {
    weight: 3,
    arbitrary: fc.record({ phoneNumber: hostileValue, country: hostileValue }, { requiredKeys: [] }).map(toJson),
  },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constant('"'.padEnd(70_000, 'x')) },
);
const procedure = fc.constantFrom(...Object.keys(OUTPUTS));
const path = fc.oneof(
  { weight: 8, arbitrary: procedure.map((name) => `/trpc/${name}`) },
  {
    weight: 2,
    arbitrary: fc.array(procedure, { minLength: 1, maxLength: 40 }).map((names) => `/trpc/${names.join(',')}?batch=1`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '/trpc/',
      '/trpc/__proto__',
      '/trpc/phone',
      '/trpc/phone.constructor',
      '/trpc/phone.%00',
      '/api/auth/sign-out',
      '/api/auth/get-session',
      '/api/nothing',
      '/webhooks/x',
      '/healthz',
      '/readyz',
    ),
  },
);
const method = fc.oneof(
  { weight: 12, arbitrary: fc.constant('POST') },
  { weight: 1, arbitrary: fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS') },
);
const contentType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'application/x-www-form-urlencoded',
      'nonsense',
    ),
  },
);

it(`the server answers ${REQUESTS} hostile requests only with documented statuses and bodies`, {
  timeout: 240_000,
}, async () => {
  const before = Object.getOwnPropertyNames(Object.prototype).sort();
  const statuses: Record<number, number> = {};
  const seed = Date.now();
  const requests = fc.sample(fc.record({ path, method, contentType, body }), { numRuns: REQUESTS, seed });
  let next = 0;
  const worker = async () => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const { status, text, type } = await send(request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const problem = problemOf(request, status, text, type);
      // Only printed if something is wrong, because bodies are long.
      if (problem) {
        expect.fail(
          `seed ${seed}: ${problem}: ${JSON.stringify(request).slice(0, 500)} → ${status} ${text.slice(0, 500)}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
  expect(Object.keys(statuses).map(Number)).toEqual(expect.arrayContaining([200, 400, 405, 413, 415]));
  console.info(`seed ${seed}, statuses ${JSON.stringify(statuses)}`);
});

/** What is wrong with an answer, in words. */
function problemOf(request: { path: string; body: string }, status: number, text: string, type: string): string | null {
  if (!DOCUMENTED.includes(status)) return 'a status that is not documented';
  if (type.includes('json') && !isDocumented(request.path, text)) return 'a body that is not documented';
  const numbers = text.match(/\+\d{7,15}/g);
  const sent = numbers && request.body.replace(/\D/g, '');
  if (numbers?.some((number) => !sent?.includes(number.slice(1)))) return 'a number that the caller did not send';
  const own = request.path.startsWith('/trpc') ? text.replace(/[\\]?"path[\\]?":"[^"]*"/g, '') : '';
  return OURS.test(own) ? 'a word of ours' : null;
}

async function send(request: { path: string; method: string; contentType: string; body: string }) {
  const response = await fetch(`${server.url}${request.path}`, {
    method: request.method,
    headers: {
      'content-type': request.contentType,
      // Signed in only for the procedures, because a sign-out among the requests would end the session.
      ...(request.path.startsWith('/trpc') && { authorization: `Bearer ${person.token}` }),
    },
    ...(request.method !== 'GET' && { body: request.body }),
  });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
}

/** Whether a body is what the contract, tRPC's envelope or the host's own errors say. */
function isDocumented(path: string, text: string): boolean {
  const parsed: unknown = JSON.parse(text);
  if (!path.startsWith('/trpc')) return true;
  const names = path.replace(/^\/trpc\/|\?.*$/g, '').split(',');
  const answers = Array.isArray(parsed) ? parsed : [parsed];
  return answers.every((answer, i) => {
    const output = OUTPUTS[names[i] ?? ''];
    const { result } = answer as { result?: { data: unknown } };
    if (result && output) return output.safeParse(result.data).success;
    return TrpcFault.safeParse(answer).success || HttpFault.safeParse(answer).success;
  });
}
