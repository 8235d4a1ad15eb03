-- The words of songs as the search reads them: found by a line of them, without opening a file of music.
-- `lines` is JSON, for each line its time and its text; `running` is the same as one text, folded as queries are.
CREATE TABLE lyric_texts (
    track_id BIGINT PRIMARY KEY REFERENCES tracks (id),
    -- Larger than that of every change before: what changed since is told by it, on every node.
    change BIGINT NOT NULL,
    lines TEXT NOT NULL,
    -- Empty once the track is missing, or has no lyrics any more.
    running TEXT NOT NULL
);
CREATE INDEX lyric_texts_by_change ON lyric_texts (change, track_id);

-- One row, held by whoever writes words until they are committed, so that changes are seen in their order.
CREATE TABLE lyric_changes (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    change BIGINT NOT NULL
);
INSERT INTO lyric_changes (id, change) VALUES (1, 0);

-- Whether the words of the file as it is are in `lyric_texts`.
ALTER TABLE tracks ADD COLUMN lyrics_read BIGINT NOT NULL DEFAULT 0;
CREATE INDEX tracks_lyrics_unread ON tracks (music_folder_id, folder_id, id)
    WHERE present = 1 AND lyrics > 0 AND lyrics_read = 0;
