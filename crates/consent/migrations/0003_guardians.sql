-- Policy item `minor`: those of whom the service knows that they are minors, because a birthday they kept said so.
-- Without a living guardianship the account is closed at `due_at`, which is no more than a day after it was found out,
-- and the certificate of that can be read under the number that was told beforehand.
CREATE TABLE minors (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  certificate_id BIGINT NOT NULL UNIQUE,
  found_at BIGINT NOT NULL,
  due_at BIGINT,
  CHECK (due_at IS NULL OR (due_at > found_at AND due_at <= found_at + 86400000))
);

CREATE INDEX minors_by_due ON minors (due_at);

-- Policy item `guardianship`: living ones only, as with grants. There is at most one for each minor, never by themselves,
-- and none without the version and the digest of the statement that the guardian read and agreed to.
-- When it ends, and when the guardian's account is closed, everything that the minor's consents let be kept goes along.
CREATE TABLE guardianships (
  id BIGINT PRIMARY KEY,
  minor_id BIGINT NOT NULL UNIQUE REFERENCES minors (subject_id),
  guardian_id BIGINT NOT NULL REFERENCES subjects (id) ON DELETE CASCADE,
  policy_version TEXT NOT NULL CHECK (policy_version <> ''),
  text_hash TEXT NOT NULL CHECK (text_hash <> ''),
  agreed_at BIGINT NOT NULL,
  CHECK (minor_id <> guardian_id)
);

CREATE INDEX guardianships_of_guardian ON guardianships (guardian_id, agreed_at, id);

-- A minor's consent names the guardianship under which it was given, and lives no longer than that.
ALTER TABLE grants ADD COLUMN guardianship_id BIGINT REFERENCES guardianships (id) ON DELETE CASCADE;

CREATE INDEX grants_by_guardianship ON grants (guardianship_id);

-- Policy item `guardian_event`: that a guardian agreed, and that it ended; one row for each of the two people, so that
-- each can read it and leave by themselves. After closing a digest stands for the person, and the row rests.
CREATE TABLE guardian_events (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT REFERENCES subjects (id),
  subject_digest TEXT,
  role TEXT NOT NULL CHECK (role IN ('minor', 'guardian')),
  guardianship_number BIGINT NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('agreed', 'ended', 'of_age')),
  at BIGINT NOT NULL,
  policy_version TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  restricted_at BIGINT,
  CHECK ((subject_id IS NULL) = (subject_digest IS NOT NULL)),
  CHECK ((subject_id IS NULL) = (restricted_at IS NOT NULL))
);

CREATE INDEX guardian_events_of_subject ON guardian_events (subject_id, at, id);
CREATE INDEX guardian_events_restricted ON guardian_events (restricted_at);
