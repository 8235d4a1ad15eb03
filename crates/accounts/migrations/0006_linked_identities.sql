-- An account elsewhere with which a member signs in: its number there is known by digest only.
-- Nobody links anything without having accepted the policy, so each row leans on an acceptance.
CREATE TABLE linked_identities (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  provider TEXT NOT NULL CHECK (provider IN ('wechat', 'qq', 'weibo', 'oidc')),
  identity_index TEXT NOT NULL UNIQUE,
  open_index TEXT UNIQUE,
  nickname_sealed BYTES,
  policy_version TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  last_used_at BIGINT,
  UNIQUE (subject_id, provider),
  FOREIGN KEY (subject_id, policy_version) REFERENCES policy_acceptances (subject_id, version)
);

CREATE INDEX linked_identities_by_acceptance ON linked_identities (subject_id, policy_version);

-- Who elsewhere vouched for the owner of a signed-in device; nobody when it was signed in here.
ALTER TABLE sessions ADD COLUMN provider TEXT;
