import { type Queryable, run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type KeyRing, UnreadableSecretError } from './key-ring.ts';
import { PLATFORM_TOKEN } from './provider-credentials.ts';
import { isSealed, isSecretSetting, type SealedSetting, sealSetting, settingPlace } from './sealed-settings.ts';

/** Tenants in one statement. */
const BATCH = 500;
/** How often the command retries settings that somebody changed meanwhile. */
const PASSES = 5;

/** How many secrets in plain text were encrypted, and how many were re-encrypted with the current key. */
export interface EncryptedSecrets {
  encrypted: number;
  rotated: number;
  /** Not encrypted, because they're damaged or their key is missing. */
  unreadable: number;
  /** Not encrypted, because somebody else changed them during each attempt. */
  busy: number;
}

interface Setting {
  id: TenantId;
  key: string;
  /** The JSON as PostgreSQL writes it, so that no digit of a number is lost. */
  value: string;
}

/**
 * For the operator: encrypts every provider secret with the current key, if it's in plain text or uses an older key.
 * Servers keep running. A setting is written only if it hasn't changed since it was read, so that no change is lost.
 */
export async function encryptSecrets(ctx: Context): Promise<EncryptedSecrets> {
  const {
    client: pool,
    config: { ring },
  } = await authorizePlatform(ctx, 'platform:operate');
  const total = { encrypted: 0, rotated: 0, unreadable: 0, busy: 0 };
  for (let pass = 1; pass === 1 || (total.busy > 0 && pass <= PASSES); pass++) {
    Object.assign(total, { unreadable: 0, busy: 0 });
    await rotatePlatformToken(pool, ring, total);
    for (let after = ''; ; ) {
      const settings = await readPage(pool, after);
      const last = settings.at(-1);
      if (!last) break;
      after = last.id;
      await encryptPage(pool, ring, settings, total);
    }
  }
  return total;
}

/** The platform's token was never stored in plain text. */
async function rotatePlatformToken(pool: Queryable, ring: KeyRing, total: EncryptedSecrets): Promise<void> {
  const [stored] = await run<{ token: string }>(
    pool,
    Prisma.sql`SELECT auth_token AS token FROM linekeeper.platform_credentials WHERE provider = 'twilio'`,
  );
  if (!stored || ring.isCurrent(stored.token)) return;
  let sealed: string;
  try {
    sealed = ring.seal(PLATFORM_TOKEN, ring.unseal(PLATFORM_TOKEN, stored.token));
  } catch (error) {
    if (!(error instanceof UnreadableSecretError)) throw error;
    total.unreadable++;
    return;
  }
  const written = await run(
    pool,
    Prisma.sql`
      UPDATE linekeeper.platform_credentials SET auth_token = ${sealed}
      WHERE provider = 'twilio' AND auth_token = ${stored.token} RETURNING provider
    `,
  );
  if (written.length > 0) total.rotated++;
  else total.busy++;
}

async function readPage(pool: Queryable, after: string): Promise<Setting[]> {
  return run<Setting>(
    pool,
    Prisma.sql`
      SELECT t.id, s.key, s.value::text AS value
      FROM (
        SELECT id, twilio_config FROM linekeeper.tenants
        WHERE id > ${after} AND twilio_config <> '{}' ORDER BY id LIMIT ${BATCH}::int
      ) AS t, jsonb_each(t.twilio_config) AS s
      ORDER BY t.id
    `,
  );
}

async function encryptPage(pool: Queryable, ring: KeyRing, page: Setting[], total: EncryptedSecrets): Promise<void> {
  const changes = new Map<TenantId, { settings: Setting[]; sealed: Record<string, SealedSetting>; rotated: number }>();
  for (const setting of page) {
    const { id, key, value } = setting;
    const parsed: unknown = JSON.parse(value);
    const isOld = isSealed(parsed);
    if (isOld ? ring.isCurrent(parsed.sealed) : !isSecretSetting(key, parsed)) continue;
    const place = settingPlace(id, key);
    const change = changes.get(id) ?? { settings: [], sealed: {}, rotated: 0 };
    try {
      change.sealed[key] = sealSetting(ring, id, key, isOld ? ring.unseal(place, parsed.sealed) : value);
    } catch (error) {
      if (!(error instanceof UnreadableSecretError)) throw error;
      total.unreadable++;
      continue;
    }
    change.settings.push(setting);
    if (isOld) change.rotated++;
    changes.set(id, change);
  }
  const written = await writeChanges(pool, changes);
  for (const [id, { settings, rotated }] of changes) {
    if (!written.has(id)) total.busy++;
    else {
      total.rotated += rotated;
      total.encrypted += settings.length - rotated;
    }
  }
}

async function writeChanges(
  pool: Queryable,
  changes: Map<TenantId, { settings: Setting[]; sealed: Record<string, unknown> }>,
): Promise<Set<string>> {
  if (changes.size === 0) return new Set();
  const all = [...changes.values()];
  const before = all.map(({ settings }) => {
    const entries = settings.map(({ key, value }) => `${JSON.stringify(key)}:${value}`);
    return `{${entries.join(',')}}`;
  });
  const after = all.map(({ sealed }) => JSON.stringify(sealed));
  const rows = await run<{ id: string }>(
    pool,
    Prisma.sql`
      UPDATE linekeeper.tenants t SET twilio_config = t.twilio_config || n.after
      FROM unnest(${[...changes.keys()]}::text[], ${before}::jsonb[], ${after}::jsonb[]) AS n (id, before, after)
      WHERE t.id = n.id AND NOT EXISTS (
        SELECT FROM jsonb_each(n.before) AS b WHERE t.twilio_config -> b.key IS DISTINCT FROM b.value
      )
      RETURNING t.id
    `,
  );
  return new Set(rows.map(({ id }) => id));
}
