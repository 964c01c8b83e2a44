-- The country that the company itself has chosen for its national numbers. Null: tenants.country, which the operator sets. Where
-- calls can be forwarded to is decided by the operator's country alone.
ALTER TABLE linekeeper.tenants ADD COLUMN own_country TEXT;

-- The history of companies' settings. The serving role can only add to it. Of the provider's settings only the names are kept.
CREATE TABLE linekeeper.settings_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    tenant_id TEXT NOT NULL REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    setting TEXT NOT NULL,
    before JSONB,
    after JSONB,
    actor_type TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    request_id TEXT
);
CREATE INDEX settings_events_tenant_id_idx ON linekeeper.settings_events (tenant_id, id DESC);
