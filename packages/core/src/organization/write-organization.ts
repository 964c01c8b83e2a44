import { isDeepStrictEqual } from 'node:util';
import {
  err,
  type Outcome,
  ok,
  SETTING_NAME_MAX_LENGTH,
  SETTING_NAMES_MAX,
  TWILIO_CONFIG_MAX_BYTES,
  TWILIO_CONFIG_MAX_KEYS,
} from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { Cause } from '../line/cause.ts';
import { hasUsedUpChanges } from '../line/change-limit.ts';
import { isUnreserved } from '../line/line-reservation.ts';
import { askedLineCte, claimCtes, releaseCtes } from '../line/line-writer.ts';
import { rerunLostRaces } from '../line/lost-race.ts';
import { unlessRefused } from '../line/refused-claim.ts';
import type { KeyRing } from '../provider/key-ring.ts';
import { isSecretSetting, sealSettings, unsealSettings } from '../provider/sealed-settings.ts';
import { noteSettings, type SettingChange } from '../settings/settings-events.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { StoreConnection } from './organization-store.ts';
import type { StoredOrganization } from './stored-organization.ts';

/** The changes of a company. Absent fields stay as they are. */
export interface OrganizationChange {
  name?: string | undefined;
  location?: string | null | undefined;
  timezone?: string | null | undefined;
  /** The number to claim. Null releases the number that is held. */
  phoneNumber?: PhoneNumber | null | undefined;
  /** How many numbers the company can claim in a day. Default: no limit. */
  changesPerDay?: number | undefined;
  /** Keys of `twilioConfig` with their new values. */
  setSettings: Record<string, unknown>;
  removeSettings: string[];
  /** Values of the store's other fields. */
  others?: Record<string, unknown> | undefined;
}

/**
 * CONFIG_TOO_LARGE: the settings are too large together with the stored ones. NOT_STORABLE: another store has no place for a
 * value. NOT_FOUND: the company was deleted. TOO_MANY_CHANGES: the company has claimed too many numbers today.
 */
export type UpdateOrganizationAnswer = Outcome<
  StoredOrganization,
  'PHONE_TAKEN' | 'CONFIG_TOO_LARGE' | 'NOT_STORABLE' | 'NOT_FOUND' | 'TOO_MANY_CHANGES'
>;

/** Changes everything or nothing. Throws TenantGoneError. */
export async function writeOrganization(
  { pool, transaction, ring }: StoreConnection & { ring: KeyRing },
  tenantId: TenantId,
  change: OrganizationChange,
  cause: Cause,
): Promise<UpdateOrganizationAnswer> {
  const { phoneNumber } = change;
  const setSettings = await sealChanged({ pool, ring }, tenantId, change.setSettings);
  const sealed = { ...change, setSettings };
  // Claims of one company wait for each other. Otherwise, each of them could lose to the next one, again and again.
  const claim = async (client: Queryable, number: PhoneNumber): Promise<UpdateOrganizationAnswer> =>
    (await hasUsedUpChanges(client, { tenantId, phoneNumber: number, changesPerDay: change.changesPerDay ?? 0 }))
      ? err('TOO_MANY_CHANGES')
      : updateOnce(client, tenantId, sealed, cause);
  const answer = await unlessRefused(pool, { tenantId, phoneNumber }, () =>
    rerunLostRaces(() =>
      phoneNumber ? transaction((client) => claim(client, phoneNumber)) : updateOnce(pool, tenantId, sealed, cause),
    ),
  );
  return answer ?? err('PHONE_TAKEN');
}

/** The settings as they're stored, without secrets that are stored already: encrypted again, they would look changed. */
async function sealChanged(
  { pool, ring }: { pool: Queryable; ring: KeyRing },
  tenantId: TenantId,
  settings: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const entries = Object.entries(settings);
  if (!entries.some(([key, value]) => isSecretSetting(key, value))) return settings;
  const [row] = await run<{ config: Record<string, unknown> }>(
    pool,
    Prisma.sql`
      SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}') AS config
      FROM linekeeper.tenants t, jsonb_each(t.twilio_config) AS s
      WHERE t.id = ${tenantId} AND s.key = ANY(${Object.keys(settings)}::text[])
    `,
  );
  const stored = unsealSettings(ring, tenantId, row?.config ?? {});
  const isStored = (key: string, value: unknown) =>
    isSecretSetting(key, value) && Object.hasOwn(stored, key) && isDeepStrictEqual(stored[key], value);
  const changed = entries.filter(([key, value]) => !isStored(key, value));
  return sealSettings(ring, tenantId, Object.fromEntries(changed));
}

type Row = StoredOrganization & { available: boolean; fits: boolean };

/**
 * A single statement, so that no transaction stays open between statements, except for a claim. It first locks the company's row
 * and computes the new settings, so that concurrent changes of different settings all take effect. It writes only if the settings are
 * within the limits and the number isn't another tenant's. Removing keys and repeating stored values is always allowed.
 */
async function updateOnce(
  pool: Queryable,
  tenantId: TenantId,
  { name, location, timezone, phoneNumber, setSettings, removeSettings }: OrganizationChange,
  cause: Cause,
): Promise<UpdateOrganizationAnswer> {
  const sets = Object.keys(setSettings).length > 0;
  const changesSettings = sets || removeSettings.length > 0;
  const changesDetails = name !== undefined || location !== undefined || timezone !== undefined;
  const [row] = await run<Row>(
    pool,
    Prisma.sql`
      WITH tenant AS (
        SELECT id,
          coalesce(${name ?? null}::text, name) AS name,
          CASE WHEN ${location !== undefined}::boolean THEN ${location ?? null}::text ELSE location END AS location,
          CASE WHEN ${timezone !== undefined}::boolean THEN ${timezone ?? null}::text ELSE timezone END AS timezone,
          CASE WHEN ${changesSettings}::boolean
            THEN (coalesce(twilio_config, '{}') || ${JSON.stringify(setSettings)}::jsonb) - ${removeSettings}::text[]
            ELSE twilio_config END AS config,
          name AS old_name, location AS old_location, timezone AS old_timezone, twilio_config AS before
        FROM linekeeper.tenants
        WHERE id = ${tenantId}
        FOR NO KEY UPDATE
      ), judged AS (
        SELECT *,
          ${isAvailable(tenantId, phoneNumber)} AS available,
          NOT ${sets}::boolean OR config IS NOT DISTINCT FROM before OR (
            (SELECT count(*) FROM jsonb_object_keys(config)) <= ${TWILIO_CONFIG_MAX_KEYS}::int
            AND ${CONFIG_BYTES} <= ${TWILIO_CONFIG_MAX_BYTES}::int
          ) AS fits
        FROM tenant
      ), accepted AS (
        SELECT * FROM judged WHERE available AND fits
      ), ${lineCtes(tenantId, phoneNumber, cause)}
      updated AS (
        UPDATE linekeeper.tenants SET
          name = accepted.name, location = accepted.location, timezone = accepted.timezone, twilio_config = accepted.config
        FROM accepted
        WHERE tenants.id = accepted.id AND ${changesSettings || changesDetails}::boolean
      ), noted AS (
        ${noteSettings(Prisma.sql`accepted`, { tenantId, cause }, [
          ...DETAILS,
          ...(changesSettings ? [changedNames([...Object.keys(setSettings), ...removeSettings].sort())] : []),
        ])}
      )
      SELECT id, name, location, timezone, available, fits, coalesce(config, '{}') AS "twilioConfig", ${
        phoneNumber === undefined
          ? Prisma.sql`(SELECT e164 FROM linekeeper.lines WHERE tenant_id = judged.id)`
          : Prisma.sql`${phoneNumber}::text`
      } AS "phoneNumber"
      FROM judged
    `,
  );
  if (!row) return err('NOT_FOUND');
  const { available, fits, ...stored } = row;
  if (!available) return err('PHONE_TAKEN');
  return fits ? ok(stored) : err('CONFIG_TOO_LARGE');
}

const DETAILS: readonly SettingChange[] = [
  ['NAME', Prisma.sql`to_jsonb(old_name)`, Prisma.sql`to_jsonb(name)`],
  ['LOCATION', Prisma.sql`to_jsonb(old_location)`, Prisma.sql`to_jsonb(location)`],
  ['TIMEZONE', Prisma.sql`to_jsonb(old_timezone)`, Prisma.sql`to_jsonb(timezone)`],
];

/** The names of the sent settings that differ from the stored ones, and before, those of them that had a value. */
function changedNames(keys: string[]): SettingChange {
  const changed = Prisma.sql`(
    SELECT left(key, ${SETTING_NAME_MAX_LENGTH}::int) AS key, before -> key IS NOT NULL AS had_value
    FROM unnest(${keys}::text[]) AS key
    WHERE before -> key IS DISTINCT FROM config -> key LIMIT ${SETTING_NAMES_MAX}::int
  ) AS changed`;
  return [
    'PROVIDER',
    // An object, because the same list as after would count as unchanged.
    Prisma.sql`(
      SELECT jsonb_build_object('names', coalesce(jsonb_agg(key) FILTER (WHERE had_value), '[]'))
      FROM ${changed} HAVING count(*) > 0
    )`,
    Prisma.sql`(SELECT jsonb_agg(key) FROM ${changed})`,
  ];
}

/** Whether no other tenant holds the line or has it reserved. */
function isAvailable(tenantId: TenantId, phoneNumber: PhoneNumber | null | undefined): Prisma.Sql {
  const line = phoneNumber ?? null;
  return Prisma.sql`(
    NOT EXISTS (SELECT FROM linekeeper.lines WHERE e164 = ${line}::text AND tenant_id <> ${tenantId})
    AND (
      ${isUnreserved(tenantId, line)}
      OR EXISTS (SELECT FROM linekeeper.lines WHERE e164 = ${line}::text AND tenant_id = ${tenantId})
    )
  )`;
}

/**
 * How long the settings are as text. An encrypted setting counts with the length of its content; encrypted, it's base64
 * of the content and 28 more bytes.
 */
const CONFIG_BYTES = Prisma.sql`(
  SELECT coalesce(sum(octet_length(key) + 6 + CASE
    WHEN jsonb_typeof(value) = 'object' AND value ? 'sealed' THEN octet_length(split_part(value ->> 'sealed', '.', 3)) * 3 / 4 - 28
    ELSE octet_length(value::text) END), 0)
  FROM jsonb_each(config)
)`;

const ACCEPTED = Prisma.sql`EXISTS (SELECT FROM accepted)`;

/** The parts of the statement that change the line, with a trailing comma. */
function lineCtes(tenantId: TenantId, phoneNumber: PhoneNumber | null | undefined, cause: Cause): Prisma.Sql {
  if (phoneNumber === undefined) return Prisma.empty;
  const ctes =
    phoneNumber === null
      ? releaseCtes({ tenantId, cause, condition: ACCEPTED })
      : Prisma.sql`${askedLineCte({ tenantId, phoneNumber, cause })}, ${claimCtes({ condition: ACCEPTED })}`;
  return Prisma.sql`${ctes},`;
}
