-- A key with which another app acts for a member. It is known by digest only.
CREATE TABLE api_keys (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  name TEXT NOT NULL,
  user_name TEXT NOT NULL UNIQUE,
  key_hash TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);

CREATE INDEX api_keys_of_subject ON api_keys (subject_id, created_at, id);

-- A password that signs one app in. Tokens are digests of it with a salt of the app's choice,
-- so it has to be known: it is sealed with its owner's key.
CREATE TABLE app_passwords (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  name TEXT NOT NULL,
  user_name TEXT NOT NULL UNIQUE,
  password_sealed BYTES NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);

CREATE INDEX app_passwords_of_subject ON app_passwords (subject_id, created_at, id);
