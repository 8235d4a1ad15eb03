-- What this database is called: one random name, made at its first start and copied with every backup.
-- The keys beside it remember it, so that a new or another database does not destroy keys of people it never knew.
CREATE TABLE database_names (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  name TEXT NOT NULL
);
