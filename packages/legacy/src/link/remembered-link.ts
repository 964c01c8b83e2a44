import type { Queryable } from '@linekeeper/postgres';
import { literal } from '../legacy-shape.ts';
import type { LegacyLink } from './legacy-link.ts';

/** Keeps in the database how the legacy table was read, after the link itself was deleted. */
export async function rememberLink(client: Queryable, link: LegacyLink): Promise<void> {
  await client.query(`COMMENT ON TABLE linekeeper.legacy_links IS ${literal(JSON.stringify(link))}`);
}

/** The link that {@link rememberLink} kept last. {}: none was. */
export async function readRememberedLink(client: Queryable): Promise<Partial<LegacyLink>> {
  const { rows } = await client.query<{ link: string | null }>(
    `SELECT obj_description(to_regclass('linekeeper.legacy_links'), 'pg_class') AS link`,
  );
  return JSON.parse(rows[0]?.link ?? '{}') as Partial<LegacyLink>;
}
