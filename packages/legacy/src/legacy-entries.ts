import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import type { LegacyStatus } from './legacy-company.ts';
import type { LegacyReason } from './legacy-reading.ts';
import type { LegacyShape } from './legacy-shape.ts';

/** A place where a number stands that is not simply to be moved, with the evidence there is of whose it is. */
export interface LegacyEntry {
  kind: Exclude<LegacyStatus, 'NONE' | 'CLEAN' | 'SETTLED'>;
  /** The line; null where the text is none. Entries of one line follow each other. */
  phoneNumber: PhoneNumber | null;
  companyId: string;
  companyName: string;
  /** The legacy column, the legacy setting, or our table: there stands who holds a TAKEN line. */
  place: 'phoneNumber' | 'twilioConfig.phoneNumber' | 'linekeeper.lines';
  /** As it stands there: a text, else JSON. */
  spelling: string;
  reason: LegacyReason | null;
  /** A number that was evidently meant. */
  suggestion: PhoneNumber | null;
  /** Null: not known. */
  companyCreatedAt: Date | null;
  companyUpdatedAt: Date | null;
  members: number | null;
  /** Of any member. */
  lastSignInAt: Date | null;
}

const PAGE = 1_000;

/** What staging found, a page at a time. Reads `legacy_staged` and `legacy_claimants` of the same connection. */
export async function* legacyEntries(client: pg.Client, shape: LegacyShape): AsyncGenerator<LegacyEntry[]> {
  await client.query('BEGIN TRANSACTION READ ONLY');
  try {
    await client.query(`DECLARE entries NO SCROLL CURSOR FOR ${entriesOf(shape)}`);
    for (;;) {
      const { rows } = await client.query<LegacyEntry>(`FETCH ${PAGE} FROM entries`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await client.query('ROLLBACK');
  }
}

const KINDS = `('CONFLICT', 1), ('TAKEN', 2), ('DISAGREE', 3), ('UNREADABLE', 4), ('CHANGED', 5), ('LOST', 6), ('SUPERSEDED', 7), ('BLANK', 8)`;

function entriesOf({ isMigrated, sql }: LegacyShape): string {
  const places = (kind: string, where: string) => `
    SELECT ${kind} AS kind, s.column_e164 AS line, s.tenant_id, 'phoneNumber' AS place, s.column_value AS spelling,
      s.column_reason AS reason, s.column_suggestion AS suggestion
    FROM legacy_staged s WHERE s.column_value IS NOT NULL AND ${where.replaceAll('LINE', 's.column_e164')}
    UNION ALL
    SELECT ${kind}, s.config_e164, s.tenant_id, 'twilioConfig.phoneNumber', s.config_value #>> '{}', s.config_reason, s.config_suggestion
    FROM legacy_staged s WHERE s.config_value IS NOT NULL AND s.config_value <> 'null' AND ${where.replaceAll('LINE', 's.config_e164')}`;
  const shared = places(`'CONFLICT'`, `s.status <> 'SUPERSEDED' AND LINE IN (SELECT e164 FROM legacy_claimants)`);
  const others = places('s.status', `s.status NOT IN ('CLEAN', 'CONFLICT')`);
  const holders = `
    SELECT DISTINCT 'TAKEN', n.e164, n.tenant_id, 'linekeeper.lines', n.e164, NULL, NULL
    FROM linekeeper.lines n JOIN legacy_staged s ON s.e164 = n.e164 AND s.status = 'TAKEN'`;
  const people = isMigrated
    ? `(SELECT count(*)::int FROM linekeeper.members m WHERE m.tenant_id = t.id::text) AS members,
       (SELECT max(p.created_at) FROM linekeeper.members m JOIN linekeeper.sessions p ON p.user_id = m.user_id WHERE m.tenant_id = t.id::text) AS "lastSignInAt"`
    : 'NULL::int AS members, NULL::timestamptz AS "lastSignInAt"';
  return `
    SELECT e.kind, e.line AS "phoneNumber", t.id::text AS "companyId", t.name AS "companyName", e.place, e.spelling,
      e.reason, e.suggestion, ${sql.createdAt} AS "companyCreatedAt", ${sql.updatedAt} AS "companyUpdatedAt", ${people}
    FROM (${shared} UNION ALL ${others} ${isMigrated ? `UNION ALL ${holders}` : ''}) AS e
    JOIN public.tenants t ON t.id::text = e.tenant_id
    JOIN (VALUES ${KINDS}) AS k(kind, rank) ON k.kind = e.kind
    ORDER BY k.rank, e.line, t.id, e.place`;
}
