-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "aiConfig" JSONB,
ADD COLUMN     "plan" TEXT NOT NULL DEFAULT 'free';

-- The voice webhook looks lines up by their last ten digits.
CREATE INDEX "tenants_config_digits_idx" ON "tenants" (right(regexp_replace("twilioConfig" ->> 'phoneNumber', '[^0-9]', '', 'g'), 10));
CREATE INDEX "tenants_phone_digits_idx" ON "tenants" (right(regexp_replace("phoneNumber", '[^0-9]', '', 'g'), 10));
