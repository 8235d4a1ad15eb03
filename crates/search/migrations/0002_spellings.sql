-- Policy item `search_query`: the query as it is compared, so that spellings of one search can be counted together.
-- Rows from before have none, and count from when they are searched for again.
ALTER TABLE searches ADD COLUMN spelling TEXT NOT NULL DEFAULT '';

CREATE INDEX searches_by_spelling ON searches (spelling, subject_id, searched_at);
