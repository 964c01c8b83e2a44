-- The move out of a legacy system. Only packages/legacy uses these tables. Linking also installs functions and triggers,
-- whose text depends on the names in the legacy system.

-- Where the legacy product stores its companies' numbers. At most one row.
CREATE TABLE linekeeper.legacy_links (
    id BIGINT PRIMARY KEY DEFAULT 1,
    table_schema TEXT NOT NULL,
    table_name TEXT NOT NULL,
    id_column TEXT NOT NULL,
    name_column TEXT NOT NULL,
    -- At least one of the two: a column with the number, and a JSON column with the number at a path.
    number_column TEXT,
    config_column TEXT,
    config_path TEXT[] NOT NULL,
    -- Reads national numbers of companies without a country.
    country TEXT,
    -- Other columns that the REST endpoint can write.
    writable_columns TEXT[] NOT NULL,
    linked_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    -- Since then the legacy table is neither written nor followed.
    contracted_at TIMESTAMPTZ(3),

    CONSTRAINT legacy_links_one_row_check CHECK (id = 1),
    CONSTRAINT legacy_links_place_check CHECK (number_column IS NOT NULL OR config_column IS NOT NULL)
);

-- Companies whose legacy row must be read, because the legacy product wrote to it (FOLLOW), or whose line must still be
-- written there (MIRROR). A worker empties it. No foreign keys: a company can be unknown here, or deleted.
CREATE TABLE linekeeper.legacy_queue (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    column_changed BOOLEAN NOT NULL DEFAULT false,
    config_changed BOOLEAN NOT NULL DEFAULT false,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT legacy_queue_kind_check CHECK (kind IN ('FOLLOW', 'MIRROR'))
);
CREATE INDEX legacy_queue_tenant_id_idx ON linekeeper.legacy_queue (tenant_id);

-- What an operator's command did with a company's number, and what was stored in the two places before.
CREATE TABLE linekeeper.legacy_settlements (
    tenant_id TEXT PRIMARY KEY REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    outcome TEXT NOT NULL,
    e164 TEXT COLLATE "C",
    reason TEXT,
    column_value TEXT,
    config_value JSONB,
    -- The whole JSON column was NULL.
    config_was_null BOOLEAN NOT NULL DEFAULT false,
    settled_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT legacy_settlements_outcome_check CHECK (outcome IN ('MOVED', 'ASSIGNED', 'LOST', 'DROPPED', 'EMPTIED', 'SUPERSEDED')),
    CONSTRAINT legacy_settlements_e164_check CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$')
);
