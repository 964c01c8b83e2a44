-- The table of the system that Linekeeper takes over from, as it stands there. On such a database this migration
-- is marked as applied instead of run.
CREATE TABLE "tenants" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "location" TEXT,
    "timezone" TEXT,
    "phoneNumber" TEXT,
    "twilioConfig" JSONB,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "tenants_phoneNumber_key" ON "tenants"("phoneNumber");
