import { EVENTS_PER_PAGE } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assignLine } from '../../packages/core/src/line/line-writer.ts';
import { linekeeper } from '../support/command-line.ts';
import { type OrganizationDoor, openOrganizationDoor } from '../support/organization-door.ts';
import { createKey } from '../support/test-keys.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const LINE = '+14155238886';
const OTHER = '+442079460018';

/** `pnpm test:long` has 500. */
const ROUNDS = process.env.TEST_LONG ? 500 : 10;

let server: TestServer;
let door: OrganizationDoor;
let ada: TestPerson;
let bob: TestPerson;
beforeAll(async () => {
  server = await startTestServer({
    LINEKEEPER_NUMBERS_PER_HOUR: '1000',
    LINEKEEPER_NUMBERS_PER_DAY: '1000',
    LINEKEEPER_CHANGES_PER_DAY: '0',
  });
  door = await openOrganizationDoor(server.url);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.db.sql('TRUNCATE linekeeper.lines, linekeeper.line_events');
  [ada, bob] = (await createPeople(server.db, 2)) as [TestPerson, TestPerson];
});

const phoneOf = (person: TestPerson) => server.clientOf(person).phone;
const eventsOf = async (person: TestPerson) => (await phoneOf(person).getHistory.query()).events;
const run = (...args: string[]) =>
  linekeeper({ DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl }, ...args);

describe('a tenant', () => {
  it('sees its own changes, newest first, with who made them', async () => {
    await phoneOf(ada).setInboundNumber.mutate({ phoneNumber: LINE });
    await phoneOf(ada).setInboundNumber.mutate({ phoneNumber: LINE });
    await door.patch(ada, { twilioConfig: { phoneNumber: OTHER } });
    await phoneOf(ada).releaseInboundNumber.mutate({});
    await phoneOf(ada).releaseInboundNumber.mutate({});
    const actor = { type: 'PERSON', name: 'Person' };
    expect(await eventsOf(ada)).toMatchObject([
      { phoneNumber: OTHER, kind: 'RELEASED', change: 'LOST', actor },
      { phoneNumber: OTHER, kind: 'CLAIMED', change: 'GAINED', actor },
      { phoneNumber: LINE, kind: 'RELEASED', change: 'LOST', actor },
      { phoneNumber: LINE, kind: 'CLAIMED', change: 'GAINED', actor },
    ]);
  });

  it("doesn't see refused claims, or what other tenants do with the same line", async () => {
    await phoneOf(ada).setInboundNumber.mutate({ phoneNumber: LINE });
    expect(await phoneOf(bob).setInboundNumber.mutate({ phoneNumber: LINE })).toMatchObject({ ok: false });
    expect(await eventsOf(bob)).toEqual([]);
    await phoneOf(ada).releaseInboundNumber.mutate({});
    await phoneOf(bob).setInboundNumber.mutate({ phoneNumber: LINE });
    expect(await eventsOf(ada)).toHaveLength(2);
    expect(JSON.stringify(await eventsOf(bob))).not.toContain(ada.tenantId);
  });

  it('sees that an operator assigned its line to another tenant, but not to which one or why', async () => {
    await phoneOf(ada).setInboundNumber.mutate({ phoneNumber: LINE });
    const client = new pg.Client({ connectionString: server.db.url });
    await client.connect();
    const actor = { type: 'OPERATOR', id: null, name: 'operator' } as const;
    const cause = { actor, reason: `it is ${bob.tenantId}'s` };
    await assignLine(client, { tenantId: bob.tenantId, phoneNumber: LINE as PhoneNumber, cause });
    await client.end();
    const [event] = await eventsOf(ada);
    expect(event).toMatchObject({ kind: 'ASSIGNED', change: 'LOST', actor: { type: 'OPERATOR' } });
    expect(JSON.stringify(event)).not.toContain(bob.tenantId);
    expect(await eventsOf(bob)).toMatchObject([{ kind: 'ASSIGNED', change: 'GAINED' }]);
  });

  it('sees which key did it, even after the key was deleted', async () => {
    const key = await createKey(server.db, { tenantId: ada.tenantId, scopes: ['inboundNumber:update'] });
    await server.clientOf({ ...ada, token: key.token }).phone.setInboundNumber.mutate({ phoneNumber: LINE });
    await server.db.sql('DELETE FROM linekeeper.api_keys WHERE id = $1', [key.id]);
    expect(await eventsOf(ada)).toMatchObject([{ actor: { type: 'API_KEY', name: 'a key of the tests' } }]);
  });

  it('gets its history in pages', async () => {
    const count = EVENTS_PER_PAGE * 2 + 1;
    await server.db.sql(
      `INSERT INTO linekeeper.line_events (e164, kind, from_tenant_id, to_tenant_id, actor_type, actor_name)
       SELECT $2, CASE n % 2 WHEN 0 THEN 'CLAIMED' ELSE 'RELEASED' END, CASE n % 2 WHEN 1 THEN $1 END,
         CASE n % 2 WHEN 0 THEN $1 END, 'PERSON', n::text FROM generate_series(1, $3) AS g(n) ORDER BY g.n`,
      [ada.tenantId, LINE, count],
    );
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await phoneOf(ada).getHistory.query(cursor === undefined ? undefined : { cursor });
      expect(page.events.length).toBeLessThanOrEqual(EVENTS_PER_PAGE);
      names.push(...page.events.map(({ actor }) => actor.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names).toEqual(Array.from({ length: count }, (_, i) => String(count - i)));
  });
});

describe('the operator', () => {
  it('sees everything about a line: tenants, reason, actor, and the request that finds it in the log', async () => {
    await phoneOf(ada).setInboundNumber.mutate({ phoneNumber: LINE });
    await run('tenant', 'delete', ada.tenantId, '--yes', '--release-number');
    const { code, out } = await run('history', '--line', '+1 415 523 8886', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).events.slice(0, 2)).toMatchObject([
      { kind: 'TENANT_DELETED', from: { tenantId: ada.tenantId, name: null }, to: null, actor: { type: 'OPERATOR' } },
      {
        kind: 'CLAIMED',
        from: null,
        to: { tenantId: ada.tenantId },
        actor: { type: 'PERSON', id: ada.tenantId, name: 'Person' },
        requestId: expect.stringMatching(/./),
      },
    ]);
    const shown = await run('history', '--tenant', ada.tenantId);
    expect(shown.out).toMatch(/\+1 415 523 8886 +tenant deleted +.*\(deleted\) +– /);
  });

  it('must name a line or a tenant', async () => {
    expect(await run('history')).toMatchObject({ code: 2, err: 'Use either --line or --tenant\n' });
    expect(await run('history', '--line', '12')).toMatchObject({ code: 2 });
    const national = await run('history', '--line', '(646) 203-3969');
    expect(national).toMatchObject({ code: 2, err: expect.stringContaining('add --country <code>') });
    expect(await run('history', '--line', '(646) 203-3969', '--country', 'US')).toMatchObject({
      code: 0,
      out: 'Nothing is recorded: nobody has ever held +1 646 203 3969 in Linekeeper.\n',
    });
    expect(await run('history', '--tenant', 'nosuch')).toMatchObject({ code: 1, err: 'No tenant has the id nosuch\n' });
    expect((await run('history', '--tenant', bob.tenantId)).out).toBe(
      'Nothing is recorded: this tenant has never held a number in Linekeeper.\n',
    );
  });
});

describe('the history', () => {
  it(
    `has one event for each change of holder, and none for losers, after ${ROUNDS} races of twenty tenants`,
    async () => {
      const racers = await createPeople(server.db, 20);
      const changes: string[] = [];
      const held = new Map<string, string>();
      for (let round = 0; round < ROUNDS; round++) {
        // Ten numbers, so that lines are claimed again. A tenant that still holds this one releases it first.
        const line = `+1415523${3000 + (round % 10)}`;
        const holder = racers.find(({ tenantId }) => tenantId === held.get(line));
        if (holder) {
          await phoneOf(holder).releaseInboundNumber.mutate({});
          changes.push(`${line} RELEASED`);
          held.delete(line);
        }
        const outcomes = await Promise.all(
          racers.map((racer) => phoneOf(racer).setInboundNumber.mutate({ phoneNumber: line })),
        );
        const winners = racers.filter((_, i) => outcomes[i]?.ok);
        expect(winners).toHaveLength(1);
        const [former] = [...held].find(([, tenantId]) => tenantId === winners[0]?.tenantId) ?? [];
        if (former) {
          changes.push(`${former} RELEASED`);
          held.delete(former);
        }
        held.set(line, winners[0]?.tenantId ?? '');
        changes.push(`${line} CLAIMED`);
      }
      const events = await server.db.sql<{ event: string }>(
        `SELECT e164 || ' ' || kind AS event FROM linekeeper.line_events ORDER BY id`,
      );
      expect(events.map(({ event }) => event).sort()).toEqual(changes.sort());
      await expectHistoryExplainsHolders();
    },
    60_000 + ROUNDS * 500,
  );

  it('has exactly one event for each change if one tenant sends many concurrent changes', async () => {
    const numbers = Array.from({ length: 8 }, (_, i) => `+1415523${4000 + i}`);
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        ...numbers.map((phoneNumber) => phoneOf(ada).setInboundNumber.mutate({ phoneNumber })),
        phoneOf(ada).releaseInboundNumber.mutate({}),
        door.patch(ada, { name: 'Ada', twilioConfig: { phoneNumber: numbers[round] } }),
      ]);
    }
    await expectHistoryExplainsHolders();
  });

  it.each([
    'UPDATE linekeeper.line_events SET reason = $$x$$',
    'DELETE FROM linekeeper.line_events',
    'TRUNCATE linekeeper.line_events',
  ])('refuses "%s" to the serving role', async (statement) => {
    const client = new pg.Client({ connectionString: server.db.url });
    await client.connect();
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    expect(await client.query('SELECT count(*) FROM linekeeper.line_events')).toMatchObject({ rowCount: 1 });
    await client.end();
  });
});

/**
 * Replayed in order, each event starts with the holder that the previous event left, and the last holders match the
 * lines.
 */
async function expectHistoryExplainsHolders(): Promise<void> {
  const events = await server.db.sql<{ e164: string; before: string | null; after: string | null }>(
    'SELECT e164, from_tenant_id AS before, to_tenant_id AS after FROM linekeeper.line_events ORDER BY id',
  );
  const holders = new Map<string, string>();
  const wrong = events.filter(({ e164, before, after }) => {
    const matches = (holders.get(e164) ?? null) === before;
    if (after === null) holders.delete(e164);
    else holders.set(e164, after);
    return !matches;
  });
  const rows = await server.db.sql<{ e164: string; tenant_id: string }>('SELECT e164, tenant_id FROM linekeeper.lines');
  expect(wrong).toEqual([]);
  expect(Object.fromEntries(holders)).toEqual(Object.fromEntries(rows.map((row) => [row.e164, row.tenant_id])));
}
