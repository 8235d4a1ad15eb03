-- What a member shows to whoever is handed a link.

-- Policy item `share`. The secret of the link is found by its digest, and sealed with its owner's key
-- so that the owner can copy the link again.
CREATE TABLE shares (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  secret_hash TEXT NOT NULL UNIQUE,
  secret_sealed BYTES NOT NULL,
  -- A PHC string of Argon2id; none for a share that the link alone opens.
  password_hash TEXT,
  description TEXT NOT NULL,
  -- How often it was opened: a number, and nothing about who did.
  visit_count BIGINT NOT NULL CHECK (visit_count >= 0),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX shares_of_subject ON shares (subject_id, created_at, id);
CREATE INDEX shares_by_expiry ON shares (expires_at);

-- Policy item `share_item`. Exactly one of the three is named.
CREATE TABLE share_items (
  id BIGINT PRIMARY KEY,
  share_id BIGINT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  track_id BIGINT,
  album_id BIGINT,
  playlist_id BIGINT,
  UNIQUE (share_id, position),
  CHECK ((CASE WHEN track_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN album_id IS NULL THEN 0 ELSE 1 END)
    + (CASE WHEN playlist_id IS NULL THEN 0 ELSE 1 END) = 1)
);
