import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostileKey, hostileText, hostileValue, nested, toJson } from '../support/hostile-value.ts';
import { type OrganizationDoor, openOrganizationDoor } from '../support/organization-door.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';
import { PROVIDER_SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const REQUESTS = 800;
/** Several companies, because the settings of a single one would soon be full. */
const COMPANIES = 20;
const AT_ONCE = 16;
const OURS = /node_modules|\bat .*\.ts|prisma|postgres|jsonb|zod|stack/i;

let server: TestServer;
let door: OrganizationDoor;
let people: TestPerson[];
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_NUMBERS_PER_HOUR: '10000', LINEKEEPER_NUMBERS_PER_DAY: '10000' });
  door = await openOrganizationDoor(server.url);
  people = await createPeople(server.db, COMPANIES);
});
afterAll(() => server[Symbol.asyncDispose]());

const settings = fc.oneof(
  { weight: 3, arbitrary: fc.dictionary(fc.oneof(hostileKey, hostileText), hostileValue, { maxKeys: 5 }) },
  { weight: 2, arbitrary: fc.record({ phoneNumber: hostileValue, authToken: hostileValue }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: hostileValue },
);
/** Unusual values that are valid. */
const storable = fc.record({
  twilioConfig: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }), {
    maxKeys: 5,
  }),
});
const body = fc.oneof(
  { weight: 4, arbitrary: storable.map(toJson) },
  {
    weight: 6,
    arbitrary: fc
      .record(
        { name: hostileText, location: hostileValue, timezone: hostileText, twilioConfig: settings },
        { requiredKeys: ['twilioConfig'] },
      )
      .map(toJson),
  },
  { weight: 4, arbitrary: settings.map((twilioConfig) => toJson({ twilioConfig })) },
  { weight: 1, arbitrary: hostileValue.map(toJson) },
  { weight: 1, arbitrary: fc.dictionary(hostileKey, hostileValue).map(toJson) },
  { weight: 1, arbitrary: nested.map((json) => `{"twilioConfig":${json}}`) },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constant(`{"name":"${'x'.repeat(70_000)}"}`) },
);
const contentType = fc.oneof(
  { weight: 15, arbitrary: fc.constant('application/json') },
  { weight: 1, arbitrary: fc.constantFrom('text/plain', 'multipart/form-data; boundary=x', 'nonsense', 'text/json') },
);

it(`the server answers ${REQUESTS} hostile PATCHes as the document says, and never with a fault`, {
  timeout: 120_000,
}, async () => {
  await server.db.sql(`UPDATE linekeeper.tenants SET twilio_config = json_build_object('authToken', $1::text)`, [
    PROVIDER_SECRET,
  ]);
  const before = Object.getOwnPropertyNames(Object.prototype).sort();
  const statuses: Record<number, number> = {};
  const seed = Date.now();
  console.info(`hostile PATCHes from seed ${seed}`);
  const requests = fc.sample(fc.record({ contentType, body }), { numRuns: REQUESTS, seed });
  let next = 0;
  const worker = async () => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      // Throws if the document doesn't have this answer.
      const sender = { ...people[next % COMPANIES], headers: { 'content-type': request.contentType } };
      const { status, body: answer } = await door.send('PATCH', sender, request.body);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const words = answer.success ? '' : answer.error.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
      // Only printed if something is wrong, because bodies are long.
      if (status >= 500 || OURS.test(words)) {
        expect.fail(`seed ${seed}: ${JSON.stringify(request).slice(0, 500)} → ${status} ${JSON.stringify(answer)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
  expect(Object.keys(statuses).map(Number)).toEqual(expect.arrayContaining([200, 400, 413, 415]));
  for (const person of people) expect((await door.get(person)).status).toBe(200);
  console.info(`statuses ${JSON.stringify(statuses)}`);
});
