-- The numbers that a tenant has asked about in the last day, as keyed hashes in the order of their times. One row a
-- tenant, because a row that a statement writes is a row that it has locked and sees as it is now: counting rows
-- would see them as they were when the statement began.
CREATE TABLE "number_budgets" (
    "tenant_id" TEXT NOT NULL,
    "number_hashes" BYTEA[] NOT NULL,
    "asked_at" TIMESTAMPTZ(3)[] NOT NULL,

    CONSTRAINT "number_budgets_pkey" PRIMARY KEY ("tenant_id"),
    CONSTRAINT "number_budgets_pairs_check" CHECK (cardinality("number_hashes") = cardinality("asked_at")),
    CONSTRAINT "number_budgets_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
