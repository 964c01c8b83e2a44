import { JSON_MAX_DEPTH } from '@linekeeper/contract';
import { literal } from '../legacy-shape.ts';

/** Columns and keys that the REST endpoint never shows. */
export const SECRET_NAME =
  /pass(word|wd|phrase|code)?|pwd|secret|token|hash|salt|\bpin\b|private|credential|api_?key|access_?key|signing|auth/i;

const IS_SECRET = `key ~* ${literal(SECRET_NAME.source.replaceAll('\\b', '\\y'))}`;

/** JSON without its secrets, as people are shown it. What is deeper stays as it is: nobody can save so deep a value. */
const SHOWN = `
CREATE OR REPLACE FUNCTION linekeeper.legacy_shown(value jsonb, depth int) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS ${literal(`
BEGIN
  IF depth = 0 THEN RETURN value; END IF;
  IF jsonb_typeof(value) = 'array' THEN
    RETURN (
      SELECT coalesce(jsonb_agg(linekeeper.legacy_shown(item.value, depth - 1) ORDER BY place), '[]')
      FROM jsonb_array_elements(value) WITH ORDINALITY AS item (value, place)
    );
  ELSIF jsonb_typeof(value) = 'object' THEN
    RETURN (
      SELECT coalesce(jsonb_object_agg(key, linekeeper.legacy_shown(entry.value, depth - 1)), '{}')
      FROM jsonb_each(value) AS entry WHERE NOT ${IS_SECRET}
    );
  END IF;
  RETURN value;
END`)};`;

/**
 * The JSON that a person has saved, plus the secrets of the previous JSON. They weren't shown, so their absence isn't a change. An item
 * of a list gets the secrets of the item that looks the same without them: the one at its place, otherwise the first one. If none does,
 * it gets those of the item at its place if the list is as long as before. Each item is compared by a hash, because comparing each with each
 * other takes hours if lists are nested.
 */
const KEEP_SECRETS = `
CREATE OR REPLACE FUNCTION linekeeper.legacy_keep_secrets(before jsonb, after jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS ${literal(`
BEGIN
  IF before = after THEN RETURN after; END IF;
  IF jsonb_typeof(before) = 'array' AND jsonb_typeof(after) = 'array' THEN
    RETURN (
      WITH old AS MATERIALIZED (
        SELECT value, place, linekeeper.legacy_shown(value, ${JSON_MAX_DEPTH}) AS shown
        FROM jsonb_array_elements(before) WITH ORDINALITY AS e (value, place)
      ), same AS MATERIALIZED (
        SELECT shown, min(place) AS place FROM old GROUP BY shown
      ), item AS MATERIALIZED (
        SELECT value, place, linekeeper.legacy_shown(value, ${JSON_MAX_DEPTH}) AS shown
        FROM jsonb_array_elements(after) WITH ORDINALITY AS e (value, place)
      ), pair AS (
        SELECT item.value, item.place, CASE
            WHEN here.shown = item.shown THEN item.place
            WHEN same.place IS NOT NULL THEN same.place
            WHEN jsonb_array_length(before) = jsonb_array_length(after) THEN item.place
          END AS kept
        FROM item LEFT JOIN old AS here ON here.place = item.place LEFT JOIN same ON same.shown = item.shown
      )
      SELECT coalesce(jsonb_agg(
        CASE WHEN old.place IS NULL THEN pair.value ELSE linekeeper.legacy_keep_secrets(old.value, pair.value) END
        ORDER BY pair.place
      ), '[]')
      FROM pair LEFT JOIN old ON old.place = pair.kept
    );
  END IF;
  IF jsonb_typeof(before) IS DISTINCT FROM 'object' OR jsonb_typeof(after) IS DISTINCT FROM 'object' THEN RETURN after; END IF;
  RETURN after || coalesce((
    SELECT jsonb_object_agg(key, CASE WHEN after ? key THEN linekeeper.legacy_keep_secrets(value, after -> key) ELSE value END)
    FROM jsonb_each(before) WHERE after ? key OR ${IS_SECRET}
  ), '{}');
END`)};`;

export const KEEP_SECRETS_FUNCTIONS = SHOWN + KEEP_SECRETS;
