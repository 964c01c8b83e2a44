import type pg from 'pg';
import type { Companies } from '../companies.ts';
import { STREAM_ADDRESS } from '../provider.ts';

export async function fillLinekeeper(owner: pg.Client, { acting, standing }: Companies): Promise<void> {
  const tenantIds = [...acting, ...standing].map(({ id }) => id);
  const users = acting.map(({ userId }) => userId);
  await owner.query(
    `INSERT INTO linekeeper.tenants (id, name, country, call_handling) SELECT id, 'Company ' || n, 'US', $2::jsonb
     FROM unnest($1::text[]) WITH ORDINALITY AS t(id, n)`,
    [tenantIds, JSON.stringify({ kind: 'STREAM', address: STREAM_ADDRESS })],
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
    [acting.map(({ sessionToken }) => sessionToken), users],
  );
  const numbers = [...acting.map(({ lines }) => lines[0].e164), ...standing.map(({ line }) => line.e164)];
  // Each line has its event, as every claim leaves one.
  await owner.query(
    `WITH claimed AS (
       INSERT INTO linekeeper.lines (e164, tenant_id) SELECT * FROM unnest($1::text[], $2::text[]) RETURNING e164, tenant_id
     )
     INSERT INTO linekeeper.line_events (e164, kind, to_tenant_id, actor_type, actor_name)
     SELECT e164, 'CLAIMED', tenant_id, 'SYSTEM', 'bench' FROM claimed`,
    [numbers, tenantIds],
  );
}

export async function resetLinekeeper(owner: pg.Client, { acting }: Companies): Promise<void> {
  await owner.query(
    `UPDATE linekeeper.lines n SET e164 = f.e164 FROM unnest($1::text[], $2::text[]) AS f(tenant_id, e164)
     WHERE n.tenant_id = f.tenant_id AND n.e164 <> f.e164`,
    [acting.map(({ id }) => id), acting.map(({ lines }) => lines[0].e164)],
  );
  // As after a few days: each company asked about a number some hours ago, and had a call. Empty tables would get plans
  // that are only good for empty tables.
  await owner.query('TRUNCATE linekeeper.number_budgets, linekeeper.calls');
  const ids = acting.map(({ id }) => id);
  await owner.query(
    `INSERT INTO linekeeper.number_budgets (tenant_id, number_hashes, asked_at)
     SELECT id, ARRAY['\\x0102030405060708'::bytea], ARRAY[now() - interval '3 hours'] FROM unnest($1::text[]) AS id
     -- The last requests of the round before can still be under way.
     ON CONFLICT DO NOTHING`,
    [ids],
  );
  await owner.query(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome, twiml)
     SELECT 'CA' || md5(id), e164, id, 'STREAM', '<Response/>' FROM unnest($1::text[], $2::text[]) AS t(id, e164)`,
    [ids, acting.map(({ lines }) => lines[0].e164)],
  );
  await owner.query('VACUUM ANALYZE');
}
