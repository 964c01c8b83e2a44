-- Constant defaults and nullable columns only: no row is rewritten, the lock is held for an instant.
ALTER TABLE "tenants"
    ALTER COLUMN "id" SET DEFAULT (gen_random_uuid())::text,
    ADD COLUMN "country" TEXT,
    ADD COLUMN "slug" TEXT,
    ADD COLUMN "logo" TEXT,
    ADD COLUMN "metadata" TEXT,
    ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
