-- Policy item `search_query`, purpose 27 (search_history): what a member searched for, and only by consent.
-- The number above 55 bits of the grant is the purpose's, the pair is the grant's own, and a withdrawal takes the rows with it.
CREATE TABLE searches (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 27),
  query TEXT NOT NULL CHECK (length(query) BETWEEN 1 AND 100),
  searched_at BIGINT NOT NULL,
  -- Searching again moves the entry up.
  UNIQUE (subject_id, query),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX searches_of_subject ON searches (subject_id, searched_at, id);
CREATE INDEX searches_of_grant ON searches (grant_id, subject_id);
CREATE INDEX searches_by_age ON searches (searched_at);
