-- The operator invites, and is no person: no inviter. What is in the link beside the id is kept as a SHA-256 alone.
ALTER TABLE "invitations"
    ALTER COLUMN "inviter_id" DROP NOT NULL,
    ADD COLUMN "token_hash" TEXT COLLATE "C",
    ADD CONSTRAINT "invitations_token_hash_check" CHECK ("token_hash" ~ '^[0-9a-f]{64}$') NOT VALID;
