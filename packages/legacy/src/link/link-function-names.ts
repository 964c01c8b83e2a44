/** The functions and triggers, in the order in which they are created. */
export const LINK_FUNCTIONS = [
  'legacy_config(jsonb, text[], jsonb)',
  'legacy_keep_secrets(jsonb, jsonb)',
  'legacy_write(text, boolean, text, boolean, jsonb)',
  'legacy_mirror()',
  'legacy_follow()',
  'legacy_read(text)',
  'legacy_row(text)',
  'legacy_update(text, jsonb)',
] as const;

/** The functions that the serving role calls itself. */
export const SERVING_FUNCTIONS = LINK_FUNCTIONS.filter((name) => /_(write|read|row|update)\(/.test(name));
