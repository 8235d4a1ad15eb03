-- One row that grows with every change of what the search knows by name, so that every node sees that there was one.
CREATE TABLE name_changes (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    change BIGINT NOT NULL
);
INSERT INTO name_changes (id, change) VALUES (1, 0);
