import type pg from 'pg';

/** One in twenty shares its line with the company before it; one in a hundred has no number, one in three hundred a bad one. */
export async function plantCompanies(owner: pg.Client, companies: number): Promise<void> {
  await owner.query(`
    CREATE TABLE public.tenants (
      id text PRIMARY KEY, name text NOT NULL, location text, timezone text, "phoneNumber" text UNIQUE, "twilioConfig" jsonb
    )`);
  await owner.query(
    `INSERT INTO public.tenants (id, name, "phoneNumber", "twilioConfig")
     SELECT gen_random_uuid()::text, 'Company ' || i,
       CASE WHEN i % 10 = 3 THEN spelled END,
       CASE WHEN i % 100 = 0 THEN NULL WHEN i % 300 = 1 THEN '{"phoneNumber":"n/a"}' WHEN i % 10 = 3 THEN '{}'
         ELSE jsonb_build_object('phoneNumber', spelled, 'accountSid', 'AC' || i) END
     FROM (
       SELECT i, CASE i % 3 WHEN 0 THEN '+1212' || line WHEN 1 THEN '+1 212 ' || line ELSE '+1 (212) ' || line END AS spelled
       FROM (
         SELECT i, 2000000 + ((i - (i % 20 = 19)::int) * 7919::bigint) % 7999999 AS line FROM generate_series(1, $1::int) AS i
       ) AS lines
     ) AS companies`,
    [companies],
  );
  await owner.query('ANALYZE public.tenants');
}

/** `contract` needs a decision about each company that isn't moved. This deletes them instead. */
export async function deleteDisputed(owner: pg.Client): Promise<void> {
  await owner.query(
    `DELETE FROM public.tenants WHERE id IN (SELECT tenant_id FROM linekeeper.line_reservations)
       OR "twilioConfig" ->> 'phoneNumber' = 'n/a'`,
  );
}
