import { literal } from '../legacy-shape.ts';

/** Sets a value within JSON, or removes it if it's NULL. Leaves everything else as it is. JSON that was encoded twice stays encoded twice. */
export const CONFIG = `
CREATE OR REPLACE FUNCTION linekeeper.legacy_config(config jsonb, path text[], value jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS ${literal(`
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
END`)};`;
