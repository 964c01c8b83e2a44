-- The authority on who holds which line. The C collation compares bytes: the key is ASCII, and an index of it does
-- not depend on the operating system's locale.
CREATE TABLE "inbound_numbers" (
    "e164" TEXT COLLATE "C" NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbound_numbers_pkey" PRIMARY KEY ("e164"),
    CONSTRAINT "inbound_numbers_tenant_id_key" UNIQUE ("tenant_id"),
    CONSTRAINT "inbound_numbers_e164_check" CHECK ("e164" ~ '^\+[1-9][0-9]{6,14}$'),
    CONSTRAINT "inbound_numbers_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
