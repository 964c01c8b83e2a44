-- `legacy restore` writes a value into the legacy table only if it's still the value that `contract` left there.
ALTER TABLE linekeeper.legacy_endings
    -- What the legacy table had in the two places of the number when `contract` had ended.
    ADD COLUMN column_value TEXT,
    ADD COLUMN config_value JSONB,
    -- Registered in Linekeeper after `contract`.
    ADD COLUMN is_new BOOLEAN NOT NULL DEFAULT false,
    -- What `restore` left as it is, because it was also changed in the legacy table. NULL: not restored yet.
    ADD COLUMN conflicts TEXT[];

-- When `contract` ended the link, while `restore` is undoing that. NULL: nothing is being restored.
ALTER TABLE linekeeper.legacy_links ADD COLUMN restores_from TIMESTAMPTZ(3);
