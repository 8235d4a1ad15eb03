-- Policy item `recognised_song`, purpose 28 (recognition_history): which songs a member had named, and only by consent.
-- The number above 55 bits of the grant is the purpose's, the pair is the grant's own, and a withdrawal takes the rows with it.
CREATE TABLE recognised_songs (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 28),
  track_id BIGINT NOT NULL,
  -- Where in the song it was heard.
  position_ms BIGINT NOT NULL CHECK (position_ms >= 0),
  recognised_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX recognised_songs_of_subject ON recognised_songs (subject_id, recognised_at, id);
CREATE INDEX recognised_songs_of_grant ON recognised_songs (grant_id, subject_id);
CREATE INDEX recognised_songs_by_age ON recognised_songs (recognised_at);
