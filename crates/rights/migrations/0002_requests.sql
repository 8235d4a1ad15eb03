-- Policy item `rights_request`: that a person asked for something, and that it was answered in time.
-- After closing a digest stands for the person, and the row rests until the law's term is over.
-- The term is part of the row: no request is kept that could be answered later than fifteen days.
CREATE TABLE rights_requests (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT REFERENCES subjects (id),
  subject_digest TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('access', 'copy', 'transfer', 'correction', 'deletion', 'explanation', 'complaint')),
  ground TEXT CHECK (ground IN ('unlawful', 'without_consent', 'agreement_broken', 'left', 'service_ceased')),
  item TEXT,
  language TEXT NOT NULL CHECK (language IN ('zh-CN', 'en')),
  received_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  outcome TEXT CHECK (outcome IN ('done', 'refused')),
  erased_rows BIGINT,
  answered_at BIGINT,
  restricted_at BIGINT,
  CHECK (due_at > received_at AND due_at <= received_at + 1296000000),
  CHECK ((kind = 'deletion') = (ground IS NOT NULL)),
  CHECK ((outcome IS NULL) = (answered_at IS NULL)),
  CHECK (erased_rows IS NULL OR (kind = 'deletion' AND outcome = 'done')),
  CHECK (subject_id IS NULL OR (subject_digest IS NULL AND restricted_at IS NULL)),
  CHECK ((subject_digest IS NULL) = (restricted_at IS NULL))
);

-- Policy item `rights_request_text`: what the person wrote and the letter that answers, sealed with the person's key.
CREATE TABLE rights_request_texts (
  request_id BIGINT PRIMARY KEY REFERENCES rights_requests (id) ON DELETE CASCADE,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  message_sealed BYTES NOT NULL,
  answer_sealed BYTES
);

CREATE INDEX rights_request_texts_of_subject ON rights_request_texts (subject_id, request_id);
CREATE INDEX rights_requests_of_subject ON rights_requests (subject_id, received_at, id);
CREATE INDEX rights_requests_by_due ON rights_requests (answered_at, due_at, id);
