-- Who runs the service and answers for what is in it, one after the other; the last row is who does now.
-- `policy_hash` is the policy last in force under them. Whoever takes over under another policy asks everybody anew.
CREATE TABLE holders (
  no BIGINT PRIMARY KEY CHECK (no >= 1),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  change TEXT NOT NULL CHECK (change IN ('first', 'renamed', 'taken_over')),
  policy_hash TEXT NOT NULL CHECK (length(policy_hash) = 64),
  keeps_consents BIGINT NOT NULL CHECK (keeps_consents IN (0, 1)),
  since BIGINT NOT NULL,
  CHECK ((no = 1) = (change = 'first')),
  CHECK (change = 'taken_over' OR keeps_consents = 1)
);
