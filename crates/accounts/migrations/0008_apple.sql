-- Apple vouches for members as well; a CHECK cannot be changed in SQLite, so the table is made anew.
CREATE TABLE linked_identities_with_apple (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  provider TEXT NOT NULL CHECK (provider IN ('wechat', 'qq', 'weibo', 'apple', 'oidc')),
  identity_index TEXT NOT NULL UNIQUE,
  open_index TEXT UNIQUE,
  nickname_sealed BYTES,
  policy_version TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  last_used_at BIGINT,
  UNIQUE (subject_id, provider),
  FOREIGN KEY (subject_id, policy_version) REFERENCES policy_acceptances (subject_id, version)
);

INSERT INTO linked_identities_with_apple
  (id, subject_id, provider, identity_index, open_index, nickname_sealed, policy_version, linked_at, last_used_at)
  SELECT id, subject_id, provider, identity_index, open_index, nickname_sealed, policy_version, linked_at, last_used_at
  FROM linked_identities;

DROP TABLE linked_identities;

ALTER TABLE linked_identities_with_apple RENAME TO linked_identities;

CREATE INDEX linked_identities_by_acceptance ON linked_identities (subject_id, policy_version);
