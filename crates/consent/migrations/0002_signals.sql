-- A consent rests while this is set: nothing is recorded, read or counted for it, and what was kept stays to be seen and removed.
-- It is set when a browser of the member asks not to be tracked, and cleared only by their own later choice.
ALTER TABLE grants ADD COLUMN rests_since BIGINT;

-- When a browser of the member first asked not to be tracked, and by which signal.
CREATE TABLE browser_signals (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  gpc_seen_at BIGINT,
  dnt_seen_at BIGINT,
  CHECK (gpc_seen_at IS NOT NULL OR dnt_seen_at IS NOT NULL)
);
