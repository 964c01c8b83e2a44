-- A company can lose a line by a decision, be assigned another one, and be emptied by `contract --empty`. The record of a company
-- keeps what its places had before the first of them.
ALTER TABLE linekeeper.legacy_settlements
    -- Every line that a decision has given to another company.
    ADD COLUMN lost TEXT[] COLLATE "C" NOT NULL DEFAULT '{}',
    -- `contract --empty` has removed a number: the line that it was, and its spelling in the two places.
    ADD COLUMN was_emptied BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN emptied_e164 TEXT COLLATE "C",
    ADD COLUMN emptied_column TEXT,
    ADD COLUMN emptied_config JSONB;

UPDATE linekeeper.legacy_settlements SET lost = ARRAY[e164] WHERE outcome = 'LOST' AND e164 IS NOT NULL;
UPDATE linekeeper.legacy_settlements
SET outcome = 'MOVED', was_emptied = true, emptied_e164 = e164, emptied_column = column_value, emptied_config = config_value,
    column_value = NULL, config_value = NULL
WHERE outcome = 'EMPTIED';
