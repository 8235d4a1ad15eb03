-- How much earlier the lyrics of a track are shown, in milliseconds, as an operator set it; negative is later.
ALTER TABLE tracks ADD COLUMN lyrics_offset_ms BIGINT NOT NULL DEFAULT 0;
