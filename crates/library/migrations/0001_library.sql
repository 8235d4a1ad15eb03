-- What members collect. A row is kept because its member asked for it, and goes when it is taken back;
-- what stands on the square lives under a live grant and goes with it.

-- Policy item `playlist`.
CREATE TABLE playlists (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  -- Whom a playlist that is not on the square is open to; whether it is on the square stands in its publication.
  visibility TEXT NOT NULL CHECK (visibility IN ('private', 'members')),
  -- A smart playlist has rules, as JSON, and no entries of its own.
  rules TEXT,
  -- Counts the changes of head and entries, so that a change made on an older reading is noticed.
  revision BIGINT NOT NULL CHECK (revision >= 1),
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE INDEX playlists_of_subject ON playlists (subject_id, changed_at, id);
CREATE INDEX playlists_for_members ON playlists (changed_at, id) WHERE visibility = 'members';

-- Policy item `playlist_cover`: drawn anew from what was uploaded.
CREATE TABLE playlist_covers (
  playlist_id BIGINT PRIMARY KEY REFERENCES playlists (id) ON DELETE CASCADE,
  image BYTES NOT NULL,
  media_type TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Policy item `playlist_item`. Positions are whole numbers with room between them: see docs/decisions/playlist-order.md.
CREATE TABLE playlist_items (
  id BIGINT PRIMARY KEY,
  playlist_id BIGINT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  track_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (playlist_id, position)
);

CREATE INDEX playlist_items_by_track ON playlist_items (playlist_id, track_id);

-- Policy item `playlist_tag`.
CREATE TABLE playlist_tags (
  id BIGINT PRIMARY KEY,
  playlist_id BIGINT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  -- The tag folded as names are for search.
  tag_key TEXT NOT NULL,
  UNIQUE (playlist_id, tag_key)
);

CREATE INDEX playlist_tags_by_key ON playlist_tags (tag_key, playlist_id);

-- Policy item `playlist_editor`.
CREATE TABLE playlist_editors (
  id BIGINT PRIMARY KEY,
  playlist_id BIGINT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  name TEXT,
  created_at BIGINT NOT NULL,
  UNIQUE (playlist_id, subject_id)
);

CREATE INDEX playlist_editors_of_subject ON playlist_editors (subject_id, created_at, id);

-- Policy item `playlist_invitation`: to one member, by number.
CREATE TABLE playlist_invitations (
  id BIGINT PRIMARY KEY,
  playlist_id BIGINT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (playlist_id, subject_id)
);

CREATE INDEX playlist_invitations_of_subject ON playlist_invitations (subject_id, created_at, id);
CREATE INDEX playlist_invitations_by_expiry ON playlist_invitations (expires_at);

-- Policy item `playlist_link`: to whoever was handed the link. The token is known by digest only.
CREATE TABLE playlist_links (
  id BIGINT PRIMARY KEY,
  playlist_id BIGINT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX playlist_links_of_playlist ON playlist_links (playlist_id, created_at, id);
CREATE INDEX playlist_links_by_expiry ON playlist_links (expires_at);

-- Policy item `playlist_publication`, purpose 16 (publication).
CREATE TABLE playlist_publications (
  playlist_id BIGINT PRIMARY KEY REFERENCES playlists (id) ON DELETE CASCADE,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 16),
  created_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX playlist_publications_by_age ON playlist_publications (created_at, playlist_id);
CREATE INDEX playlist_publications_of_subject ON playlist_publications (subject_id, playlist_id);
CREATE INDEX playlist_publications_of_grant ON playlist_publications (grant_id, subject_id);

-- Policy item `square_name`, purpose 17 (publication_name).
CREATE TABLE square_names (
  subject_id BIGINT PRIMARY KEY,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 17),
  name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX square_names_of_grant ON square_names (grant_id, subject_id);

-- Policy item `like`. Exactly one of the four is named; its index is the only one of the four with the row in it.
CREATE TABLE likes (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  track_id BIGINT,
  album_id BIGINT,
  artist_id BIGINT,
  playlist_id BIGINT REFERENCES playlists (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  CHECK ((CASE WHEN track_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN album_id IS NULL THEN 0 ELSE 1 END)
    + (CASE WHEN artist_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN playlist_id IS NULL THEN 0 ELSE 1 END) = 1)
);

CREATE UNIQUE INDEX likes_track ON likes (subject_id, track_id) WHERE track_id IS NOT NULL;
CREATE UNIQUE INDEX likes_album ON likes (subject_id, album_id) WHERE album_id IS NOT NULL;
CREATE UNIQUE INDEX likes_artist ON likes (subject_id, artist_id) WHERE artist_id IS NOT NULL;
CREATE UNIQUE INDEX likes_playlist ON likes (subject_id, playlist_id) WHERE playlist_id IS NOT NULL;
CREATE INDEX likes_tracks_by_time ON likes (subject_id, created_at, id) WHERE track_id IS NOT NULL;
CREATE INDEX likes_albums_by_time ON likes (subject_id, created_at, id) WHERE album_id IS NOT NULL;
CREATE INDEX likes_artists_by_time ON likes (subject_id, created_at, id) WHERE artist_id IS NOT NULL;
CREATE INDEX likes_playlists_by_time ON likes (subject_id, created_at, id) WHERE playlist_id IS NOT NULL;
CREATE INDEX likes_of_playlist ON likes (playlist_id) WHERE playlist_id IS NOT NULL;

-- Policy item `rating`, built as likes are.
CREATE TABLE ratings (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  track_id BIGINT,
  album_id BIGINT,
  artist_id BIGINT,
  playlist_id BIGINT REFERENCES playlists (id) ON DELETE CASCADE,
  stars BIGINT NOT NULL CHECK (stars BETWEEN 1 AND 5),
  changed_at BIGINT NOT NULL,
  CHECK ((CASE WHEN track_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN album_id IS NULL THEN 0 ELSE 1 END)
    + (CASE WHEN artist_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN playlist_id IS NULL THEN 0 ELSE 1 END) = 1)
);

CREATE UNIQUE INDEX ratings_track ON ratings (subject_id, track_id) WHERE track_id IS NOT NULL;
CREATE UNIQUE INDEX ratings_album ON ratings (subject_id, album_id) WHERE album_id IS NOT NULL;
CREATE UNIQUE INDEX ratings_artist ON ratings (subject_id, artist_id) WHERE artist_id IS NOT NULL;
CREATE UNIQUE INDEX ratings_playlist ON ratings (subject_id, playlist_id) WHERE playlist_id IS NOT NULL;
CREATE INDEX ratings_tracks_by_time ON ratings (subject_id, changed_at, id) WHERE track_id IS NOT NULL;
CREATE INDEX ratings_albums_by_time ON ratings (subject_id, changed_at, id) WHERE album_id IS NOT NULL;
CREATE INDEX ratings_artists_by_time ON ratings (subject_id, changed_at, id) WHERE artist_id IS NOT NULL;
CREATE INDEX ratings_playlists_by_time ON ratings (subject_id, changed_at, id) WHERE playlist_id IS NOT NULL;
CREATE INDEX ratings_of_playlist ON ratings (playlist_id) WHERE playlist_id IS NOT NULL;

-- Policy item `follow`.
CREATE TABLE follows (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  artist_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (subject_id, artist_id)
);

CREATE INDEX follows_by_time ON follows (subject_id, created_at, id);

-- Policy item `bookmark`: one place in each track.
CREATE TABLE bookmarks (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  track_id BIGINT NOT NULL,
  position_ms BIGINT NOT NULL CHECK (position_ms >= 0),
  comment TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (subject_id, track_id)
);

CREATE INDEX bookmarks_by_time ON bookmarks (subject_id, changed_at, id);
