-- Whether the platform's account reported the call, and not the company's own: only the same one can report its end. Null: not
-- known, because it was recorded before.
ALTER TABLE linekeeper.calls ADD COLUMN of_platform BOOLEAN;
