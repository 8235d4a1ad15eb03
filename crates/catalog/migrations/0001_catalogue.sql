-- The catalogue: nothing here is about a person who listens.

-- A music folder keeps its number for good, so that paths stay valid when the configuration is reordered.
CREATE TABLE music_folders (
    id BIGINT PRIMARY KEY,
    path BYTES NOT NULL UNIQUE,
    reachable BIGINT NOT NULL CHECK (reachable IN (0, 1))
);

-- One picture, found by its content; the file it was last seen in is read again for thumbnails.
CREATE TABLE covers (
    id BIGINT PRIMARY KEY,
    content_hash BYTES NOT NULL UNIQUE,
    music_folder_id BIGINT NOT NULL REFERENCES music_folders (id),
    path BYTES NOT NULL,
    embedded BIGINT NOT NULL CHECK (embedded IN (0, 1)),
    size_bytes BIGINT NOT NULL,
    color TEXT
);

CREATE TABLE folders (
    id BIGINT PRIMARY KEY,
    -- The music folder's number and the readable path below it, such as 0/Artist/Album.
    path TEXT NOT NULL UNIQUE,
    parent_path TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    -- Of the folder and all below it.
    track_count BIGINT NOT NULL
);
CREATE INDEX folders_by_parent ON folders (parent_path, sort_key, id);

CREATE TABLE artists (
    id BIGINT PRIMARY KEY,
    -- The folded name: spellings that differ in case, width, accents or script are one artist.
    fold_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    letter TEXT NOT NULL,
    album_count BIGINT NOT NULL,
    track_count BIGINT NOT NULL,
    cover_id BIGINT REFERENCES covers (id),
    added_at BIGINT NOT NULL,
    stale BIGINT NOT NULL CHECK (stale IN (0, 1))
);
CREATE INDEX artists_by_name ON artists (sort_key, id);
CREATE INDEX artists_by_added ON artists (added_at, id);
CREATE INDEX artists_by_tracks ON artists (track_count, id);
CREATE INDEX artists_stale ON artists (id) WHERE stale = 1;

CREATE TABLE albums (
    id BIGINT PRIMARY KEY,
    group_key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    -- Names and ids of the artists in order, as JSON, so that a page of albums is one statement.
    artists TEXT NOT NULL,
    -- The first artist, then the year.
    artist_sort_key TEXT NOT NULL,
    year BIGINT NOT NULL,
    release_date TEXT,
    language TEXT,
    compilation BIGINT NOT NULL CHECK (compilation IN (0, 1)),
    genres TEXT NOT NULL,
    labels TEXT NOT NULL,
    disc_titles TEXT NOT NULL,
    track_count BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    cover_id BIGINT REFERENCES covers (id),
    added_at BIGINT NOT NULL,
    random_key BIGINT NOT NULL,
    stale BIGINT NOT NULL CHECK (stale IN (0, 1))
);
CREATE INDEX albums_by_title ON albums (sort_key, id);
CREATE INDEX albums_by_artist ON albums (artist_sort_key, id);
CREATE INDEX albums_by_year ON albums (year, id);
CREATE INDEX albums_by_added ON albums (added_at, id);
CREATE INDEX albums_by_random ON albums (random_key, id);
CREATE INDEX albums_stale ON albums (id) WHERE stale = 1;

CREATE TABLE tracks (
    id BIGINT PRIMARY KEY,
    music_folder_id BIGINT NOT NULL REFERENCES music_folders (id),
    -- The path below the music folder, as the file system spells it.
    path BYTES NOT NULL,
    file_name TEXT NOT NULL,
    folder_id BIGINT NOT NULL REFERENCES folders (id),
    size_bytes BIGINT NOT NULL,
    modified_ns BIGINT NOT NULL,
    inode BIGINT NOT NULL,
    -- What else its listing depends on: the sidecar lyrics and the folder's cover.
    surroundings BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    present BIGINT NOT NULL CHECK (present IN (0, 1)),
    missing_since BIGINT,
    video BIGINT NOT NULL CHECK (video IN (0, 1)),
    playable BIGINT NOT NULL CHECK (playable IN (0, 1)),
    title TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    artists TEXT NOT NULL,
    -- The first artist, then as album_sort_key.
    artist_sort_key TEXT NOT NULL,
    album_id BIGINT REFERENCES albums (id),
    -- Album, disc and number in one key, so that albums keep their order in a list of tracks.
    album_sort_key TEXT NOT NULL,
    disc_number BIGINT,
    disc_title TEXT,
    track_number BIGINT,
    year BIGINT NOT NULL,
    release_date TEXT,
    language TEXT,
    genres TEXT NOT NULL,
    composers TEXT NOT NULL,
    labels TEXT NOT NULL,
    compilation BIGINT NOT NULL CHECK (compilation IN (0, 1)),
    has_album_artist BIGINT NOT NULL CHECK (has_album_artist IN (0, 1)),
    album_artists TEXT NOT NULL,
    duration_ms BIGINT NOT NULL,
    codec TEXT NOT NULL,
    container TEXT NOT NULL,
    bitrate_kbps BIGINT,
    sample_rate_hz BIGINT,
    channels BIGINT,
    bit_depth BIGINT,
    gain_track_db DOUBLE,
    gain_track_peak DOUBLE,
    gain_album_db DOUBLE,
    gain_album_peak DOUBLE,
    isrc TEXT,
    musicbrainz_recording TEXT,
    musicbrainz_release TEXT,
    -- 0 none, 1 a file beside it, 2 in its tags.
    lyrics BIGINT NOT NULL CHECK (lyrics IN (0, 1, 2)),
    cover_id BIGINT REFERENCES covers (id),
    added_at BIGINT NOT NULL,
    random_key BIGINT NOT NULL,
    UNIQUE (music_folder_id, path)
);
CREATE INDEX tracks_by_title ON tracks (present, sort_key, id);
CREATE INDEX tracks_by_artist ON tracks (present, artist_sort_key, id);
CREATE INDEX tracks_by_album ON tracks (present, album_sort_key, id);
CREATE INDEX tracks_by_added ON tracks (present, added_at, id);
CREATE INDEX tracks_by_random ON tracks (present, random_key, id);
CREATE INDEX tracks_of_album ON tracks (album_id, present);
CREATE INDEX tracks_of_folder ON tracks (folder_id, present, file_name, id);

-- Who is credited on a track: 0 artist, 1 composer.
CREATE TABLE track_artists (
    track_id BIGINT NOT NULL REFERENCES tracks (id),
    artist_id BIGINT NOT NULL REFERENCES artists (id),
    role BIGINT NOT NULL CHECK (role IN (0, 1)),
    PRIMARY KEY (track_id, role, artist_id)
);
CREATE INDEX track_artists_by_artist ON track_artists (artist_id, role, track_id);

-- Whose album it is: 0 its own artist, 1 an artist of one of its tracks.
CREATE TABLE album_artists (
    album_id BIGINT NOT NULL REFERENCES albums (id),
    artist_id BIGINT NOT NULL REFERENCES artists (id),
    role BIGINT NOT NULL CHECK (role IN (0, 1)),
    PRIMARY KEY (album_id, artist_id)
);
CREATE INDEX album_artists_by_artist ON album_artists (artist_id, role, album_id);

CREATE TABLE track_genres (
    genre_key TEXT NOT NULL,
    track_id BIGINT NOT NULL REFERENCES tracks (id),
    genre TEXT NOT NULL,
    PRIMARY KEY (genre_key, track_id)
);
CREATE INDEX track_genres_by_track ON track_genres (track_id);

CREATE TABLE album_genres (
    genre_key TEXT NOT NULL,
    album_id BIGINT NOT NULL REFERENCES albums (id),
    PRIMARY KEY (genre_key, album_id)
);
CREATE INDEX album_genres_by_album ON album_genres (album_id);

-- Counts by genre, decade, language and in all; made anew at the end of a scan that changed something.
CREATE TABLE facets (
    kind TEXT NOT NULL CHECK (kind IN ('all', 'genre', 'decade', 'language')),
    value TEXT NOT NULL,
    name TEXT NOT NULL,
    album_count BIGINT NOT NULL,
    track_count BIGINT NOT NULL,
    PRIMARY KEY (kind, value)
);

-- What could not be read, and why.
CREATE TABLE scan_problems (
    music_folder_id BIGINT NOT NULL REFERENCES music_folders (id),
    path BYTES NOT NULL,
    id BIGINT NOT NULL UNIQUE,
    shown_path TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    playable BIGINT NOT NULL CHECK (playable IN (0, 1)),
    PRIMARY KEY (music_folder_id, path)
);
CREATE INDEX scan_problems_by_time ON scan_problems (seen_at, id);
