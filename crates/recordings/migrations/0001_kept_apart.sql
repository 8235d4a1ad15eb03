-- Pairs of tracks that an operator wants both of, though they hold the same recording: a song on its album and on a compilation.
CREATE TABLE kept_apart (
    -- The lower number first.
    track_id BIGINT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    other_id BIGINT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (track_id, other_id),
    CHECK (track_id < other_id)
);
CREATE INDEX kept_apart_by_other ON kept_apart (other_id, track_id);
