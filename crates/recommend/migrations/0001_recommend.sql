-- What a member put right about recommendations, and only by consent.
-- Nothing that was worked out is kept: lists come from the listens as they are when they are asked for.
-- Each row names the live grant under which it was written; the number above 55 bits is the purpose's.

-- Policy item `recommendation_dislike`, purpose 19 (personal_recommendation).
CREATE TABLE recommendation_dislikes (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 19),
  track_id BIGINT NOT NULL,
  disliked_at BIGINT NOT NULL,
  UNIQUE (subject_id, track_id),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX recommendation_dislikes_of_grant ON recommendation_dislikes (grant_id, subject_id);
CREATE INDEX recommendation_dislikes_by_age ON recommendation_dislikes (disliked_at);

-- Policy item `recommendation_reset`, purpose 19 (personal_recommendation).
CREATE TABLE recommendation_resets (
  subject_id BIGINT PRIMARY KEY,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 19),
  reset_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX recommendation_resets_of_grant ON recommendation_resets (grant_id, subject_id);
CREATE INDEX recommendation_resets_by_age ON recommendation_resets (reset_at);
