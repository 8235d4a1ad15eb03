-- Tracks whose recording another track holds too: an operator hid them from the library, and their files stay where they are.
-- A track in here is not present, and its `missing_since` tells as ever whether its file is there.
CREATE TABLE merged_tracks (
    track_id BIGINT PRIMARY KEY REFERENCES tracks (id),
    -- The one that is shown, and that has what members did with the hidden one.
    kept_id BIGINT NOT NULL REFERENCES tracks (id),
    merged_at BIGINT NOT NULL,
    CHECK (track_id <> kept_id)
);
CREATE INDEX merged_tracks_of_kept ON merged_tracks (kept_id);
CREATE INDEX merged_tracks_by_time ON merged_tracks (merged_at, track_id);
