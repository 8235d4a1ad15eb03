-- Podcasts: what operators subscribe to, and what its feed says. Nothing here is about a listener.
CREATE TABLE podcast_channels (
  id BIGINT PRIMARY KEY,
  feed_url TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  author TEXT,
  description TEXT NOT NULL,
  language TEXT,
  site_url TEXT,
  image_url TEXT,
  download_latest BIGINT NOT NULL CHECK (download_latest BETWEEN 0 AND 50),
  added_at BIGINT NOT NULL,
  -- When the feed was last asked for, and when it last gave its episodes or said that nothing had changed.
  checked_at BIGINT,
  refreshed_at BIGINT,
  -- What to remember of the feed, so that it is asked for only when it has changed.
  etag TEXT,
  last_modified TEXT,
  -- Why the last refresh failed.
  fault TEXT,
  fault_detail TEXT,
  CHECK ((fault IS NULL) = (fault_detail IS NULL))
);

CREATE INDEX podcast_channels_by_title ON podcast_channels (title, id);

-- The picture of a channel, drawn anew, and the address it was drawn from.
CREATE TABLE podcast_pictures (
  channel_id BIGINT PRIMARY KEY REFERENCES podcast_channels (id) ON DELETE CASCADE,
  image_url TEXT NOT NULL,
  image BYTES NOT NULL
);

CREATE TABLE podcast_episodes (
  id BIGINT PRIMARY KEY,
  channel_id BIGINT NOT NULL REFERENCES podcast_channels (id) ON DELETE CASCADE,
  -- What the feed knows the episode by; an episode keeps its id as long as this stays the same.
  guid TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  published_at BIGINT,
  -- The place in lists: when it was published, or found when the feed does not say.
  sorted_at BIGINT NOT NULL,
  sound_url TEXT NOT NULL,
  declared_bytes BIGINT,
  duration_ms BIGINT,
  season BIGINT,
  number BIGINT,
  seen_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'waiting', 'loading', 'here', 'failed', 'deleted')),
  -- Of what was downloaded: its kind and size.
  sound TEXT,
  size_bytes BIGINT,
  fault TEXT,
  fault_detail TEXT,
  UNIQUE (channel_id, guid),
  CHECK ((state = 'here') = (sound IS NOT NULL AND size_bytes IS NOT NULL)),
  CHECK ((state = 'failed') = (fault IS NOT NULL AND fault_detail IS NOT NULL))
);

CREATE INDEX podcast_episodes_of_channel ON podcast_episodes (channel_id, sorted_at, id);
CREATE INDEX podcast_episodes_newest ON podcast_episodes (sorted_at, id);
CREATE INDEX podcast_episodes_by_state ON podcast_episodes (state, sorted_at, id);
