-- What people erased and which of their consents ended, written in the transaction that does it, until it stands beside
-- the keys and the engine's own copies of it are empty. Neither can be part of that transaction, and neither may be lost
-- when the program ends between them.
CREATE TABLE erasure_notes (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  what TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE INDEX erasure_notes_of_subject ON erasure_notes (subject_id);
CREATE INDEX erasure_notes_by_time ON erasure_notes (at);
