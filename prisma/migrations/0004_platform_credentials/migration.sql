-- The platform's own account at a provider, which all companies share. The token is encrypted, as those of companies are.
CREATE TABLE linekeeper.platform_credentials (
    provider TEXT PRIMARY KEY CHECK (provider = 'twilio'),
    account_sid TEXT NOT NULL,
    auth_token TEXT NOT NULL
);
