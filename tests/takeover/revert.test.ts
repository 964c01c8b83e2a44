import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B, C, OTHER] = ['+12125550123', '+12125550124', '+12125550125', '+12125550127'];

const { test, legacy, run, done, file } = legacySetup();
const assign = (number: string, tenant: string) =>
  done('assign', number, tenant, '--overrule', '--reason', 'asked them');
const saves = (id: string, config: unknown) =>
  test.sql('UPDATE public.tenants SET "twilioConfig" = $2 WHERE id = $1', [id, JSON.stringify(config)]);
/** Companies with a clean number each. */
const addMany = (count: number) =>
  test.sql(`INSERT INTO public.tenants (id, name, "twilioConfig")
    SELECT 'many-' || n, 'Many', jsonb_build_object('phoneNumber', '+1646555' || (1000 + n)) FROM generate_series(1, ${count}) AS n`);

it('revert lists each company that it leaves as it is, with the reason, on the terminal and in a file', async () => {
  await legacy.add('reverted', A);
  await legacy.add('line', B);
  await legacy.add('place', null, { phoneNumber: 'reception' });
  await legacy.add('taken', OTHER, { phoneNumber: '+12125550177' });
  await legacy.add('replaced', null, { phoneNumber: 'reception' });
  await legacy.add('nothing', null);
  await run('legacy', 'link');
  await run('backfill');
  await assign(C, 'place');
  await assign('+12125550177', 'taken');
  await assign('none', 'replaced');
  await saves('line', { phoneNumber: '+12125550188' });
  await saves('place', { phoneNumber: 'ask Maria' });
  await saves('replaced', ['x']);
  await legacy.add('a new company', OTHER);

  const path = file('left.csv');
  const named = ['reverted', 'line', 'place', 'taken', 'replaced', 'nothing', 'nobody'];
  const { code, out, err } = await run(
    ...['legacy', 'revert', ...named.flatMap((id) => ['--tenant', id]), '--report', path],
  );
  expect({ code, err }).toEqual({ code: 3, err: '' });
  expect(await readFile(path, 'utf8')).toBe(
    [
      'tenantId,reason,explanation',
      'line,LINE_CHANGED,the company has changed or released its number since',
      'place,PLACE_CHANGED,your product has changed the number in the legacy table since',
      'taken,TAKEN,another company has the number in the legacy table now',
      'replaced,REPLACED,your product has stored something else instead of the object that contained the number',
      'nothing,NOTHING,"nothing was moved or decided for it, or revert has already handled it"',
      'nobody,UNKNOWN,no company has this id',
      '',
    ].join('\r\n'),
  );
  for (const text of ['Reverted 1 ', '3 companies keep', '1 company couldn', 'nothing to revert for 2 companies:'])
    expect(out).toContain(text);
  expect(out).toMatch(/^ {2}taken +another company has the number/m);
  expect(out).toContain('  1: your product has changed the number in the legacy table since.');
  expect(out).toMatch(/^ {2}nobody +no company has this id/m);
});

it('revert shows the first of many companies that it leaves, and says how to get all of them', async () => {
  await addMany(130);
  await run('legacy', 'link');
  await done('backfill');
  await test.sql(`UPDATE public.tenants SET "twilioConfig" = '{"phoneNumber": ""}' WHERE id LIKE 'many-1%'`);
  const path = file('left.json');
  const { out } = await run('legacy', 'revert', '--all', '--report', path);
  expect(out).toContain('Reverted 88 companies');
  expect(out).toContain('42 companies keep what they have:');
  expect(out.match(/^ {2}many-/gm)).toHaveLength(20);
  expect(out).toContain('  … and 22 more; --report <file> writes all of them.');
  expect(JSON.parse(await readFile(path, 'utf8'))).toHaveLength(42);
  expect(await legacy.held()).toEqual({});
});

it("a company whose legacy row is in use doesn't stop the others from being reverted", async () => {
  await addMany(3);
  await run('legacy', 'link');
  await done('backfill');
  const writer = new pg.Client({ connectionString: test.ownerUrl });
  await writer.connect();
  await writer.query(`BEGIN; UPDATE public.tenants SET name = 'Busy' WHERE id = 'many-1'`);
  const reverting = done('legacy', 'revert', '--all');
  await expect.poll(() => legacy.held(), { timeout: 20_000, interval: 5 }).toEqual({ 'many-1': '+16465551001' });
  await writer.query('COMMIT');
  await writer.end();
  await reverting;
  expect(await legacy.held()).toEqual({});
});

it('a company gets back a number if the company that has the line now must be followed first', async () => {
  await legacy.add('loses', A);
  await legacy.add('wins', '+1 (212) 555-0123');
  await run('legacy', 'link');
  await assign(A, 'wins');
  await test.sql(`UPDATE public.tenants SET name = 'New name' WHERE id = 'wins'`);
  await done('legacy', 'revert', '--all');
  expect(await legacy.places('wins')).toEqual({ column: '+1 (212) 555-0123', config: null });
  expect(await legacy.places('loses')).toEqual({ column: A, config: null });
});
