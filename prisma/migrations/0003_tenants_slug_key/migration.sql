-- Alone in its file: CONCURRENTLY runs outside a transaction, so that people go on working meanwhile.
CREATE UNIQUE INDEX CONCURRENTLY "tenants_slug_key" ON "tenants"("slug");
