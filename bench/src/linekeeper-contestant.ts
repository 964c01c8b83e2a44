import { signSessionToken } from 'linekeeper';
import type { Contestant } from './contestant.ts';

const SECRET = 'a secret of the benchmark, used nowhere else';

/** Linekeeper as `pnpm start` runs it: sessions looked up in PostgreSQL, a log line for every request. */
export const linekeeper: Contestant = {
  name: 'Linekeeper',
  program: 'apps/linekeeper/src/main.ts',
  readyPath: '/readyz',

  env: ({ port, url, ownerUrl, poolSize, dataDir }) => ({
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: url,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_POOL_SIZE: String(poolSize),
    LINEKEEPER_DATA_DIR: dataDir,
    LINEKEEPER_DEMO: '0',
    // The other server has no such limit. The numbers are still counted.
    LINEKEEPER_NUMBERS_PER_HOUR: '10000',
    LINEKEEPER_NUMBERS_PER_DAY: '10000',
    LINEKEEPER_CHANGES_PER_DAY: '0',
    LINEKEEPER_SECRET: SECRET,
  }),

  async fill(owner, { acting, standing }) {
    const tenantIds = [...acting, ...standing].map(({ id }) => id);
    const users = acting.map(({ userId }) => userId);
    const tokens = acting.map(({ sessionToken }) => sessionToken);
    await owner.query(
      `INSERT INTO linekeeper.tenants (id, name, country) SELECT id, 'Company ' || n, 'US'
       FROM unnest($1::text[]) WITH ORDINALITY AS t(id, n)`,
      [tenantIds],
    );
    await owner.query(
      `INSERT INTO linekeeper.users (id, name, email) SELECT id, 'Owner ' || n, 'owner' || n || '@company.example'
       FROM unnest($1::text[]) WITH ORDINALITY AS t(id, n)`,
      [users],
    );
    await owner.query(
      `INSERT INTO linekeeper.members (tenant_id, user_id, role) SELECT *, 'owner' FROM unnest($1::text[], $2::text[])`,
      [tenantIds.slice(0, users.length), users],
    );
    await owner.query(
      `INSERT INTO linekeeper.sessions (token, user_id, expires_at) SELECT *, now() + interval '1 day' FROM unnest($1::text[], $2::text[])`,
      [tokens, users],
    );
    const numbers = [...acting.map(({ lines }) => lines[0].e164), ...standing.map(({ line }) => line.e164)];
    await owner.query('INSERT INTO linekeeper.lines (e164, tenant_id) SELECT * FROM unnest($1::text[], $2::text[])', [
      numbers,
      tenantIds,
    ]);
  },

  async reset(owner, { acting }) {
    await owner.query(
      `UPDATE linekeeper.lines n SET e164 = f.e164 FROM unnest($1::text[], $2::text[]) AS f(tenant_id, e164)
       WHERE n.tenant_id = f.tenant_id AND n.e164 <> f.e164`,
      [acting.map(({ id }) => id), acting.map(({ lines }) => lines[0].e164)],
    );
    await owner.query('VACUUM ANALYZE');
  },

  word: ({ operation, company, line }) => ({
    method: 'POST',
    path: operation === 'check' ? '/trpc/phone.checkAvailability' : '/trpc/phone.setInboundNumber',
    headers: {
      authorization: `Bearer ${signSessionToken(company.sessionToken, SECRET)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ phoneNumber: line.spelled }),
  }),

  isRight({ operation, line, holding }, status, body) {
    if (status !== 200 || !body.includes(`"phoneNumber":"${line.e164}"`)) return false;
    if (holding === 'taken') return body.includes('"ok":false') && body.includes('"code":"PHONE_TAKEN"');
    if (operation === 'claim') return body.includes('"ok":true');
    return body.includes(holding === 'own' ? '"availability":"YOURS"' : '"availability":"AVAILABLE"');
  },
};
