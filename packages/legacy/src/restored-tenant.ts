import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';

/** The details of a company that both systems have. */
export interface Details {
  name: string;
  location: string | null;
  timezone: string | null;
}

/** What a company has in Linekeeper, what `contract` left in the legacy table, and what it removed there. */
export interface RestoredTenant {
  line: PhoneNumber | null;
  /** Registered after `contract`. */
  isNew: boolean;
  wasEmptied: boolean;
  /** The line of the number that was removed, and its spelling in the two places. */
  emptied: PhoneNumber | null;
  emptiedColumn: string | null;
  emptiedConfig: unknown;
  /** A person had decided about it, and its JSON wasn't an object then. */
  isDecided: boolean;
  /** What was left in the two places. */
  endedColumn: string | null;
  endedConfig: unknown;
  /** The legacy product has changed the number since the table was linked again. That is followed. */
  isQueued: boolean;
  own: Details;
  ended: Details;
  /** Somebody set the name in Linekeeper. Otherwise, it came with a sign-in from the product, whose own row is newer. */
  isOurName: boolean;
  /** The name before that. */
  previousName: string | null;
  /** Settings as they're stored: secrets are encrypted. */
  ownSettings: Record<string, unknown> | null;
  endedSettings: Record<string, unknown> | null;
}

export async function readRestoredTenants(
  client: pg.Client,
  ids: readonly string[],
): Promise<Map<string, RestoredTenant>> {
  const { rows } = await client.query<RestoredTenant & { id: string }>(
    `SELECT own.id, n.e164 AS line, e.is_new AS "isNew", coalesce(s.was_emptied, false) AS "wasEmptied", s.emptied_e164 AS emptied,
       coalesce(s.outcome IN ('ASSIGNED', 'DROPPED') AND s.config_value IS NULL, false) AS "isDecided",
       s.emptied_column AS "emptiedColumn", s.emptied_config AS "emptiedConfig",
       e.column_value AS "endedColumn", e.config_value AS "endedConfig",
       EXISTS (SELECT FROM linekeeper.legacy_queue q WHERE q.tenant_id = own.id AND (q.column_changed OR q.config_changed)) AS "isQueued",
       jsonb_build_object('name', own.name, 'location', own.location, 'timezone', own.timezone) AS own,
       jsonb_build_object('name', e.name, 'location', e.location, 'timezone', e.timezone) AS ended,
       v.id IS NOT NULL AS "isOurName", v.before #>> '{}' AS "previousName",
       own.twilio_config AS "ownSettings", e.twilio_config AS "endedSettings"
     FROM linekeeper.tenants own JOIN linekeeper.legacy_endings e ON e.tenant_id = own.id
     LEFT JOIN linekeeper.lines n ON n.tenant_id = own.id LEFT JOIN linekeeper.legacy_settlements s ON s.tenant_id = own.id
     LEFT JOIN LATERAL (
       SELECT * FROM linekeeper.settings_events v WHERE v.tenant_id = own.id AND v.setting = 'NAME' AND v.after = to_jsonb(own.name)
       ORDER BY v.id DESC LIMIT 1
     ) AS v ON true
     WHERE own.id = ANY($1::text[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...tenant }) => [id, tenant]));
}
