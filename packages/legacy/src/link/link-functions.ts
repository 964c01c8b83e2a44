import { configValue, idOf, type LegacyShape, literal, literals, quoted } from '../legacy-shape.ts';
import { CONFIG } from './config-function.ts';
import { KEEP_SECRETS_FUNCTIONS, SECRET_NAME } from './keep-secrets-function.ts';
import { lockFunction } from './lock-function.ts';
import { writableOf } from './writable-columns.ts';

// What linking installs. The functions run with the owner's rights and a fixed search_path, so they work for anyone who writes to the
// two tables. The setting linekeeper.mirroring prevents echoes: "on" while we write to the legacy table (nothing is followed),
// "off" in a transaction that writes lines and takes care of the legacy table itself (nothing is mirrored).

// Without row_security, a legacy row that a policy hides is an error, and not a company that was deleted.
const RIGHTS = 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET row_security = off';
const DEFINER = `LANGUAGE plpgsql ${RIGHTS}`;

/** The statements that install everything for this legacy table, except the triggers. */
export function linkFunctions(shape: LegacyShape): string {
  return [
    CONFIG,
    KEEP_SECRETS_FUNCTIONS,
    write(shape),
    lockFunction(shape, DEFINER),
    MIRROR,
    follow(shape),
    read(shape),
    row(shape),
    update(shape),
  ].join('\n');
}

/** Writes a company's number to both places, or to one. Never throws, and waits for the row only briefly. */
function write(shape: LegacyShape): string {
  const { link, columns, sql } = shape;
  const sets: string[] = [];
  const differs: string[] = [];
  if (link.numberColumn !== null) {
    const name = quoted(link.numberColumn);
    sets.push(`${name} = CASE WHEN sets_column THEN new_column::${columns.get(link.numberColumn)} ELSE t.${name} END`);
    differs.push(`(sets_column AND ${sql.column} IS DISTINCT FROM new_column)`);
  }
  if (link.configColumn !== null) {
    const name = quoted(link.configColumn);
    const changed = `linekeeper.legacy_config(${sql.settings}, ${literals(link.configPath)}, new_config)`;
    sets.push(`${name} = CASE WHEN sets_config THEN ${changed}::${columns.get(link.configColumn)} ELSE t.${name} END`);
    differs.push(`(sets_config AND ${sql.settings} IS DISTINCT FROM ${changed})`);
  }
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_write(
  company text, sets_column boolean, new_column text, sets_config boolean, new_config jsonb
) RETURNS text ${DEFINER} SET lock_timeout = '200ms' AS ${literal(`
#variable_conflict use_variable
DECLARE
  mirroring text := coalesce(current_setting('linekeeper.mirroring', true), '');
BEGIN
  -- Not a SET of the function: only a superuser can create one with a setting that PostgreSQL doesn't know.
  PERFORM set_config('linekeeper.mirroring', 'on', true);
  UPDATE ${sql.table} AS t SET ${sets.join(', ')}
  WHERE ${sql.id} = ${idOf(shape, 'company')} AND (${differs.join(' OR ')});
  PERFORM set_config('linekeeper.mirroring', mirroring, true);
  RETURN 'DONE';
-- An exception also undoes the setting.
EXCEPTION
  WHEN unique_violation THEN RETURN 'HELD';
  WHEN OTHERS THEN RETURN 'FAILED';
END`)};`;
}

/** A change of holder, for legacy readers. If the legacy unique index rejects it, the claim is refused. */
const MIRROR = `
CREATE OR REPLACE FUNCTION linekeeper.legacy_mirror() RETURNS trigger ${DEFINER} AS ${literal(`
#variable_conflict use_variable
DECLARE
  company text;
  line text;
  answer text;
BEGIN
  IF current_setting('linekeeper.mirroring', true) = 'off' THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN company := OLD.tenant_id; ELSE company := NEW.tenant_id; END IF;
  SELECT e164 INTO line FROM linekeeper.lines WHERE tenant_id = company;
  -- The line was replaced: this is written for the new one.
  IF TG_OP = 'DELETE' AND line IS NOT NULL THEN RETURN NULL; END IF;
  answer := linekeeper.legacy_write(company, true, line, true, to_jsonb(line));
  IF answer = 'HELD' THEN
    RAISE unique_violation USING CONSTRAINT = 'lines_refused', MESSAGE = 'Another company has this number in the legacy table';
  ELSIF answer <> 'DONE' THEN
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES (company, 'MIRROR');
  END IF;
  DELETE FROM linekeeper.line_reservations WHERE tenant_id = company;
  RETURN NULL;
END`)};`;

/** A change by the legacy product. Compares keys of the whole row, so that the product's own column changes break nothing. */
function follow({ link, sql }: LegacyShape): string {
  const at = (row: string, name: string | null) => (name === null ? 'NULL::jsonb' : `${row} -> ${literal(name)}`);
  const number = (row: string) => at(row, link.numberColumn);
  const config = (row: string) => configValue(`(${at(row, link.configColumn)})`, link.configPath);
  const id = literal(link.idColumn);
  const name = literal(link.nameColumn);
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_follow() RETURNS trigger ${DEFINER} AS ${literal(`
#variable_conflict use_variable
DECLARE
  before jsonb;
  after jsonb;
  number_changed boolean;
  config_changed boolean;
BEGIN
  IF current_setting('linekeeper.mirroring', true) = 'on' THEN RETURN NULL; END IF;
  IF TG_OP = 'TRUNCATE' THEN
    -- The trigger runs before the TRUNCATE, so the companies are still in the table.
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind, column_changed, config_changed)
    SELECT ${sql.idText}, 'FOLLOW', true, true FROM ${sql.table} AS t;
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
  number_changed := (${number('before')}) IS DISTINCT FROM (${number('after')});
  config_changed := ${config('before')} IS DISTINCT FROM ${config('after')};
  IF before ->> ${id} IS DISTINCT FROM after ->> ${id} THEN
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind, column_changed, config_changed)
    SELECT id, 'FOLLOW', true, true FROM unnest(ARRAY[before ->> ${id}, after ->> ${id}]) AS id WHERE id IS NOT NULL;
  ELSIF number_changed OR config_changed OR before -> ${name} IS DISTINCT FROM after -> ${name} THEN
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind, column_changed, config_changed)
    VALUES (after ->> ${id}, 'FOLLOW', number_changed, config_changed);
  END IF;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  -- A write of the legacy product must never fail because of us. The census finds what was missed.
  RETURN NULL;
END`)};`;
}

/** What the worker needs to know about a company, without secrets. */
function read(shape: LegacyShape): string {
  const { sql } = shape;
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_read(company text)
RETURNS TABLE (name text, country text, column_value text, config_value jsonb, config_is_object boolean)
LANGUAGE sql STABLE ${RIGHTS} AS ${literal(`
  SELECT ${sql.name}, ${sql.country}, ${sql.column}, CASE WHEN ${sql.configIsObject} THEN ${sql.config} END, ${sql.configIsObject}
  FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, '$1')}`)};`;
}

/** The whole row for the REST endpoint, without columns whose names suggest a secret. */
function row(shape: LegacyShape): string {
  const { link, columns, sql } = shape;
  const hidden = [...columns.keys()].filter((name) => SECRET_NAME.test(name) && name !== link.configColumn);
  // As JavaScript writes them: PostgreSQL's JSON has no Z, and browsers would take such a time for a local one.
  const times = [...columns].flatMap(([name, type]) => {
    if (!type.startsWith('timestamp')) return [];
    const utc = type.includes('with time zone') ? `t.${quoted(name)} AT TIME ZONE 'UTC'` : `t.${quoted(name)}`;
    return [`${literal(name)}, to_char(${utc}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`];
  });
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_row(company text) RETURNS jsonb
LANGUAGE sql STABLE ${RIGHTS} AS ${literal(`
  SELECT (to_jsonb(t) || jsonb_build_object(${times.join(', ')})) - ${literals(hidden)}
  FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, '$1')}`)};`;
}

/**
 * What a company changes while `restore` runs is newer than what it changed before. So `restore` finds no difference there
 * between its record and our own table, and leaves the new value in the legacy row.
 */
const SUPERSEDE = `
  UPDATE linekeeper.legacy_endings e SET
    name = CASE WHEN change ? 'name' THEN own.name ELSE e.name END,
    location = CASE WHEN change ? 'location' THEN own.location ELSE e.location END,
    timezone = CASE WHEN change ? 'timezone' THEN own.timezone ELSE e.timezone END,
    twilio_config = CASE WHEN changes_config THEN (coalesce(e.twilio_config, '{}') - changed_keys)
      || coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(own.twilio_config) WHERE key = ANY (changed_keys)), '{}')
      ELSE e.twilio_config END
  FROM linekeeper.tenants own WHERE own.id = company AND e.tenant_id = company;`;

/**
 * A change of a company's details and settings, as
 * `{ name?, location?, timezone?, set: {}, remove: [], others: {}, maxKeys, maxBytes }`.
 */
function update(shape: LegacyShape): string {
  const { link, columns, sql } = shape;
  const own = [...(columns.has('location') ? ['location'] : []), ...(columns.has('timezone') ? ['timezone'] : [])];
  const sets = [
    `${quoted(link.nameColumn)} = CASE WHEN change ? 'name' THEN change ->> 'name' ELSE t.${quoted(link.nameColumn)} END`,
    ...own.map(
      (name) =>
        `${quoted(name)} = CASE WHEN change ? ${literal(name)} THEN change ->> ${literal(name)} ELSE t.${quoted(name)} END`,
    ),
    ...writableOf(link).map(
      (name) =>
        `${quoted(name)} = CASE WHEN others ? ${literal(name)} THEN filled.${quoted(name)} ELSE t.${quoted(name)} END`,
    ),
  ];
  const updated = ['updatedAt', 'updated_at'].find((name) => columns.has(name));
  if (updated) {
    const now = columns.get(updated)?.includes('with time zone') ? 'now()' : `now() AT TIME ZONE 'UTC'`;
    sets.push(`${quoted(updated)} = ${now}`);
  }
  if (link.configColumn !== null) {
    sets.push(
      `${quoted(link.configColumn)} = CASE WHEN changes_config THEN config::${columns.get(link.configColumn)} ELSE t.${quoted(link.configColumn)} END`,
    );
  }
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_update(company text, change jsonb) RETURNS text ${DEFINER} AS ${literal(`
#variable_conflict use_variable
DECLARE
  before jsonb;
  config jsonb;
  shown jsonb;
  entry record;
  filled ${sql.table};
  others jsonb := coalesce(change -> 'others', '{}');
  sets_config boolean := coalesce(change -> 'set', '{}') <> '{}';
  changes_config boolean := coalesce(change -> 'set', '{}') <> '{}' OR coalesce(change -> 'remove', '[]') <> '[]';
  changed_keys text[] := ARRAY(
    SELECT jsonb_object_keys(coalesce(change -> 'set', '{}'))
    UNION ALL SELECT jsonb_array_elements_text(coalesce(change -> 'remove', '[]'))
  );
BEGIN${SUPERSEDE}
  SELECT ${sql.settings} INTO before FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, 'company')} FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'NOT_FOUND'; END IF;
  config := before;
  FOR entry IN SELECT key, value FROM jsonb_each(coalesce(change -> 'set', '{}')) LOOP
    config := linekeeper.legacy_config(config, ARRAY[entry.key], entry.value);
  END LOOP;
  FOR entry IN SELECT value AS key FROM jsonb_array_elements_text(coalesce(change -> 'remove', '[]')) LOOP
    config := linekeeper.legacy_config(config, ARRAY[entry.key], NULL);
  END LOOP;
  shown := CASE jsonb_typeof(config) WHEN 'object' THEN config ELSE '{}' END;
  IF sets_config AND config IS DISTINCT FROM before AND (
    (SELECT count(*) FROM jsonb_object_keys(shown)) > (change ->> 'maxKeys')::int
    OR octet_length(config::text) > (change ->> 'maxBytes')::int
  ) THEN
    RETURN 'CONFIG_TOO_LARGE';
  END IF;
  SELECT coalesce(jsonb_object_agg(key, linekeeper.legacy_keep_secrets(to_jsonb(t) -> key, value)), '{}') INTO others
  FROM jsonb_each(others), ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, 'company')};
  filled := jsonb_populate_record(NULL::${sql.table}, others);
  UPDATE ${sql.table} AS t SET ${sets.join(', ')} WHERE ${sql.id} = ${idOf(shape, 'company')};
  RETURN 'DONE';
END`)};`;
}
