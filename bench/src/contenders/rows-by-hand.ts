import type pg from 'pg';
import type { Companies } from '../companies.ts';

/** The tables of those that are written by hand: the number in a unique column, as the legacy system's analysis recommends. */
export async function fillByHand(owner: pg.Client, { acting, standing }: Companies): Promise<void> {
  await owner.query(`
    CREATE TABLE public.tenants (id TEXT PRIMARY KEY, name TEXT NOT NULL, location TEXT, timezone TEXT, "phoneNumber" TEXT);
    CREATE UNIQUE INDEX "tenants_phoneNumber_key" ON public.tenants ("phoneNumber");
    CREATE TABLE public.sessions (token TEXT PRIMARY KEY, tenant_id TEXT, user_id TEXT, role TEXT, expires_at TIMESTAMPTZ);
    CREATE TABLE public.limits (tenant_id TEXT, hour TIMESTAMPTZ, count INT, PRIMARY KEY (tenant_id, hour));
    CREATE TABLE public.events
      (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id TEXT, phone_number TEXT, user_id TEXT, at TIMESTAMPTZ DEFAULT now());
    CREATE TABLE public.calls
      ("callSid" TEXT PRIMARY KEY, "tenantId" TEXT NOT NULL, "phoneNumber" TEXT NOT NULL, twiml TEXT NOT NULL, "createdAt" TIMESTAMPTZ NOT NULL DEFAULT now());
    GRANT SELECT, INSERT, UPDATE ON public.tenants, public.sessions, public.limits, public.events, public.calls TO PUBLIC;
  `);
  await owner.query(
    `INSERT INTO public.tenants (id, name, "phoneNumber") SELECT id, 'Company ' || n, number
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t(id, number, n)`,
    [
      [...acting, ...standing].map(({ id }) => id),
      [...acting.map(({ lines }) => lines[0].e164), ...standing.map(({ line }) => line.e164)],
    ],
  );
  await owner.query(
    `INSERT INTO public.sessions SELECT *, 'owner', now() + interval '1 day' FROM unnest($1::text[], $2::text[], $3::text[])`,
    [acting.map(({ sessionToken }) => sessionToken), acting.map(({ id }) => id), acting.map(({ userId }) => userId)],
  );
}

export async function resetByHand(owner: pg.Client, { acting }: Companies): Promise<void> {
  await owner.query(
    `UPDATE public.tenants t SET "phoneNumber" = f.e164 FROM unnest($1::text[], $2::text[]) AS f(id, e164)
     WHERE t.id = f.id AND t."phoneNumber" <> f.e164`,
    [acting.map(({ id }) => id), acting.map(({ lines }) => lines[0].e164)],
  );
  await owner.query('TRUNCATE public.limits, public.calls');
  await owner.query('VACUUM ANALYZE');
}
