import { printableName } from '@linekeeper/contract';
import type pg from 'pg';
import { countOf, formatCount } from './format-count.ts';
import { readLegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import type { LegacyLink } from './link/legacy-link.ts';
import { readRememberedLink } from './link/remembered-link.ts';
import { stageLegacy } from './staging.ts';

const NAMED = 3;

/** The lines that only Linekeeper has: the legacy table doesn't have them for the companies that hold them. */
export class OnlyOurs {
  private constructor(
    private readonly client: pg.Client,
    /** Null: the database has no legacy table, or we have no lines. */
    private readonly table: string | null,
    private readonly isMigrated: boolean,
  ) {}

  /** Reads the legacy table at this moment. `wanted`: where it is, unless it's where the last link had it. */
  static async read(client: pg.Client, wanted: Partial<LegacyLink>): Promise<OnlyOurs> {
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('linekeeper.lines') IS NOT NULL AS there`,
    );
    const isMigrated = rows[0]?.there ?? false;
    const { rowCount } = isMigrated ? await client.query('SELECT FROM linekeeper.lines LIMIT 1') : { rowCount: 0 };
    if (rowCount === 0) return new OnlyOurs(client, null, isMigrated);
    const shape = await readLegacyShape(client, {
      ...(await readRememberedLink(client)),
      ...wanted,
      writableColumns: [],
    }).catch((error: unknown) => {
      if (error instanceof LegacyStorageError) return null;
      throw error;
    });
    if (shape) await stageLegacy(client, shape, {});
    return new OnlyOurs(client, shape && `${shape.link.schema}.${shape.link.table}`, isMigrated);
  }

  /** Until the transaction ends, nobody gets or loses a line. */
  async lock(): Promise<void> {
    if (this.isMigrated) await this.client.query('LOCK TABLE linekeeper.lines IN ACCESS EXCLUSIVE MODE');
  }

  /** Throws a {@link LegacyStorageError} that says which companies have such lines, if there are any now. */
  async refuse(): Promise<void> {
    if (!this.isMigrated) return;
    const inLegacy = this.table
      ? 'SELECT FROM legacy_staged s WHERE s.tenant_id = n.tenant_id AND n.e164 IN (s.column_e164, s.config_e164)'
      : 'SELECT WHERE false';
    const { rows } = await this.client.query<{ id: string; companies: number }>(
      `SELECT n.tenant_id AS id, (count(*) OVER ())::int AS companies FROM linekeeper.lines n WHERE NOT EXISTS (${inLegacy})
       ORDER BY n.tenant_id LIMIT ${NAMED}`,
    );
    const companies = rows[0]?.companies ?? 0;
    if (companies === 0) return;
    const more = companies - rows.length;
    const ids = [...rows.map(({ id }) => printableName(id)), ...(more > 0 ? [`${formatCount(more)} more`] : [])];
    const where = this.table
      ? `${this.table} doesn't have`
      : 'no legacy table has (if it has another name, use the options of linekeeper legacy link)';
    throw new LegacyStorageError(
      `Nothing was removed: ${countOf(companies, 'company holds a line', 'companies hold lines')} in Linekeeper that ${where}: ${ids.join(', ')}.\nTo write such lines into the legacy table, run linekeeper legacy link, decide about what linekeeper census lists, and run linekeeper legacy unlink. To delete them, add --delete-lines`,
    );
  }
}
