-- What operators set in the web app, each value sealed under the setting's name with a key of the service.
CREATE TABLE stored_settings (
  name TEXT PRIMARY KEY,
  sealed BYTES NOT NULL,
  changed_at BIGINT NOT NULL
);

-- One row that grows with every change of them, so that every node sees that there was one.
CREATE TABLE stored_setting_changes (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  change BIGINT NOT NULL
);
INSERT INTO stored_setting_changes (id, change) VALUES (1, 0);
