-- The last refused request for each company's line, which said that it came from the phone provider. Anybody can send one.
CREATE TABLE linekeeper.refused_requests (
    tenant_id TEXT PRIMARY KEY REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    at TIMESTAMPTZ(3) NOT NULL,
    reason TEXT NOT NULL
);
