-- Everything is in the schema linekeeper, so that Linekeeper can share a database with a product that has tables with the
-- same names. The migrator creates the schema, because the migration history is in it, too. Ids are text, because a tenant's
-- id is the host product's own, which can have any type.
-- A company. The sign-in library calls it "organization", and uses slug, logo, metadata and created_at.
CREATE TABLE linekeeper.tenants (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    name TEXT NOT NULL,
    -- ISO 3166-1 alpha-2: the country of national numbers.
    country TEXT,
    location TEXT,
    timezone TEXT,
    -- The settings for the phone provider, except the number.
    twilio_config JSONB,
    -- What its calls do; null: nobody has chosen.
    call_handling JSONB,
    slug TEXT UNIQUE,
    logo TEXT,
    metadata TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT tenants_twilio_config_check CHECK (jsonb_typeof(twilio_config) = 'object')
);

-- The authority on who holds which line. The C collation compares bytes, so the index doesn't depend on the operating
-- system's locale. The key is ASCII. lines_tenant_id_key allows one line for each tenant, and can be dropped later.
CREATE TABLE linekeeper.lines (
    e164 TEXT COLLATE "C" PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    claimed_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT lines_e164_check CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$'),
    CONSTRAINT lines_tenant_id_key UNIQUE (tenant_id),
    CONSTRAINT lines_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES linekeeper.tenants (id) ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- The history of lines: each change of holder, written by the statement that makes the change. There are no foreign keys,
-- because rows stay after a tenant, person or key is deleted. The serving role can only read and append rows.
CREATE TABLE linekeeper.line_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    e164 TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    from_tenant_id TEXT,
    to_tenant_id TEXT,
    -- Who did it: a person (user id), an API key (key id), or the operator (no id).
    actor_type TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    reason TEXT,
    request_id TEXT,

    CONSTRAINT line_events_e164_check CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$'),
    CONSTRAINT line_events_kind_check CHECK (kind IN ('CLAIMED', 'RELEASED', 'MOVED', 'ASSIGNED', 'TENANT_DELETED')),
    CONSTRAINT line_events_actor_type_check CHECK (actor_type IN ('PERSON', 'API_KEY', 'OPERATOR', 'SYSTEM')),
    CONSTRAINT line_events_holder_check CHECK (from_tenant_id IS DISTINCT FROM to_tenant_id)
);
CREATE INDEX line_events_e164_idx ON linekeeper.line_events (e164, id DESC);
CREATE INDEX line_events_from_tenant_id_idx ON linekeeper.line_events (from_tenant_id, id DESC);
CREATE INDEX line_events_to_tenant_id_idx ON linekeeper.line_events (to_tenant_id, id DESC);

-- Lines that are reserved for some tenants. If a line has rows here, only these tenants can claim it. If several tenants
-- dispute a line, each has a row.
CREATE TABLE linekeeper.line_reservations (
    e164 TEXT COLLATE "C" NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,

    PRIMARY KEY (e164, tenant_id),
    CONSTRAINT line_reservations_e164_check CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$')
);
CREATE INDEX line_reservations_tenant_id_idx ON linekeeper.line_reservations (tenant_id);

-- Claims that a trigger on lines refused, for the operator.
CREATE TABLE linekeeper.refused_claims (
    e164 TEXT COLLATE "C" NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY (e164, tenant_id)
);

-- The numbers that a tenant has asked about in the last day, as keyed hashes in the order of their times. One row for each
-- tenant, because a statement that writes a row locks it and sees its current state.
CREATE TABLE linekeeper.number_budgets (
    tenant_id TEXT PRIMARY KEY REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    number_hashes BYTEA[] NOT NULL,
    asked_at TIMESTAMPTZ(3)[] NOT NULL,

    CONSTRAINT number_budgets_pairs_check CHECK (cardinality(number_hashes) = cardinality(asked_at))
);

-- People and their ways to sign in, as the sign-in library stores them.
CREATE TABLE linekeeper.users (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_verified BOOLEAN NOT NULL DEFAULT false,
    image TEXT,
    last_sign_in_at TIMESTAMPTZ(3),
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT users_email_key UNIQUE (email)
);

CREATE TABLE linekeeper.sessions (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    token TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES linekeeper.users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    -- The tenant that the person chose to act for.
    active_tenant_id TEXT,
    expires_at TIMESTAMPTZ(3) NOT NULL,
    ip_address TEXT,
    user_agent TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX sessions_user_id_idx ON linekeeper.sessions (user_id);

CREATE TABLE linekeeper.accounts (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    account_id TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES linekeeper.users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    access_token TEXT,
    refresh_token TEXT,
    id_token TEXT,
    access_token_expires_at TIMESTAMPTZ(3),
    refresh_token_expires_at TIMESTAMPTZ(3),
    scope TEXT,
    password TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT accounts_provider_id_account_id_key UNIQUE (provider_id, account_id)
);
CREATE INDEX accounts_user_id_idx ON linekeeper.accounts (user_id);

CREATE TABLE linekeeper.verifications (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    identifier TEXT NOT NULL,
    value TEXT NOT NULL,
    expires_at TIMESTAMPTZ(3) NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX verifications_identifier_idx ON linekeeper.verifications (identifier);

-- A person's role in a tenant: owner, admin or member.
CREATE TABLE linekeeper.members (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    tenant_id TEXT NOT NULL REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    user_id TEXT NOT NULL REFERENCES linekeeper.users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    role TEXT NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT members_user_id_tenant_id_key UNIQUE (user_id, tenant_id)
);
CREATE INDEX members_tenant_id_idx ON linekeeper.members (tenant_id);

-- A link that lets a person become a member once. Invitations by the operator have no inviter. The link's token is stored
-- as a SHA-256.
CREATE TABLE linekeeper.invitations (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    tenant_id TEXT NOT NULL REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    email TEXT NOT NULL,
    role TEXT,
    status TEXT NOT NULL DEFAULT 'pending',
    expires_at TIMESTAMPTZ(3) NOT NULL,
    inviter_id TEXT REFERENCES linekeeper.users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    token_hash TEXT COLLATE "C",
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT invitations_token_hash_check CHECK (token_hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX invitations_tenant_id_idx ON linekeeper.invitations (tenant_id);
CREATE INDEX invitations_email_idx ON linekeeper.invitations (email);

-- Keys of services. The secret isn't stored. Its SHA-256 finds the row, and its first characters let people recognize the
-- key. A key without a tenant belongs to the platform.
CREATE TABLE linekeeper.api_keys (
    id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
    tenant_id TEXT REFERENCES linekeeper.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    scopes TEXT[] NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ(3),
    revoked_at TIMESTAMPTZ(3),
    last_used_at TIMESTAMPTZ(3),

    CONSTRAINT api_keys_hash_key UNIQUE (hash),
    CONSTRAINT api_keys_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT api_keys_scopes_check CHECK (cardinality(scopes) > 0)
);
CREATE INDEX api_keys_tenant_id_idx ON linekeeper.api_keys (tenant_id);

-- Sign-ins that failed or are in progress, by a keyed hash of the email or address.
CREATE TABLE linekeeper.sign_in_attempts (
    key_hash BYTEA PRIMARY KEY,
    attempts BIGINT NOT NULL,
    resets_at TIMESTAMPTZ(3) NOT NULL
);

-- Pairs of an email and an address with a successful sign-in, as keyed hashes.
CREATE TABLE linekeeper.familiar_addresses (
    key_hash BYTEA PRIMARY KEY,
    until TIMESTAMPTZ(3) NOT NULL
);

-- Inbound calls. Only a request whose signature was verified makes a row. The two unique constraints are authorities: a call
-- that is reported twice is one row, and a tenant has as many forwarded calls at once as there are slots. There are no foreign
-- keys, because calls stay on record for their time when a tenant is deleted.
CREATE TABLE linekeeper.calls (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    call_sid TEXT COLLATE "C" NOT NULL,
    e164 TEXT COLLATE "C" NOT NULL,
    tenant_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    target TEXT,
    -- What the provider was told; null until that is decided.
    twiml TEXT,
    answer_ms INTEGER,
    status TEXT,
    duration_seconds INTEGER,
    -- Which of the tenant's places for forwarded calls it takes.
    slot SMALLINT,
    simulated BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT calls_call_sid_key UNIQUE (call_sid, tenant_id),
    CONSTRAINT calls_slot_key UNIQUE (tenant_id, slot),
    CONSTRAINT calls_call_sid_check CHECK (call_sid ~ '^CA[0-9a-f]{32}$'),
    CONSTRAINT calls_e164_check CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$')
);
CREATE INDEX calls_tenant_id_idx ON linekeeper.calls (tenant_id, id DESC);
CREATE INDEX calls_e164_idx ON linekeeper.calls (e164, at DESC);
CREATE INDEX calls_at_idx ON linekeeper.calls (at);
