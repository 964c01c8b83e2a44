import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OrganizationDoor, openOrganizationDoor } from '../support/organization-door.ts';
import { createPeople, createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const number = (i: number) => `+1415523${1000 + i}`;

let server: TestServer;
let door: OrganizationDoor;
beforeAll(async () => {
  server = await startTestServer();
  door = await openOrganizationDoor(server.url);
});
afterAll(() => server[Symbol.asyncDispose]());

const claim = (person: TestPerson, i: number) =>
  door.patch(person, { name: 'Changed', twilioConfig: { phoneNumber: number(i), changed: true } });
/** Of all companies: the number, and whether both details and settings were changed, or neither. */
const changed = () =>
  server.db.sql<{ e164: string | null; name: boolean; settings: boolean }>(
    `SELECT n.e164, t.name = 'Changed' AS name, t.twilio_config IS NOT NULL AS settings
     FROM linekeeper.tenants t LEFT JOIN linekeeper.lines n ON n.tenant_id = t.id WHERE t.id = ANY($1)`,
    [people.map(({ tenantId }) => tenantId)],
  );
let people: TestPerson[];

it("one of 60 companies that claim one number concurrently gets it, and the others' whole PATCH is undone", async () => {
  for (let round = 0; round < 2; round++) {
    people = await createPeople(server.db, 60);
    const statuses = (await Promise.all(people.map((person) => claim(person, round)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(59);
    const rows = await changed();
    expect(rows.filter(({ e164 }) => e164 !== null)).toEqual([{ e164: number(round), name: true, settings: true }]);
    expect(rows.filter(({ name, settings }) => name || settings)).toHaveLength(1);
  }
});

it('companies that exchange numbers concurrently get no fault, and none is left without a number', async () => {
  people = await createPeople(server.db, 6);
  const [a, b, c, d, e, f] = people as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
  await Promise.all(people.map((person, i) => claim(person, 100 + i)));
  const statuses = new Set<number>();
  const trade = async (person: TestPerson, offset: number) => {
    for (let i = 0; i < 15; i++) statuses.add((await claim(person, 100 + ((i + offset) % 7))).status);
  };
  // Each company twice, so that a company's own requests also collide.
  await Promise.all([a, b, c, d, e, f, a, b, c, d, e, f].map((person, i) => trade(person, i)));
  expect(statuses).toEqual(new Set([200, 409]));
  const held = (await changed()).map(({ e164 }) => e164);
  expect(new Set(held).size).toBe(6);
  expect(held).not.toContain(null);
});

it('a released number and changed details appear together: a reader sees both or neither', async () => {
  const person = await createPerson(server.db);
  const change = [
    { name: 'Without', twilioConfig: { phoneNumber: null } },
    { name: 'With', twilioConfig: { phoneNumber: number(300) } },
  ];
  await door.patch(person, change[0]);
  let done = false;
  const seen = new Set<string>();
  const reader = async () => {
    while (!done) {
      const { body } = await door.get(person);
      if (body.success) seen.add(`${body.organization.name} ${body.organization.twilioConfig.phoneNumber ?? 'none'}`);
    }
  };
  const writer = async () => {
    for (let i = 1; i < 50; i++) await door.patch(person, change[i % 2]);
    done = true;
  };
  await Promise.all([reader(), writer()]);
  expect([...seen].sort()).toEqual([`With ${number(300)}`, 'Without none']);
});
