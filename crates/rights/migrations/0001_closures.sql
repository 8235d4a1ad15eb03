-- Certificates that an account was closed: what was erased and what a law keeps, and nothing about the person.
CREATE TABLE closures (
  id BIGINT PRIMARY KEY,
  subject_digest TEXT NOT NULL,
  closed_at BIGINT NOT NULL,
  certificate TEXT NOT NULL,
  digest TEXT NOT NULL
);

CREATE INDEX closures_by_time ON closures (closed_at);
