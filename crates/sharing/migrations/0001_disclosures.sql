-- The ledger of everything that left the service: who received which kinds of information, why, and with what outcome.
-- It names kinds and never holds content. A row is written, and committed, before anything is sent.
-- Before an account exists its phone number's keyed digest stands in for the person;
-- after it is closed a digest of its number does, and the row rests until the law's term is over.
CREATE TABLE disclosures (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT REFERENCES subjects (id),
  subject_digest TEXT,
  contact_index TEXT,
  recipient TEXT NOT NULL,
  purpose_no BIGINT NOT NULL CHECK (purpose_no BETWEEN 1 AND 255),
  fields TEXT NOT NULL,
  grant_id BIGINT,
  created_at BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'sent', 'failed', 'refused')),
  finished_at BIGINT,
  restricted_at BIGINT,
  CHECK (subject_id IS NULL OR (subject_digest IS NULL AND restricted_at IS NULL AND contact_index IS NULL)),
  CHECK ((subject_digest IS NULL) = (restricted_at IS NULL)),
  CHECK ((outcome = 'pending') = (finished_at IS NULL))
);

CREATE INDEX disclosures_of_subject ON disclosures (subject_id, created_at, id);
CREATE INDEX disclosures_of_contact ON disclosures (contact_index);
CREATE INDEX disclosures_by_age ON disclosures (created_at);
