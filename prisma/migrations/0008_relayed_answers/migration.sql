-- The answers of the platform's webhook that are still stored, so that clearing the old ones reads nothing else.
CREATE INDEX CONCURRENTLY calls_relayed_idx ON linekeeper.calls (at) WHERE outcome = 'PLATFORM' AND twiml IS NOT NULL;
