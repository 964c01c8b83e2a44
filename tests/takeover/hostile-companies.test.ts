import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { signInOwners } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer } from '../support/test-server.ts';

// One company's data must not stop the move of all others.

const nested = (depth: number, open = '[', close = ']') => `${open.repeat(depth)}1${close.repeat(depth)}`;
/** JSON that was encoded twice. */
const twice = (json: string) => JSON.stringify(json);

const SETTINGS: [string, string][] = [
  ['deep', `{"deep": ${nested(3_000)}, "phoneNumber": ""}`],
  ['deep objects', `{"deep": ${nested(1_500, '{"a":', '}')}}`],
  ['deep twice', twice(`{"deep": ${nested(20_000)}}`)],
  ['NUL twice', twice('{"name": "a\\u0000b", "k\\u0000": true, "authToken": "\\u0000", "back": "\\\\u0000"}')],
  ['a lone surrogate, encoded twice', twice('{"name": "\\ud800", "authToken": "x\\udc00"}')],
  ['prototype', '{"__proto__": {"sealed": true}, "constructor": {"prototype": 1}, "toString": null}'],
  ['prototype twice', twice('{"__proto__": {"phoneNumber": "+12125550100"}}')],
  ['imitation', '{"authToken": {"sealed": "v1.x.y", "shown": "x"}, "a": {"sealed": "", "shown": true}}'],
  ['numbers', '{"phoneNumber": 1e400, "a": 123456789012345678901234567890, "b": -0.0}'],
  ['many keys', JSON.stringify(Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`k${i}`, i])))],
  ['list', '[1]'],
  ['text', '"token=secret"'],
  ['empty text', '""'],
  ['quotes', `{"a'b\\"c$1$body$\\\\": "'; DROP TABLE lines; --"}`],
];
const NAMES = ['O\'Neil "$body$" \\ %s $1', 'a\nb\u001b[2J\u202e', 'x'.repeat(20_000), '', ' '];

it('the takeover moves every company, whatever its name, its id and its settings are', {
  timeout: 120_000,
}, async () => {
  await using server = await startTestServer();
  const { db } = server;
  await db.sql(`
    CREATE SCHEMA "we""ird $body$";
    CREATE TABLE "we""ird $body$"."com'panies ""$1""" (
      "i""d'" text PRIMARY KEY, "na'me$body$" text, "num""ber" text, "set'tings$$" jsonb, "ex""tra'$1" jsonb, location text
    )`);
  const table = `"we""ird $body$"."com'panies ""$1"""`;
  const companies = [
    ...SETTINGS.map(([id, settings]) => ({ id, name: id, settings })),
    ...NAMES.map((name, i) => ({ id: `id'${i}"$body$\\ \u001b[31m`, name, settings: null })),
  ];
  for (const [index, { id, name, settings }] of companies.entries())
    await db.sql(`INSERT INTO ${table} VALUES ($1, $2, $3, $4, '{"apiKey": "k", "a": 1}')`, [
      ...[id, name, index % 2 === 0 ? `+121255501${10 + index}` : null, settings],
    ]);
  const run = (...args: string[]) =>
    linekeeper(
      { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET },
      ...args,
    );
  const well = async (...args: string[]) => {
    const answer = await run(...args);
    expect(answer, args.join(' ')).toMatchObject({ err: '' });
    for (const mark of ['\u001b', '\u202e']) expect(answer.out).not.toContain(mark);
    return answer;
  };
  const names = [
    ...['--table', `we"ird $body$.com'panies "$1"`, '--id', `i"d'`, '--name', "na'me$body$", '--number', 'num"ber'],
    ...['--config', "set'tings$$.phoneNumber", '--fields', `ex"tra'$1`, '--country', 'US'],
  ];
  await well('census', ...names);
  await well('legacy', 'link', ...names);
  await well('backfill');
  for (const { id, settings } of companies)
    if (settings && !settings.startsWith('{')) await well('assign', 'none', id, '--reason', 'not an object');

  const people = await signInOwners(
    server.db,
    companies.map(({ id }) => id),
  );
  const call = (token: string, body?: unknown) =>
    fetch(`${server.url}/api/organization/info`, {
      method: body ? 'PATCH' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  for (const [index, { token, tenantId }] of people.entries()) {
    const number = `+121255511${10 + index}` as PhoneNumber;
    for (const answer of [await call(token), await call(token, { twilioConfig: { phoneNumber: number, edge: 'x' } })])
      expect([tenantId, answer.status, await answer.text()]).toEqual([
        tenantId,
        200,
        expect.not.stringContaining('"k"'),
      ]);
  }
  await well('legacy', 'follow');
  expect((await db.sql('SELECT FROM linekeeper.lines')).length).toBe(companies.length);
  expect((await db.sql(`SELECT FROM ${table} WHERE "num""ber" LIKE '+121255511%'`)).length).toBe(companies.length);
  await well('contract', '--yes');
  for (const { token, tenantId } of people) {
    const answer = await call(token);
    expect([tenantId, answer.status]).toEqual([tenantId, 200]);
  }
  await well('legacy', 'restore');
});
