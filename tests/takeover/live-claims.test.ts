import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { planLegacyCompanies, plantLegacyCompanies } from '../support/legacy-companies.ts';
import { signInOwners, type TestPerson } from '../support/test-people.ts';
import { startTestServer } from '../support/test-server.ts';

const PER_SECOND = 50;
const AFTERWARDS_MS = 500;

it(`loses and overwrites none of ${PER_SECOND} claims and releases a second`, { timeout: 300_000 }, async () => {
  await using server = await startTestServer();
  const plan = planLegacyCompanies(inject('legacyCompanies'), 11);
  await plantLegacyCompanies(server.db, plan);
  const run = (...args: string[]) =>
    linekeeper({ DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl }, ...args);
  expect(await run('legacy', 'link')).toMatchObject({ code: 3, err: '' });
  const clean = [...plan.clean];
  const actors = await signInOwners(server.db, [
    ...clean.filter((_, i) => i % 2 === 0).map(([id]) => id),
    ...plan.none.slice(0, 100),
  ]);
  shuffle(actors);

  /** The last answer that each company got. */
  const told = new Map<string, string | null>();
  const refused = new Set<string>();
  let sent = 0;
  let faults = 0;
  const act = async (person: TestPerson, n: number) => {
    const { phone } = server.clientOf(person);
    const [victim = ['', '']] = clean.slice((n * 2 + 1) % clean.length);
    const own = plan.clean.get(person.tenantId);
    // A free number, the number of a company that is being moved, or the company's own former number. One in five is
    // released again.
    const phoneNumber = [`+1646${2_000_000 + n}`, victim[1], own ?? victim[1]][n % 3] as string;
    const outcome = await phone.setInboundNumber.mutate({ phoneNumber });
    if (outcome.ok) told.set(person.tenantId, phoneNumber);
    else refused.add(phoneNumber);
    if (outcome.ok && n % 5 === 0) {
      await phone.releaseInboundNumber.mutate({});
      told.set(person.tenantId, null);
    }
  };
  let going = true;
  const acts: Promise<void>[] = [];
  const began = performance.now();
  const clients = (async () => {
    while (going) {
      const due = ((performance.now() - began) / 1000) * PER_SECOND;
      while (sent < due) {
        const person = actors.pop();
        if (!person) return;
        acts.push(act(person, sent++).catch(() => void faults++));
      }
      await delay(5);
    }
  })();

  await delay(AFTERWARDS_MS);
  const before = sent;
  const backfillBegan = performance.now();
  const { out, err } = await run('backfill', '--json');
  expect(err).toBe('');
  const during = sent - before;
  const perSecond = Math.round((during * 1000) / (performance.now() - backfillBegan));
  await delay(AFTERWARDS_MS);
  going = false;
  await clients;
  await Promise.all(acts);
  // Some lines weren't moved because of a claim that was later released. Another run can move them.
  await run('backfill');
  console.info(
    `${sent} claims, ${during} of them during the backfill (${perSecond} a second), ${refused.size} PHONE_TAKEN; moved ${JSON.parse(out).moved}`,
  );

  expect(faults).toBe(0);
  expect(told.size).toBeGreaterThan(10);
  expect(refused.size).toBeGreaterThan(0);
  const rows = await server.db.sql<{ tenant_id: string; e164: string }>('SELECT tenant_id, e164 FROM linekeeper.lines');
  const held = new Map(rows.map(({ tenant_id, e164 }) => [tenant_id, e164]));
  const wrong = [...told].filter(([id, phoneNumber]) => (held.get(id) ?? null) !== phoneNumber);
  expect(wrong).toEqual([]);
  // No other number was lost: each was moved or claimed.
  const lines = new Set(rows.map(({ e164 }) => e164));
  const lost = clean.filter(([id, e164]) => !told.has(id) && held.get(id) !== e164 && !lines.has(e164));
  expect(lost).toEqual([]);
});

function shuffle(list: unknown[]): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
}
