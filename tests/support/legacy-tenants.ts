import type { TestDatabase } from './test-database.ts';

/** The table of the legacy system as its own migrations made it, with fields that nobody has listed. */
export const LEGACY_TENANTS = `
  CREATE TABLE public.tenants (
    id text NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    location text,
    timezone character varying(64),
    "phoneNumber" text,
    "twilioConfig" jsonb,
    plan text NOT NULL DEFAULT 'free',
    "updatedAt" timestamp(3) without time zone NOT NULL,
    CONSTRAINT tenants_pkey PRIMARY KEY (id)
  );
  CREATE UNIQUE INDEX "tenants_phoneNumber_key" ON public.tenants ("phoneNumber");
`;

/** The part of it that is known for certain. */
export const LEGACY_TABLE = `
  CREATE TABLE IF NOT EXISTS public.tenants (
    id text PRIMARY KEY, name text NOT NULL, location text, timezone text, "phoneNumber" text UNIQUE, "twilioConfig" jsonb
  );
`;

/** Forgets every company, in the legacy storage and in ours. */
export const EMPTY_COMPANIES = `
  TRUNCATE public.tenants;
  TRUNCATE linekeeper.tenants CASCADE;
  TRUNCATE linekeeper.line_events;
`;

/** Its Prisma's history. */
export const LEGACY_HISTORY = `
  CREATE TABLE _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0
  );
  INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
  VALUES (gen_random_uuid(), repeat('0', 64), '20230401_init', now(), 1);
`;

/** Companies named `legacy-1` and so on, with what their writer stores beside the number. */
export async function insertLegacyTenants({ sql }: Pick<TestDatabase, 'sql'>, count: number): Promise<void> {
  await sql(
    `INSERT INTO public.tenants (id, name, "twilioConfig", "updatedAt")
     SELECT 'legacy-' || i, 'Company ' || i, jsonb_build_object('accountSid', 'AC' || i, 'voice', 'alice'), now()
     FROM generate_series(1, $1) AS i`,
    [count],
  );
}
