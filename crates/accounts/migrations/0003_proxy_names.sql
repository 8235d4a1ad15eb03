-- The name by which the operator's reverse proxy knows a member: known by digest only.
CREATE TABLE proxy_names (
  subject_id BIGINT PRIMARY KEY REFERENCES subjects (id),
  name_index TEXT NOT NULL UNIQUE,
  linked_at BIGINT NOT NULL
);
