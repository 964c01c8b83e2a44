import { createHash } from 'node:crypto';
import { createKeyRing, type EncryptionKey, sealSettings, type TenantId } from '@linekeeper/core';
import type pg from 'pg';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';

const BATCH = 500;

/** A setting that is nested deeper isn't copied, because it couldn't be written as JSON again. */
const MAX_DEPTH = 1_000;

/** The settings of the linked table, copied into our own tables with their secrets encrypted. */
export class SettingsCopy {
  /** Company → a digest of the settings that were copied last. */
  readonly #copied = new Map<string, string>();
  readonly #ring;

  constructor(
    private readonly client: pg.Client,
    private readonly shape: LegacyShape,
    private readonly encryptionKeys: readonly EncryptionKey[],
  ) {
    this.#ring = createKeyRing(encryptionKeys);
  }

  /**
   * Copies what has changed since the last kept copy. A copy in a transaction that can still be undone isn't kept.
   * Throws {@link LegacyStorageError} if there is a secret and no key.
   */
  async copyChanged({ isKept }: { isKept: boolean }): Promise<void> {
    const { sql, link } = this.shape;
    if (link.configColumn === null) return;
    // Digests first: nearly all of them are known, and the settings can be large.
    const { rows } = await this.client.query<{ id: string; digest: string }>(
      `SELECT own.id, md5(coalesce(${sql.settings}::text, '')) AS digest
       FROM ${sql.table} AS t JOIN linekeeper.tenants own ON own.id = ${sql.idText}`,
    );
    const changed = rows.filter(({ id, digest }) => this.#copied.get(id) !== digest).map(({ id }) => id);
    for (let first = 0; first < changed.length; first += BATCH) {
      const copied = await this.#copy(changed.slice(first, first + BATCH));
      if (isKept) for (const [id, digest] of copied) this.#copied.set(id, digest);
    }
  }

  /** Returns the digests of what was copied. */
  async #copy(ids: string[]): Promise<[string, string][]> {
    const { sql } = this.shape;
    const { rows } = await this.client.query<{ id: string; text: string | null }>(
      `SELECT ${sql.idText} AS id, ${sql.settings}::text AS text FROM ${sql.table} AS t WHERE ${sql.idText} = ANY($1::text[])`,
      [ids],
    );
    const sealed = rows.map(({ id, text }) => this.#sealed(id as TenantId, text));
    await this.client.query(
      `UPDATE linekeeper.tenants own SET twilio_config = given.config
       FROM unnest($1::text[], $2::jsonb[]) AS given (id, config) WHERE own.id = given.id`,
      [rows.map(({ id }) => id), sealed.map((settings) => settings && storableJson(settings))],
    );
    return rows.map(({ id, text }) => [
      id,
      createHash('md5')
        .update(text ?? '')
        .digest('hex'),
    ]);
  }

  #sealed(id: TenantId, text: string | null): Record<string, unknown> | null {
    const all = settingsOf(text === null ? null : JSON.parse(text), this.shape.link.configPath);
    if (all === null) return null;
    const settings = Object.fromEntries(Object.entries(all).filter(([, value]) => !isDeeperThan(MAX_DEPTH, value)));
    try {
      return sealSettings(this.#ring, id, settings);
    } catch (error) {
      if (this.encryptionKeys.length > 0) throw error;
      throw new LegacyStorageError(
        'Nothing was changed: the settings contain secrets, which must be encrypted. Set LINEKEEPER_SECRET to the same value as on the servers. If they generated it, it is in the file "secret" in their data folder',
      );
    }
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

/**
 * As JSON, with a replacement for what PostgreSQL can't store: NUL and half of a surrogate pair. JSON that was encoded twice
 * can hold them.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\(?:\\|u0000|ud[89a-f][\da-f]{2})/g, (found) =>
    found === '\\\\' ? found : '�',
  );
}

/** The settings without the number; null: there are none. Settings that were encoded twice are read like others. */
export function settingsOf(value: unknown, path: readonly string[]): Record<string, unknown> | null {
  const object = decodedObject(value);
  if (object === null) return null;
  const [key = '', ...rest] = path;
  const { [key]: inner, ...others } = object;
  if (rest.length === 0 || inner === undefined) return others;
  return { ...others, [key]: settingsOf(inner, rest) ?? inner };
}

/** A JSON object, also one that was encoded twice. Null: it isn't one. */
export function decodedObject(value: unknown): Record<string, unknown> | null {
  if (typeof value === 'string') {
    try {
      return decodedObject(JSON.parse(value));
    } catch {
      return null;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
