import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import type { LegacyReason } from './legacy-reading.ts';
import type { LegacyShape } from './legacy-shape.ts';
import type { LegacyStatus } from './legacy-tenant.ts';

/** A stored number that can't simply be moved, or a line that isn't stored yet, with the evidence of who uses it. */
export interface LegacyEntry {
  kind: Exclude<LegacyStatus, 'NONE' | 'CLEAN' | 'HELD'> | 'REFUSED';
  /** The line. Null if the text isn't a number. Entries of one dispute follow each other: of a line, or of a company. */
  phoneNumber: PhoneNumber | null;
  tenantId: string;
  tenantName: string;
  /** The legacy column, the path in the legacy JSON, or our table, whose entry says who holds a line in Linekeeper. */
  place: string;
  /** As it's stored there, unless it can be a secret: see {@link shownSpelling}. */
  spelling: string;
  reason: LegacyReason | null;
  /** The number that was probably meant. */
  suggestion: PhoneNumber | null;
  /** Null if it isn't known. */
  tenantCreatedAt: Date | null;
  tenantUpdatedAt: Date | null;
  /** When the legacy product marked it as deleted. */
  tenantDeletedAt: Date | null;
  members: number | null;
  /** The last sign-in of any member. */
  lastSignInAt: Date | null;
}

const PAGE = 1_000;

/** The results of staging, in pages. Reads `legacy_staged` and `legacy_claimants` of the same connection. */
export async function* legacyEntries(client: pg.Client, shape: LegacyShape): AsyncGenerator<LegacyEntry[]> {
  await client.query('BEGIN TRANSACTION READ ONLY');
  try {
    await client.query(`DECLARE entries NO SCROLL CURSOR FOR ${entriesOf(shape)}`);
    for (;;) {
      const { rows } = await client.query<Omit<LegacyEntry, 'spelling'> & { stored: unknown }>(
        `FETCH ${PAGE} FROM entries`,
      );
      if (rows.length === 0) return;
      yield rows.map(({ stored, ...row }) => ({ ...row, spelling: shownSpelling(stored) }));
    }
  } finally {
    await client.query('ROLLBACK');
  }
}

const KINDS = `('SHARED', 1), ('TAKEN', 2), ('REFUSED', 3), ('DISAGREEING', 4), ('UNREADABLE', 5), ('CHANGED', 6), ('CLEARED', 7), ('MISSING', 8), ('BLANK', 9)`;

function entriesOf({ isMigrated, link, sql }: LegacyShape): string {
  const column = `'${(link.numberColumn ?? '').replaceAll("'", "''")}'`;
  const config = `'${[link.configColumn, ...link.configPath].join('.').replaceAll("'", "''")}'`;
  const places = (kind: string, where: string) => `
    SELECT ${kind} AS kind, s.column_e164 AS line, s.tenant_id, ${column} AS place, to_jsonb(s.column_value) AS stored,
      s.column_reason AS reason, s.column_suggestion AS suggestion
    FROM legacy_staged s WHERE s.column_value IS NOT NULL AND ${where.replaceAll('LINE', 's.column_e164')}
    UNION ALL
    SELECT ${kind}, s.config_e164, s.tenant_id, ${config}, s.config_value, s.config_reason, s.config_suggestion
    FROM legacy_staged s WHERE s.config_value IS NOT NULL AND s.config_value <> 'null' AND ${where.replaceAll('LINE', 's.config_e164')}`;
  const shared = places(`'SHARED'`, `s.status <> 'HELD' AND LINE IN (SELECT e164 FROM legacy_claimants)`);
  const others = places('s.status', `s.status NOT IN ('CLEAN', 'HELD', 'MISSING', 'SHARED')`);
  const ours = `
    SELECT DISTINCT s.status, n.e164, n.tenant_id, 'linekeeper.lines', to_jsonb(n.e164), NULL, NULL
    FROM linekeeper.lines n JOIN legacy_staged s ON (s.e164 = n.e164 AND s.status = 'TAKEN')
      OR (n.tenant_id = s.tenant_id AND s.status IN ('DISAGREEING', 'UNREADABLE', 'CHANGED', 'CLEARED', 'MISSING'))
    UNION ALL
    SELECT 'REFUSED', r.e164, r.tenant_id, 'linekeeper.refused_claims', to_jsonb(r.e164), NULL, NULL FROM linekeeper.refused_claims r`;
  const people = isMigrated
    ? `(SELECT count(*)::int FROM linekeeper.members m WHERE m.tenant_id = e.tenant_id) AS members,
       (SELECT max(p.created_at) FROM linekeeper.members m JOIN linekeeper.sessions p ON p.user_id = m.user_id WHERE m.tenant_id = e.tenant_id) AS "lastSignInAt"`
    : 'NULL::int AS members, NULL::timestamptz AS "lastSignInAt"';
  return `
    SELECT e.kind, e.line AS "phoneNumber", e.tenant_id AS "tenantId", ${sql.name} AS "tenantName", e.place, e.stored,
      e.reason, e.suggestion, ${sql.createdAt} AS "tenantCreatedAt", ${sql.updatedAt} AS "tenantUpdatedAt",
      ${sql.deletedAt} AS "tenantDeletedAt", ${people}
    FROM (${shared} UNION ALL ${others} ${isMigrated ? `UNION ALL ${ours}` : ''}) AS e
    LEFT JOIN ${sql.table} AS t ON ${sql.idText} = e.tenant_id
    JOIN (VALUES ${KINDS}) AS k(kind, rank) ON k.kind = e.kind
    ORDER BY k.rank, CASE WHEN e.kind IN ('SHARED', 'TAKEN') THEN e.line END, e.tenant_id, e.place`;
}

const MAX_LENGTH = 40;
const ASSIGNED = /(sid|token|secret|password|passwd|key|auth)\W/i;

/**
 * The content of a place, as far as it can be shown. A place can hold anything, even secrets, so only short texts and
 * plain values that don't look like a secret are shown.
 */
function shownSpelling(json: unknown): string {
  if (typeof json === 'number' || typeof json === 'boolean' || json === null) return String(json);
  if (typeof json !== 'string') return Array.isArray(json) ? '(a list)' : '(an object)';
  if (json.length > MAX_LENGTH || looksLikeToken(json) || ASSIGNED.test(json))
    return `(hidden: ${json.length} characters)`;
  return json;
}

/** Long runs of letters, or of letters and digits together, as keys and tokens are. */
function looksLikeToken(text: string): boolean {
  const runs = text.match(/[\w+/=.-]+/g) ?? [];
  return runs.some((run) => (run.length >= 12 && /\d/.test(run) && /[A-Za-z]/.test(run)) || /[A-Za-z_]{20}/.test(run));
}
