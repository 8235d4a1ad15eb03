-- Stations that operators name. Who listens to which is told to nobody here: an app connects to a station by itself.
CREATE TABLE radio_stations (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  stream_url TEXT NOT NULL,
  site_url TEXT,
  created_at BIGINT NOT NULL
);

CREATE INDEX radio_stations_by_name ON radio_stations (name, id);
