-- The request that wrote the record, until a copy of it is answered with the record: only this request can correct it. Null:
-- nobody can.
ALTER TABLE linekeeper.calls ADD COLUMN correctable_by UUID;
