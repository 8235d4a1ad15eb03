-- The hosts from which the service reads public documents, such as podcast feeds, and whether an operator allows it.
-- No request to such a host carries anything about a person; the list is there so that everybody who runs the
-- service can see whom it talks to, and say no.
CREATE TABLE public_hosts (
  host TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  named_at BIGINT NOT NULL,
  allowed_at BIGINT,
  requests BIGINT NOT NULL DEFAULT 0,
  requested_at BIGINT
);
