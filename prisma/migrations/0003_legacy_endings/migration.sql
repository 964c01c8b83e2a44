-- What a company's details and settings were when `contract` ended the link, so that `legacy restore` finds out which of them
-- were changed in Linekeeper since. Settings are stored as in tenants: secrets are encrypted. Only packages/legacy uses it.
CREATE TABLE linekeeper.legacy_endings (
    tenant_id TEXT PRIMARY KEY REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    name TEXT NOT NULL,
    location TEXT,
    timezone TEXT,
    twilio_config JSONB
);
