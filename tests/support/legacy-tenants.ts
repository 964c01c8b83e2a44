/** The table of the legacy system, as far as it is known for certain. */
export const LEGACY_TABLE = `
  CREATE TABLE IF NOT EXISTS public.tenants (
    id text PRIMARY KEY, name text NOT NULL, location text, timezone text, "phoneNumber" text UNIQUE, "twilioConfig" jsonb
  );
`;
