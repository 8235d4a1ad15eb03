-- Policy item `download`, purpose 24 (download_history): what a member downloaded, and only by consent.
-- The number above 55 bits of the grant is the purpose's, the pair is the grant's own, and a withdrawal takes the rows with it.
CREATE TABLE downloads (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 24),
  -- One of the three is there.
  track_id BIGINT,
  album_id BIGINT,
  playlist_id BIGINT,
  format TEXT NOT NULL,
  downloaded_at BIGINT NOT NULL,
  CHECK ((CASE WHEN track_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN album_id IS NULL THEN 0 ELSE 1 END)
    + (CASE WHEN playlist_id IS NULL THEN 0 ELSE 1 END) = 1),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX downloads_of_subject ON downloads (subject_id, downloaded_at, id);
CREATE INDEX downloads_of_grant ON downloads (grant_id, subject_id);
CREATE INDEX downloads_by_age ON downloads (downloaded_at);
