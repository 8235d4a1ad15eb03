-- Policy item `mail_address`: an address that its member proved; sealed with their key, and without the moment at which it
-- was proved there is no row. `unreached_at` says since when its post office has taken nothing: nothing goes there then.
CREATE TABLE mail_addresses (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  address_sealed BYTES NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('zh-CN', 'en')),
  verified_at BIGINT NOT NULL,
  unreached_at BIGINT
);

-- Policy item `mail_proof`: an address that waits for its code, by keyed digest; one at a time.
CREATE TABLE mail_proofs (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  address_sealed BYTES NOT NULL,
  code_hash TEXT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts BETWEEN 0 AND 5),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX mail_proofs_by_expiry ON mail_proofs (expires_at);

-- Policy item `mail`: a notice on its way, each occasion once. It goes with the address to which it would go.
-- Whoever takes one on moves `next_at`, so that no other node does, and none is lost when a node stops.
CREATE TABLE mails (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES mail_addresses (subject_id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('incident_notice', 'request_answered')),
  about BIGINT NOT NULL,
  occasion_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  next_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  UNIQUE (subject_id, kind, about, occasion_at),
  CHECK ((state = 'waiting') = (finished_at IS NULL))
);

CREATE INDEX mails_waiting ON mails (state, next_at, id);
CREATE INDEX mails_by_age ON mails (created_at);

-- Policy item `letter`: a month's letter to somebody who subscribed. Without a live consent to the monthly letter there is
-- no row, and unsubscribing takes those away that are there.
CREATE TABLE letters (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES mail_addresses (subject_id) ON DELETE CASCADE,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 53),
  month TEXT NOT NULL CHECK (length(month) = 7),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  next_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  UNIQUE (subject_id, month),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE,
  CHECK ((state = 'waiting') = (finished_at IS NULL))
);

CREATE INDEX letters_waiting ON letters (state, next_at, id);
CREATE INDEX letters_by_age ON letters (created_at);
CREATE INDEX letters_of_grant ON letters (grant_id, subject_id);
