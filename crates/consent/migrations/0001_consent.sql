-- Everyone about whom the service holds anything.
-- Every personal table leads here by foreign key, so closing an account ends by deleting this row:
-- if anything of the person were left, the database itself would refuse.
CREATE TABLE subjects (
  id BIGINT PRIMARY KEY,
  created_at BIGINT NOT NULL
);

-- Live consents only. The top bits of the id are the number of the purpose,
-- so a table that keeps data by consent can demand, by CHECK and FOREIGN KEY alone,
-- that each of its rows names a live grant of the same subject for the right purpose.
CREATE TABLE grants (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  purpose_no BIGINT NOT NULL CHECK (purpose_no BETWEEN 1 AND 255),
  granted_at BIGINT NOT NULL,
  policy_version TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  UNIQUE (subject_id, purpose_no),
  UNIQUE (id, subject_id),
  CHECK (id / 36028797018963968 = purpose_no)
);

-- Every choice that was made, never changed afterwards;
-- when the account is closed a digest takes the place of the subject, and the record rests.
CREATE TABLE consent_events (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT REFERENCES subjects (id),
  subject_digest TEXT,
  purpose_no BIGINT NOT NULL CHECK (purpose_no BETWEEN 1 AND 255),
  event TEXT NOT NULL CHECK (event IN ('granted', 'withdrawn', 'refused', 'terminated')),
  at BIGINT NOT NULL,
  policy_version TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  restricted_at BIGINT,
  CHECK ((subject_id IS NULL) = (subject_digest IS NOT NULL)),
  CHECK ((subject_id IS NULL) = (restricted_at IS NOT NULL))
);

CREATE INDEX consent_events_of_subject ON consent_events (subject_id, at, id);
CREATE INDEX consent_events_restricted ON consent_events (restricted_at);
