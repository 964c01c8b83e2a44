import { createHash } from 'node:crypto';
import { type LegacyPlan, planLegacyCompanies } from '../../support/legacy-companies.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { lineOf, storedIn } from './company.ts';
import { Truth } from './truth.ts';

/** In every setting as a secret: no output of ours can contain it. */
export const CANARY = 'cafe0123456789abcdef0123456789ab';
export const PASSWORD = 'secret';

/** Companies, their people and their oddities in the legacy product's own tables, and the truth about them. */
export async function plantCompanies(
  { sql }: Pick<TestDatabase, 'sql'>,
  count: number,
  seed: number,
): Promise<{ truth: Truth; plan: LegacyPlan }> {
  const plan = planLegacyCompanies(count, seed);
  const truth = new Truth();
  for (const [i, { id, column, config }] of plan.companies.entries()) {
    const stored = config === null ? null : (JSON.parse(config) as Record<string, unknown>);
    const settings = stored && i % 2 === 0 ? { ...stored, authToken: CANARY, nested: { key: CANARY } } : stored;
    truth.add({
      ...{ id, name: `Company ${id}`, location: null, country: null, email: `${id}@company.example` },
      ...{ columns: [column], config: settings, also: [], isKnown: true, isBusy: false, settledAt: 0, changes: 0 },
    });
  }
  // The product itself finds only what is written in its own digits.
  for (const [id, line] of plan.clean) {
    const company = truth.companies.get(id);
    const isFound = [company?.columns[0], storedIn(company?.config)].some(
      (text) => lineOf(text, null) === line && /^[ -~]+$/.test(String(text)),
    );
    if (isFound) truth.lines.set(line as never, id);
  }
  const companies = [...truth.companies.values()];
  await sql(
    `WITH given AS (
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS g(id, phone, config)
     ), companies AS (
       INSERT INTO public.tenants (id, name, slug, "phoneNumber", "twilioConfig", "updatedAt", "deletedAt")
       SELECT id, 'Company ' || id, id, phone, config::jsonb, '2024-05-06', CASE WHEN id LIKE '%7' THEN timestamp '2025-01-02' END FROM given
     ), people AS (
       INSERT INTO public.users (id, email) SELECT 'user-' || id, id || '@company.example' FROM given
     ), members AS (
       INSERT INTO public.members ("tenantId", "userId") SELECT id, 'user-' || id FROM given
     )
     INSERT INTO public.accounts (id, "userId", provider, password) SELECT id, 'user-' || id, 'password', $4 FROM given`,
    [
      companies.map(({ id }) => id),
      companies.map(({ columns }) => columns[0] ?? null),
      companies.map(({ config }) => (config === null ? null : JSON.stringify(config))),
      createHash('sha256').update(PASSWORD).digest('hex'),
    ],
  );
  return { truth, plan };
}
