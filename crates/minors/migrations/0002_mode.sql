-- Policy item `minors_mode`: accounts in minors' mode; without a row it is off. What is left empty is usual for the age.
-- An account whose guardian decides has no password here.
CREATE TABLE minors_modes (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  turned_on_at BIGINT NOT NULL,
  password_hash TEXT CHECK (password_hash <> ''),
  limit_minutes BIGINT CHECK (limit_minutes BETWEEN 1 AND 1440),
  pause_from_minute BIGINT NOT NULL CHECK (pause_from_minute BETWEEN 0 AND 1439),
  pause_to_minute BIGINT NOT NULL CHECK (pause_to_minute BETWEEN 0 AND 1439),
  allows_explicit BIGINT NOT NULL CHECK (allows_explicit IN (0, 1)),
  allows_podcasts BIGINT NOT NULL CHECK (allows_podcasts IN (0, 1)),
  allows_others BIGINT NOT NULL CHECK (allows_others IN (0, 1)),
  changed_at BIGINT NOT NULL
);

-- Policy item `minors_mode_day`: how long somebody in the mode listened on one day; it goes with the mode.
-- `played_ms` is settled up to `counted_at`. From there on sound goes on until `until_at` on the device that asked last,
-- and until `others_until_at` on any other.
CREATE TABLE minors_mode_days (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES minors_modes (subject_id) ON DELETE CASCADE,
  day_began_at BIGINT NOT NULL,
  played_ms BIGINT NOT NULL CHECK (played_ms >= 0),
  device_number BIGINT NOT NULL,
  counted_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  others_until_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (subject_id, day_began_at)
);

CREATE INDEX minors_mode_days_by_expiry ON minors_mode_days (expires_at);
