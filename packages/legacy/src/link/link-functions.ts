import { configValue, idOf, type LegacyShape, literal, literals, quoted } from '../legacy-shape.ts';

// What linking installs. The functions run with the owner's rights and a fixed search_path, so they work for whoever writes to the
// two tables. The setting linekeeper.mirroring prevents echoes: "on" while we write to the legacy table (nothing is followed),
// "off" in a transaction that writes lines and takes care of the legacy table itself (nothing is mirrored).

const DEFINER = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp';

/** The functions and triggers, in the order in which they are created. */
export const LINK_FUNCTIONS = [
  'legacy_config(jsonb, text[], jsonb)',
  'legacy_write(text, boolean, text, boolean, jsonb)',
  'legacy_mirror()',
  'legacy_follow()',
  'legacy_read(text)',
  'legacy_row(text)',
  'legacy_update(text, jsonb)',
] as const;

/** Those that the serving role calls itself. */
export const SERVING_FUNCTIONS = LINK_FUNCTIONS.filter((name) => /_(write|read|row|update)\(/.test(name));

/** Columns that the REST endpoint never shows. */
export const SECRET_NAME =
  /pass(word|wd|phrase|code)?|pwd|secret|token|hash|salt|\bpin\b|private|credential|api_?key|access_?key|signing|auth/i;

/** Sets a value within JSON, or removes it if it's NULL. Leaves everything else as it is. JSON that was encoded twice stays so. */
const CONFIG = `
CREATE OR REPLACE FUNCTION linekeeper.legacy_config(config jsonb, path text[], value jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  decoded jsonb;
BEGIN
  IF config IS NULL OR jsonb_typeof(config) = 'null' THEN
    IF value IS NULL THEN RETURN config; END IF;
    config := '{}';
  ELSIF jsonb_typeof(config) = 'string' THEN
    BEGIN
      decoded := (config #>> '{}')::jsonb;
    EXCEPTION WHEN OTHERS THEN
      RETURN config;
    END;
    IF jsonb_typeof(decoded) <> 'object' THEN RETURN config; END IF;
    RETURN to_jsonb(linekeeper.legacy_config(decoded, path, value)::text);
  ELSIF jsonb_typeof(config) <> 'object' THEN
    RETURN config;
  END IF;
  IF cardinality(path) = 1 THEN
    RETURN CASE WHEN value IS NULL THEN config - path[1] ELSE config || jsonb_build_object(path[1], value) END;
  END IF;
  IF value IS NULL AND NOT config ? path[1] THEN RETURN config; END IF;
  RETURN config || jsonb_build_object(path[1], linekeeper.legacy_config(config -> path[1], path[2:], value));
END $body$;`;

/** The statements that install everything for this legacy table, except the triggers. */
export function linkFunctions(shape: LegacyShape): string {
  return [CONFIG, write(shape), MIRROR, follow(shape), read(shape), row(shape), update(shape)].join('\n');
}

/** Writes a company's number to both places, or to one. Never throws, and waits for the row only shortly. */
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
) RETURNS text ${DEFINER} SET lock_timeout = '200ms' SET linekeeper.mirroring = 'on' AS $body$
#variable_conflict use_variable
BEGIN
  UPDATE ${sql.table} AS t SET ${sets.join(', ')}
  WHERE ${sql.id} = ${idOf(shape, 'company')} AND (${differs.join(' OR ')});
  RETURN 'DONE';
EXCEPTION
  WHEN unique_violation THEN RETURN 'HELD';
  WHEN OTHERS THEN RETURN 'FAILED';
END $body$;`;
}

/** A change of holder, for legacy readers. If the legacy unique index is in the way, the claim is refused. */
const MIRROR = `
CREATE OR REPLACE FUNCTION linekeeper.legacy_mirror() RETURNS trigger ${DEFINER} AS $body$
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
END $body$;`;

/** A change by the legacy product. Compares keys of the whole row, so that the product's own column changes break nothing. */
function follow({ link }: LegacyShape): string {
  const at = (row: string, name: string | null) => (name === null ? 'NULL::jsonb' : `${row} -> ${literal(name)}`);
  const number = (row: string) => at(row, link.numberColumn);
  const config = (row: string) => configValue(`(${at(row, link.configColumn)})`, link.configPath);
  const id = literal(link.idColumn);
  const name = literal(link.nameColumn);
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_follow() RETURNS trigger ${DEFINER} AS $body$
#variable_conflict use_variable
DECLARE
  before jsonb;
  after jsonb;
  number_changed boolean;
  config_changed boolean;
BEGIN
  IF current_setting('linekeeper.mirroring', true) = 'on' THEN RETURN NULL; END IF;
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
END $body$;`;
}

/** What the worker needs of a company, without secrets. */
function read(shape: LegacyShape): string {
  const { sql } = shape;
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_read(company text)
RETURNS TABLE (name text, country text, column_value text, config_value jsonb, config_is_object boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
  SELECT ${sql.name}, ${sql.country}, ${sql.column}, CASE WHEN ${sql.configIsObject} THEN ${sql.config} END, ${sql.configIsObject}
  FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, '$1')}
$body$;`;
}

/** The whole row for the REST endpoint, without columns whose names suggest a secret. */
function row(shape: LegacyShape): string {
  const { link, columns, sql } = shape;
  const hidden = [...columns.keys()].filter((name) => SECRET_NAME.test(name) && name !== link.configColumn);
  return `
CREATE OR REPLACE FUNCTION linekeeper.legacy_row(company text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
  SELECT to_jsonb(t) - ${literals(hidden)} FROM ${sql.table} AS t WHERE ${sql.id} = ${idOf(shape, '$1')}
$body$;`;
}

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
    ...link.writableColumns.map(
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
CREATE OR REPLACE FUNCTION linekeeper.legacy_update(company text, change jsonb) RETURNS text ${DEFINER} AS $body$
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
BEGIN
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
  filled := jsonb_populate_record(NULL::${sql.table}, others);
  UPDATE ${sql.table} AS t SET ${sets.join(', ')} WHERE ${sql.id} = ${idOf(shape, 'company')};
  RETURN 'DONE';
END $body$;`;
}
