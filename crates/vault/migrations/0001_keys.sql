-- One key for each person, itself sealed with the master key.
-- This table lives in a store of its own, with a backup rule of its own:
-- when a row is destroyed, what it sealed cannot be read again, in the live data or in any copy of it.
CREATE TABLE subject_keys (
  subject_id BIGINT PRIMARY KEY,
  wrapped BYTES NOT NULL,
  created_at BIGINT NOT NULL
);
