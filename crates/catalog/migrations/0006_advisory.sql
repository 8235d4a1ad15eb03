-- What the tags of a file say of its words: 1 explicit, 2 clean; nothing where they say nothing.
-- Files that were read before are read once more: nothing that can be listed has this time of change.
ALTER TABLE tracks ADD COLUMN advisory BIGINT CHECK (advisory IN (1, 2));
UPDATE tracks SET modified_ns = -1;
