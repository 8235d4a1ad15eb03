-- Which companies of the operator's group there are. A company is in it by the proof of control, by an agreement and by a
-- look at its security: without each of them there is no row. The proof itself is not here, only what it is recognised by.
CREATE TABLE affiliates (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  control TEXT NOT NULL CHECK (control IN ('parent', 'subsidiary', 'same_parent')),
  proof_title TEXT NOT NULL CHECK (trim(proof_title) <> ''),
  proof_sha256 BYTES NOT NULL CHECK (length(proof_sha256) = 32),
  proof_dated_at BIGINT NOT NULL,
  endpoint TEXT NOT NULL CHECK (substr(endpoint, 1, 8) = 'https://' OR substr(endpoint, 1, 17) = 'http://127.0.0.1:'),
  key_sealed BYTES,
  agreement TEXT NOT NULL CHECK (trim(agreement) <> ''),
  agreement_signed_at BIGINT NOT NULL,
  security_check TEXT NOT NULL CHECK (trim(security_check) <> ''),
  checked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  registered_at BIGINT NOT NULL,
  ended_at BIGINT,
  CHECK (proof_dated_at <= registered_at),
  CHECK (agreement_signed_at <= registered_at),
  CHECK (checked_at <= registered_at),
  CHECK (registered_at < expires_at),
  CHECK (ended_at IS NULL OR ended_at >= registered_at)
);

CREATE UNIQUE INDEX affiliates_by_name ON affiliates (name) WHERE ended_at IS NULL;

-- What a company asks for and what for, as it was on the day it was added: nothing changes a row. The columns are all that
-- can be asked for. Another purpose, or one thing more, is another row, to which nobody has agreed.
CREATE TABLE affiliate_uses (
  id BIGINT PRIMARY KEY,
  affiliate_id BIGINT NOT NULL REFERENCES affiliates (id),
  purpose_zh TEXT NOT NULL CHECK (trim(purpose_zh) <> ''),
  purpose_en TEXT NOT NULL CHECK (trim(purpose_en) <> ''),
  phone BIGINT NOT NULL CHECK (phone IN (0, 1)),
  nickname BIGINT NOT NULL CHECK (nickname IN (0, 1)),
  avatar BIGINT NOT NULL CHECK (avatar IN (0, 1)),
  content_used BIGINT NOT NULL CHECK (content_used IN (0, 1)),
  interactions BIGINT NOT NULL CHECK (interactions IN (0, 1)),
  added_at BIGINT NOT NULL,
  UNIQUE (id, affiliate_id),
  CHECK (phone + nickname + avatar + content_used + interactions >= 1)
);

CREATE INDEX affiliate_uses_of_affiliate ON affiliate_uses (affiliate_id, added_at, id);

-- The uses that stand. What ended is not here, and whoever agreed to it has no consent to it left.
CREATE TABLE affiliate_offers (
  use_id BIGINT PRIMARY KEY,
  affiliate_id BIGINT NOT NULL,
  FOREIGN KEY (use_id, affiliate_id) REFERENCES affiliate_uses (id, affiliate_id)
);

CREATE INDEX affiliate_offers_of_affiliate ON affiliate_offers (affiliate_id);

-- Policy item `affiliate_choice`: a member agreed to one use, by the text that this is the SHA-256 of. It stands on the
-- live consent to purpose 54 and on the use that stands, and goes with either.
CREATE TABLE affiliate_choices (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 54),
  use_id BIGINT NOT NULL REFERENCES affiliate_offers (use_id) ON DELETE CASCADE,
  text_hash TEXT NOT NULL CHECK (length(text_hash) = 64),
  agreed_at BIGINT NOT NULL,
  UNIQUE (subject_id, use_id),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX affiliate_choices_of_grant ON affiliate_choices (grant_id, subject_id);
CREATE INDEX affiliate_choices_of_use ON affiliate_choices (use_id);

-- Policy item `affiliate_copy`: what a company may have of somebody, under the number that was made for their choice. It
-- is there before anything is sent, and names the choice without standing on it: where the choice is gone, the company has
-- to erase. Whoever works on a row moves `busy_until`, so that nobody else does, and none is lost when a node stops.
CREATE TABLE affiliate_copies (
  id BIGINT PRIMARY KEY,
  choice_id BIGINT NOT NULL UNIQUE,
  affiliate_id BIGINT NOT NULL REFERENCES affiliates (id),
  use_id BIGINT NOT NULL,
  number TEXT NOT NULL CHECK (length(number) = 64),
  told_digest TEXT,
  begun_at BIGINT,
  told_at BIGINT,
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  next_at BIGINT NOT NULL,
  busy_until BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  FOREIGN KEY (use_id, affiliate_id) REFERENCES affiliate_uses (id, affiliate_id),
  CHECK ((told_digest IS NULL) = (told_at IS NULL)),
  CHECK (told_at IS NULL OR begun_at IS NOT NULL)
);

CREATE INDEX affiliate_copies_by_age ON affiliate_copies (last_at);
CREATE INDEX affiliate_copies_waiting ON affiliate_copies (busy_until, id);
CREATE INDEX affiliate_copies_of_affiliate ON affiliate_copies (affiliate_id);
