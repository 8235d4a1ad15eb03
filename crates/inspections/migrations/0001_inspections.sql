-- Reports of inspections, each signed and naming the one before it, so that none can be changed or taken out unnoticed.
CREATE TABLE inspections (
  number BIGINT PRIMARY KEY CHECK (number >= 1),
  begun_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL CHECK (ended_at >= begun_at),
  check_count BIGINT NOT NULL CHECK (check_count > 0),
  failed_count BIGINT NOT NULL CHECK (failed_count >= 0 AND failed_count <= check_count),
  -- The text that is signed, as it was signed.
  report TEXT NOT NULL CHECK (report <> ''),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  previous_hash TEXT UNIQUE REFERENCES inspections (hash),
  signature TEXT NOT NULL CHECK (length(signature) = 128),
  CHECK ((number = 1) = (previous_hash IS NULL))
);
