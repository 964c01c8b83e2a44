-- What became of the number that a company had in the legacy system, and what stood there: once the legacy storage is
-- dropped this is all that is left of it. The primary key decides where a company speaks for itself in the moment in
-- which its number is moved.
CREATE TABLE "legacy_settlements" (
    "tenant_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "e164" TEXT COLLATE "C",
    "reason" TEXT,
    "column_value" TEXT,
    "config_value" JSONB,
    "settled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "legacy_settlements_pkey" PRIMARY KEY ("tenant_id"),
    CONSTRAINT "legacy_settlements_outcome_check" CHECK ("outcome" IN ('MOVED', 'SUPERSEDED', 'ASSIGNED', 'LOST', 'DROPPED')),
    CONSTRAINT "legacy_settlements_e164_check" CHECK ("e164" ~ '^\+[1-9][0-9]{6,14}$'),
    CONSTRAINT "legacy_settlements_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "legacy_settlements_assigned_idx" ON "legacy_settlements"("e164") WHERE "outcome" = 'ASSIGNED';
