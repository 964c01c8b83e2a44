import { expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { legacyTable } from '../support/legacy-table.ts';
import { LEGACY_TABLE } from '../support/legacy-tenants.ts';
import { signInOwners } from '../support/test-people.ts';
import { startTestServer } from '../support/test-server.ts';

const NUMBERS = ['+14155239001', '+14155239002', '+14155239003'];
const LIMIT = 5;

it('requests to the REST endpoint at the same moment have the limit on claims while a legacy table is linked, too', async () => {
  await using server = await startTestServer({ LINEKEEPER_CHANGES_PER_DAY: String(LIMIT) });
  await server.db.sql(LEGACY_TABLE);
  await legacyTable(server.db).add('acme', null);
  const urls = { DATABASE_URL: server.db.url, DATABASE_OWNER_URL: server.db.ownerUrl };
  expect(await linekeeper(urls, 'legacy', 'link')).toMatchObject({ code: 0, err: '' });
  const [person] = await signInOwners(server.db, ['acme']);
  const claim = async (phoneNumber: string | undefined) => {
    const { status } = await fetch(`${server.url}/api/organization/info`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${person?.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ twilioConfig: { phoneNumber } }),
    });
    return status;
  };
  for (const number of NUMBERS) expect(await claim(number)).toBe(200);
  const statuses = await Promise.all(Array.from({ length: 60 }, (_, i) => claim(NUMBERS[i % 3])));
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(await server.db.sql(`SELECT FROM linekeeper.line_events WHERE kind = 'CLAIMED'`)).toHaveLength(LIMIT);
});
