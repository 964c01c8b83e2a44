import type { Queryable } from '@linekeeper/postgres';
import { countOf } from './format-count.ts';

/**
 * Records of what companies had before a decision, which nothing else has. Not those of moved numbers: the legacy table still has
 * these.
 */
const DECISIONS = `linekeeper.legacy_settlements WHERE outcome IN ('ASSIGNED', 'LOST', 'DROPPED', 'EMPTIED')`;

/** How many companies have a decision that wasn't undone. Also works with pending migrations. */
export async function countDecisions(client: Queryable): Promise<number> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('linekeeper.legacy_settlements') IS NOT NULL AS there`,
  );
  if (!found[0]?.there) return 0;
  const { rows } = await client.query<{ companies: number }>(`SELECT count(*)::int AS companies FROM ${DECISIONS}`);
  return rows[0]?.companies ?? 0;
}

/** For people: the beginning of a sentence. */
export function describeDecisions(companies: number): string {
  const undone = countOf(
    companies,
    "company has a decision that wasn't undone",
    "companies have decisions that weren't undone",
  );
  return `${undone}, and only Linekeeper knows what they had before`;
}

/** The decisions stay, and can't be undone any more. */
export async function forgetDecisions(client: Queryable): Promise<void> {
  await client.query(`DELETE FROM ${DECISIONS}`);
}
