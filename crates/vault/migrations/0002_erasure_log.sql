-- What people erased, kept beside the keys so that restoring an older backup of the service
-- cannot bring it back: whoever restores reads here what to erase again.
CREATE TABLE erasure_log (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  what TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE INDEX erasure_log_of_subject ON erasure_log (subject_id);
CREATE INDEX erasure_log_by_time ON erasure_log (at);
