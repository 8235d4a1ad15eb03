-- A public key with which a member signs in. The key that belongs to it never leaves the member's own devices.
CREATE TABLE passkeys (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  credential_id BYTES NOT NULL UNIQUE,
  public_key BYTES NOT NULL,
  counter BIGINT NOT NULL CHECK (counter BETWEEN 0 AND 4294967295),
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);

CREATE INDEX passkeys_of_subject ON passkeys (subject_id, created_at, id);

-- Random numbers that wait to be signed, each once; by keyed digest, and of nobody in particular.
CREATE TABLE passkey_challenges (
  challenge_index TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (expires_at);

-- When the owner of a signed-in device last proved once more that it is they; 0 while it was only at the sign-in.
ALTER TABLE sessions ADD COLUMN proved_at BIGINT NOT NULL DEFAULT 0;
