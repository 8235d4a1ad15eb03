-- Where logs end that nobody may shorten: number and hash of the newest entry, kept apart from the entries themselves.
CREATE TABLE log_heads (
  log TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  hash TEXT NOT NULL
);
