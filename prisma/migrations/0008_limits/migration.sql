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

-- Sign-ins that failed or are under way, by a keyed hash of the e-mail or address that they are counted for.
CREATE TABLE "sign_in_attempts" (
    "key_hash" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL,
    "resets_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("key_hash")
);

-- Pairs of an e-mail and an address, as keyed hashes, where the right password was given before.
CREATE TABLE "familiar_addresses" (
    "key_hash" BYTEA NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "familiar_addresses_pkey" PRIMARY KEY ("key_hash")
);
