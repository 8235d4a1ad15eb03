-- What listening leaves behind, and only by consent.
-- Each row names the live grant under which it was written: the number above 55 bits is the purpose's,
-- the pair is the grant's own, and a withdrawal takes the rows with it.

-- Policy item `listen`, purpose 4 (play_history).
CREATE TABLE listens (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 4),
  track_id BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  played_ms BIGINT NOT NULL CHECK (played_ms >= 0),
  -- A hearing reported twice, by a player that lost the answer, is one hearing.
  UNIQUE (subject_id, track_id, started_at),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX listens_of_subject ON listens (subject_id, started_at, id);
CREATE INDEX listens_of_grant ON listens (grant_id, subject_id);
CREATE INDEX listens_by_age ON listens (started_at);

-- Policy item `play_state`, purpose 5 (resume_playback).
CREATE TABLE play_states (
  subject_id BIGINT PRIMARY KEY,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 5),
  -- Track ids in their text form, separated by spaces.
  queue TEXT NOT NULL,
  position_index BIGINT NOT NULL CHECK (position_index >= 0),
  position_ms BIGINT NOT NULL CHECK (position_ms >= 0),
  repeat_mode TEXT NOT NULL CHECK (repeat_mode IN ('off', 'all', 'one')),
  shuffle BIGINT NOT NULL CHECK (shuffle IN (0, 1)),
  device_name TEXT,
  updated_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX play_states_of_grant ON play_states (grant_id, subject_id);
CREATE INDEX play_states_by_age ON play_states (updated_at);
