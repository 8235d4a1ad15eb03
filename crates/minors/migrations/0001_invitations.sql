-- Policy item `guardian_invitation`: a link that a minor hands to their guardian, known by digest only; one at a time.
CREATE TABLE guardian_invitations (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL UNIQUE REFERENCES subjects (id),
  token_hash TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX guardian_invitations_by_expiry ON guardian_invitations (expires_at);
