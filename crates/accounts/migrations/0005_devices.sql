-- The kind of browser or app, told from closed lists when the device signed in; the name is the member's to change.
ALTER TABLE sessions ADD COLUMN device_kind TEXT NOT NULL DEFAULT '';

-- Whether the member knows of this sign-in: 0 until they said so on another device. Older sign-ins are known.
ALTER TABLE sessions ADD COLUMN is_known BIGINT NOT NULL DEFAULT 1 CHECK (is_known IN (0, 1));
