import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { legacySetup } from '../support/legacy-setup.ts';

const [A, B, C, NEW] = ['+12125550123', '+12125550124', '+12125550125', '+12125550127'];
const CANARY = 'cafe0123456789abcdef0123456789ab';

const { test, legacy, run, done, file } = legacySetup();
const assign = (number: string, tenant: string) => done('assign', number, tenant, '--reason', 'asked them');

it('contract --empty lists each number that it leaves, and census says before that JSON has no place for it', async () => {
  await legacy.add('a list', A, [{ authToken: CANARY }]);
  await legacy.add('encoded twice', null, JSON.stringify({ phoneNumber: B, authToken: CANARY }));
  await legacy.add('a text', C, `token=${CANARY}`);
  await legacy.add('no number', null, [CANARY]);
  await legacy.add('an object', '+12125550126', { phoneNumber: '+12125550126' });
  await run('legacy', 'link');
  await run('backfill');
  await assign(A, 'a list');
  await assign(B, 'encoded twice');
  await assign(C, 'a text');
  await assign('none', 'no number');

  const census = await run('census');
  expect(census).toMatchObject({ code: 0, err: '' });
  expect(census.out).toContain("3 companies have JSON that isn't an object");
  expect(census.out).toMatch(/^ {2}encoded twice +twilioConfig\.phoneNumber$/m);
  expect(JSON.parse((await run('census', '--json')).out).withoutObject).toHaveLength(4);

  await done('contract', '--yes');
  await test.sql(`UPDATE public.tenants SET "phoneNumber" = '${NEW}' WHERE id = 'an object'`);
  const path = file('left.csv');
  const { code, out, err } = await run('contract', '--yes', '--empty', '--report', path);
  expect({ code, err }).toEqual({ code: 3, err: '' });
  expect(out).toMatch(/^ {2}a text +phoneNumber +the JSON isn't an object/m);
  const report = await readFile(path, 'utf8');
  expect(report.split('\r\n').map((line) => line.split(',').slice(0, 3).join())).toEqual([
    'tenantId,place,reason',
    'a list,phoneNumber,NOT_AN_OBJECT',
    'a text,phoneNumber,NOT_AN_OBJECT',
    'an object,phoneNumber,DIFFERENT',
    'an object,twilioConfig.phoneNumber,DIFFERENT',
    'encoded twice,phoneNumber,NOT_AN_OBJECT',
    'encoded twice,twilioConfig.phoneNumber,NOT_AN_OBJECT',
    '',
  ]);
  expect(await legacy.places('a list')).toEqual({ column: A, config: [{ authToken: CANARY }] });
  const json = await run('contract', '--yes', '--empty', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ outcome: 'ENDED', emptied: 0, different: 1, left: expect.anything() });
  expect([census.out, out, report, json.out].join()).not.toContain(CANARY.slice(0, 8));
});
