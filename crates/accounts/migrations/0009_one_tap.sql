-- Tokens of one-tap sign-in that were used, so that none opens anything twice; a keyed digest tells nothing of the number.
CREATE TABLE one_tap_tokens (
  token_index TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

CREATE INDEX one_tap_tokens_by_expiry ON one_tap_tokens (expires_at);
