-- What was measured of a track's sound: nothing here is about a person who listens.
CREATE TABLE track_measurements (
    track_id BIGINT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    -- Who measured, such as sound_features.
    kind TEXT NOT NULL,
    -- Of the one who measured; another version measures anew.
    version BIGINT NOT NULL,
    -- The track's own when it was measured; a file with other sound has another, and is measured anew.
    fingerprint BIGINT NOT NULL,
    -- Nothing when the file cannot be decoded here, or has nothing to measure.
    result BYTES,
    PRIMARY KEY (track_id, kind)
);
