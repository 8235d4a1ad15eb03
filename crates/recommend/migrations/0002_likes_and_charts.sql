-- Songs that a member does not want beside those they like, by the consent for which they said so.
-- Policy item `suggestion_dislike`, purpose 32 (likes_recommendation).
CREATE TABLE suggestion_dislikes (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 32),
  track_id BIGINT NOT NULL,
  disliked_at BIGINT NOT NULL,
  UNIQUE (subject_id, track_id),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX suggestion_dislikes_of_grant ON suggestion_dislikes (grant_id, subject_id);
CREATE INDEX suggestion_dislikes_by_age ON suggestion_dislikes (disliked_at);

-- From what the noise of a chart is drawn: chance, and nothing else. While the key of a period stands its noise stays;
-- once it is deleted nobody can take the noise off a chart again.
CREATE TABLE chart_keys (
  chart BIGINT NOT NULL,
  period BIGINT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) = 64),
  PRIMARY KEY (chart, period)
);
