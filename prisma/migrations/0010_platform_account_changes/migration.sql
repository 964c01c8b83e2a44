-- When the platform's account last changed. An earlier call doesn't show that it works. Null: not known, because it was stored
-- before.
ALTER TABLE linekeeper.platform_credentials ADD COLUMN changed_at TIMESTAMPTZ(3);
