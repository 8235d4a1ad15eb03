-- Policy item `staff_access`: that somebody of the staff opened another person's data, why and by which ticket.
-- Both are named by keyed digests and never by their ids, so closing an account changes no row.
-- Each row carries the hash of the one before; `hash` and `seal` are described in docs/src/privacy/staff-access.md.
-- The number is the key: of two writers that follow the same row one is refused and tries again.
CREATE TABLE staff_accesses (
  number BIGINT PRIMARY KEY CHECK (number >= 1),
  at BIGINT NOT NULL,
  staff_digest TEXT NOT NULL CHECK (length(staff_digest) = 64),
  subject_digest TEXT NOT NULL CHECK (length(subject_digest) = 64),
  role TEXT NOT NULL CHECK (role IN ('operator', 'privacy_officer', 'service')),
  purpose TEXT NOT NULL,
  item TEXT NOT NULL,
  ticket TEXT NOT NULL CHECK (ticket <> ''),
  words TEXT NOT NULL CHECK (words <> ''),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  seal TEXT NOT NULL CHECK (length(seal) = 64)
);

CREATE INDEX staff_accesses_of_subject ON staff_accesses (subject_digest, number);
CREATE INDEX staff_accesses_by_time ON staff_accesses (at);

-- Where the chain begins once its oldest end has reached its term: the last row that went, sealed.
CREATE TABLE staff_access_anchors (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  number BIGINT NOT NULL CHECK (number >= 1),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  seal TEXT NOT NULL CHECK (length(seal) = 64)
);

-- Policy item `staff_training`: that a member of the staff was taught how to keep data safe, and by whose word.
CREATE TABLE staff_trainings (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  trained_at BIGINT NOT NULL,
  course TEXT NOT NULL CHECK (course <> ''),
  own_word BIGINT NOT NULL CHECK (own_word IN (0, 1)),
  noted_by_digest TEXT NOT NULL CHECK (length(noted_by_digest) = 64),
  noted_at BIGINT NOT NULL,
  CHECK (trained_at <= noted_at)
);

CREATE INDEX staff_trainings_of_subject ON staff_trainings (subject_id, trained_at, id);
CREATE INDEX staff_trainings_by_time ON staff_trainings (noted_at);
