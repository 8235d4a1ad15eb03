-- An account: a number, what it may do, and whether it may be used.
CREATE TABLE accounts (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  nickname TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended')),
  roles TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX accounts_by_age ON accounts (created_at, subject_id);

-- The phone number, sealed with its owner's key; found by its keyed digest.
-- Without the moment at which it was verified there is no row.
CREATE TABLE account_phones (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  phone_sealed BYTES NOT NULL,
  phone_index TEXT NOT NULL UNIQUE,
  verified_at BIGINT NOT NULL
);

CREATE TABLE account_passwords (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  password_hash TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE account_avatars (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  image BYTES NOT NULL,
  media_type TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- A signed-in device. Its token is known by digest only.
CREATE TABLE sessions (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  token_hash TEXT NOT NULL UNIQUE,
  device_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_of_subject ON sessions (subject_id, last_used_at, id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- The code that was sent last to a number, by keyed digests of both.
-- One row for each number makes sending, counting attempts and locking single statements, on both engines.
CREATE TABLE sms_challenges (
  id BIGINT PRIMARY KEY,
  phone_index TEXT NOT NULL UNIQUE,
  code_hash TEXT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts BETWEEN 0 AND 5),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX sms_challenges_by_expiry ON sms_challenges (expires_at);

CREATE TABLE policy_acceptances (
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  version TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  accepted_at BIGINT NOT NULL,
  PRIMARY KEY (subject_id, version)
);

-- What a person may add to the profile. Each row lives under a live grant for exactly its purpose,
-- whose number stands in the grant's upper bits, and goes with it.
CREATE TABLE profile_signatures (
  subject_id BIGINT PRIMARY KEY,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 6),
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE TABLE profile_genders (
  subject_id BIGINT PRIMARY KEY,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 7),
  value TEXT NOT NULL CHECK (value IN ('female', 'male', 'other')),
  changed_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE TABLE profile_birthdays (
  subject_id BIGINT PRIMARY KEY,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 8),
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE TABLE profile_regions (
  subject_id BIGINT PRIMARY KEY,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 9),
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

-- One-time links by which the first operator takes the role; they name nobody.
CREATE TABLE operator_links (
  token_hash TEXT PRIMARY KEY,
  created_at BIGINT NOT NULL,
  used_at BIGINT
);
